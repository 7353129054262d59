"""The demo ledger: its facts, and that every state and colour has something to show."""

import re
from collections import Counter

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from issues.colours import colour_case
from issues.models import Campaign, Issue, Status
from ledger import demo
from measures.models import LookBack, Regulation
from people.models import Organisation, Role, User
from trail.verifying import verify


@pytest.fixture
def loaded(db):
    call_command("load_demo", verbosity=0)


@pytest.mark.both_engines
def test_the_demo_tells_what_it_promises(loaded):
    first, second = Campaign.objects.order_by("starts_on")
    by_category = [category.issues.count() for category in first.categories.order_by("position")]
    assert by_category == [6, 4, 7, 4]
    assert Counter(first.issues.values_list("status", flat=True)) == {"closed": 19, "rectifying": 2}
    assert set(first.issues.filter(status="rectifying").values_list("rectification", flat=True)) == {
        "standing"
    }
    assert Regulation.objects.count() == 11
    assert LookBack.objects.filter(issue__campaign=first, state="confirmed").count() == 7
    assert Organisation.objects.filter(kind="community").count() == 7

    assert set(second.issues.values_list("status", flat=True)) == set(Status.values)
    colours = colour_case(on=timezone.localdate(), policies=Campaign.objects.policies())
    shown = Counter(Issue.objects.annotate(colour=colours).values_list("colour", flat=True))
    assert min(shown["red"], shown["yellow"], shown["blue"]) >= 3
    assert verify().found == 0

    assert {account.role for account in demo.ACCOUNTS} == set(Role.values)
    for account in demo.ACCOUNTS:
        user = User.objects.get(username=account.username)
        assert user.check_password(demo.PASSWORD)
        assert user.roles == {account.role}


@pytest.mark.parametrize("on", ["2026-11-22", "2026-02-10"])
def test_documents_are_numbered_as_an_office_does(time_machine, db, on):
    time_machine.move_to(f"{on} 09:00 +0800")
    call_command("load_demo", verbosity=0)
    issued = list(Regulation.objects.exclude(issued_on=None).order_by("issued_on"))
    years = {rule.issued_on.year for rule in issued}
    for year in years:
        said = [rule.document_number for rule in issued if rule.issued_on.year == year]
        numbers = [int(re.fullmatch(rf"示例办〔{year}〕(\d+)号", one)[1]) for one in said]
        assert numbers == sorted(set(numbers))


def test_units_of_the_town_stand_in_a_row(loaded):
    places = Organisation.objects.filter(parent__kind="town").order_by("position")
    kinds = list(places.values_list("kind", flat=True))
    assert kinds == ["section"] * 3 + ["community"] * 7


def test_the_demo_refuses_a_database_that_is_in_use(county):
    with pytest.raises(CommandError, match="空库"):
        call_command("load_demo")
