"""`manage.py make_ledger`: a synthetic ledger of any size, from a seed, in a database of its own."""

from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.models import Count

from issues import actions, search_index
from issues.colours import colour_case
from issues.models import Campaign, Category, Deadline, Issue, RectificationType, Status
from ledger.synthetic import ACCOUNTS, PASSWORD, loading
from measures.models import Closure, Measure, Progress
from people.models import Leader, Organisation, User
from tests.factories import OrganisationFactory
from trail.models import Entry
from trail.verifying import verify

TODAY = date(2026, 11, 20)
RECORDS = (
    Organisation,
    Leader,
    Campaign,
    Category,
    Issue,
    Issue.co_units.through,
    Deadline,
    Measure,
    Progress,
    Closure,
)


@pytest.fixture(autouse=True)
def _at_noon(time_machine):
    time_machine.move_to(datetime(2026, 11, 20, 4, tzinfo=UTC), tick=False)


def make(issues: int = 300, **options) -> None:
    """Run the command, quietly."""
    call_command("make_ledger", **{"issues": issues, "seed": 3, "units": 12, "verbosity": 0, **options})


def everything() -> dict[str, list]:
    """All rows of all tables that it fills."""
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in RECORDS}


def made_and_taken_back(**options) -> dict[str, list]:
    """What the command makes of an empty database, which is empty again afterwards."""
    with transaction.atomic():
        make(**options)
        found = everything()
        transaction.set_rollback(True)
    return found


# --- one seed, one ledger ---


@pytest.mark.django_db
def test_the_same_seed_gives_the_same_ledger_and_another_seed_another():
    first, again = made_and_taken_back(seed=3), made_and_taken_back(seed=3)
    assert first == again
    other = made_and_taken_back(seed=4)
    assert [row["name"] for row in other["Organisation"]] == [row["name"] for row in first["Organisation"]]
    alike = sum(one["title"] == two["title"] for one, two in zip(first["Issue"], other["Issue"], strict=True))
    assert alike < 30


@pytest.mark.django_db
def test_seen_from_another_day_the_same_seed_has_its_dates_around_that_day():
    make(on=date(2024, 2, 29))
    assert Issue.objects.filter(found_on__gt=date(2024, 2, 29)).count() == 0
    assert Issue.objects.order_by("-found_on")[0].found_on >= date(2024, 2, 1)
    shown = colours(date(2024, 2, 29))
    assert min(shown["red"], shown["yellow"], shown["blue"]) >= 3


# --- what it holds ---


def colours(on: date) -> dict[str, int]:
    """How many issues have each colour."""
    case = colour_case(on=on, policies=Campaign.objects.policies())
    rows = Issue.objects.annotate(colour=case).values_list("colour").order_by("colour")
    return dict(rows.annotate(number=Count("pk")))


@pytest.mark.parametrize("issues", [0, 1, 2, 7, 300])
@pytest.mark.django_db
def test_it_has_as_many_issues_as_were_asked_for(issues):
    make(issues)
    assert Issue.objects.count() == issues
    assert verify().found == 0


@pytest.mark.django_db
def test_every_status_type_and_colour_occurs():
    make(600)
    assert set(Issue.objects.values_list("status", flat=True)) == set(Status.values)
    assert set(Issue.objects.values_list("rectification", flat=True)) == set(RectificationType.values)
    shown = colours(TODAY)
    assert {"red", "yellow", "blue"} <= shown.keys()
    assert min(shown["red"], shown["yellow"], shown["blue"]) >= 10


@pytest.mark.both_engines
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("rebuild_from", [10**9, 100], ids=["row_by_row", "indexes_afterwards"])
def test_every_row_keeps_to_the_rules_on_either_way_in(monkeypatch, rebuild_from):
    monkeypatch.setattr(loading, "REBUILD_FROM", rebuild_from)
    make(300, details=80)
    # The database has refused what breaks a constraint; words outside a vocabulary it would have taken.
    connection.check_constraints()
    for model in RECORDS:
        fields = [field for field in model._meta.concrete_fields if not field.generated]
        for one in model.objects.all():
            one.clean_fields(exclude=[field.name for field in fields if getattr(one, field.attname) is None])
    assert verify().found == 0
    assert Entry.objects.filter(verb="campaign.edit").count() == Campaign.objects.count()
    with connection.cursor() as cursor:
        present = connection.introspection.get_constraints(cursor, Issue._meta.db_table)
    assert {index.name for index in Issue._meta.indexes} <= present.keys()
    assert search_index.missing(connection) == []
    word = Issue.objects.latest("pk").title[:4]
    assert Issue.objects.matching(word).count() == Issue.objects.filter(title__contains=word).count() > 0


@pytest.mark.django_db
def test_what_hangs_on_an_issue_fits_its_status():
    make(300, details=300)
    registered = Issue.objects.exclude(status=Status.DRAFT)
    assert Deadline.objects.count() == registered.count()
    for deadline in Deadline.objects.select_related("issue"):
        assert (deadline.ordinal, deadline.due_on) == (0, deadline.issue.original_due_on)
    waiting = Closure.objects.undecided().values_list("issue", flat=True)
    assert set(waiting) == set(Issue.objects.awaiting_review().values_list("pk", flat=True))
    claimed = registered.exclude(claimed_on=None)
    assert set(Measure.objects.values_list("issue", flat=True)) == set(claimed.values_list("pk", flat=True))
    for issue in claimed:
        assert issue.found_on <= issue.registered_on <= issue.progressed_on <= TODAY
        assert issue.closed_on is None or issue.closed_on <= TODAY


@pytest.mark.django_db
def test_the_office_goes_on_after_the_last_serial():
    make(300)
    clerk = User.objects.get(username="clerk")
    like = Issue.objects.filter(status=Status.ASSIGNED, due_on__gte=TODAY)[0]
    names = (
        "category",
        "title",
        "source",
        "found_on",
        "unit",
        "lead_leader",
        "rectification",
        "due_on",
        "due_text",
    )
    values = {name: getattr(like, name) for name in names}
    campaign = like.campaign
    draft = actions.create_draft(campaign=campaign, values=values, by=clerk)
    last = Issue.objects.filter(campaign=campaign, serial__isnull=False).order_by("-serial")[0].serial
    assert actions.register(issue=draft, by=clerk, today=TODAY).serial == last + 1
    assert verify().found == 0


@pytest.mark.django_db
def test_the_accounts_it_names_can_be_used_at_once(capsys):
    make(5, verbosity=1)
    said = capsys.readouterr().out
    assert PASSWORD in said
    for username, role, _post in ACCOUNTS:
        assert username in said
        user = User.objects.get(username=username)
        assert user.roles == {role}
        assert user.check_password(PASSWORD)
        assert not user.must_change_password


# --- where it stands ---


@pytest.mark.django_db
def test_it_refuses_a_database_that_somebody_uses():
    OrganisationFactory(name="示例县")
    for append in (False, True):
        with pytest.raises(CommandError, match=r"只能装入空库|不是合成台账"):
            make(5, append=append)
    assert list(Organisation.objects.values_list("name", flat=True)) == ["示例县"]
    assert not User.objects.exists()


@pytest.mark.django_db
def test_it_refuses_a_second_time_and_appends_only_when_told():
    make(30)
    with pytest.raises(CommandError, match="合成台账只能装入空库"):
        make(30)
    assert Issue.objects.count() == 30
    make(20, append=True)
    assert Issue.objects.count() == 50
    for campaign in Campaign.objects.all():
        serials = Issue.objects.filter(campaign=campaign, serial__isnull=False).order_by("serial")
        found = list(serials.values_list("serial", flat=True))
        assert all(two == one + 1 for one, two in pairwise(found)), campaign
        assert campaign.next_serial == len(found) + 1
    assert verify().found == 0


@pytest.mark.django_db
def test_a_county_of_ones_own_beside_the_synthetic_one_is_not_appended_to():
    make(5)
    OrganisationFactory(name="示例县")
    with pytest.raises(CommandError, match="不是合成台账"):
        make(5, append=True)


@pytest.mark.parametrize("wrong", [{"issues": -1}, {"details": -1}, {"units": 0}, {"units": -3}])
@pytest.mark.django_db
def test_numbers_that_make_no_sense_are_refused_before_anything_is_written(wrong):
    with pytest.raises(CommandError, match="不能是负数"):
        make(**wrong)
    assert not Organisation.objects.exists()
