"""The three colours: the rule at its edges, and SQL and Python saying the same on random issues."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from issues.colours import Colour, Policy, colour_case, colour_of, previous_quarter_start
from issues.models import Campaign, Issue, RectificationType, Status
from issues.words import OPEN_STATUSES, STANDING_TYPES
from tests import lives
from tests.factories import CampaignFactory

TODAY = lives.TODAY
RED, YELLOW, BLUE, NONE = Colour.RED, Colour.YELLOW, Colour.BLUE, Colour.NONE


def days(count: int) -> date:
    return TODAY + timedelta(days=count)


def colour(**values) -> Colour:
    """The colour today of an issue in hand that moved today, unless `values` say otherwise."""
    facts = {
        "status": "rectifying",
        "rectification": "staged",
        "progressed_on": TODAY,
        "registered_on": TODAY,
    }
    return colour_of(Issue(**{**facts, **values}), on=TODAY, policy=Policy())


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"due_on": days(8)}, BLUE),
        ({"due_on": days(7)}, YELLOW),
        ({"due_on": days(0)}, YELLOW),
        ({"due_on": days(-15)}, YELLOW),
        ({"due_on": days(-16)}, RED),
        ({"refusals": 2}, BLUE),
        ({"refusals": 3}, RED),
        ({"progressed_on": days(-13)}, BLUE),
        ({"progressed_on": days(-14)}, YELLOW),
        ({"progressed_on": days(-14), "status": "reviewing"}, BLUE),
        ({"progressed_on": days(-99), "rectification": "standing"}, BLUE),
        ({"progressed_on": days(-99), "rectification": "standing", "due_on": days(60)}, YELLOW),
        ({"progressed_on": days(-99), "rectification": "immediate_standing"}, YELLOW),
        ({"due_on": days(-99), "status": "closed"}, NONE),
        ({"due_on": days(-99), "status": "normalised"}, NONE),
        ({"due_on": days(-99), "status": "draft"}, NONE),
        ({"due_on": days(-99), "status": "void"}, NONE),
        ({"due_on": days(-99), "status": "assigned"}, RED),
        ({}, BLUE),
    ],
)
def test_the_rule_at_its_edges(values, expected):
    assert colour(**values) == expected


@pytest.mark.parametrize(
    ("confirmed_on", "expected"),
    [(date(2026, 6, 30), YELLOW), (date(2026, 7, 1), BLUE), (date(2026, 10, 1), BLUE)],
)
def test_a_standing_issue_turns_yellow_when_a_whole_quarter_passed_unconfirmed(confirmed_on, expected):
    assert colour(rectification="standing", confirmed_on=confirmed_on) == expected
    assert colour(rectification="standing", registered_on=confirmed_on) == expected
    assert colour(rectification="staged", confirmed_on=confirmed_on) == BLUE


@pytest.mark.parametrize(
    ("today", "start"),
    [
        (date(2026, 1, 1), date(2025, 10, 1)),
        (date(2026, 3, 31), date(2025, 10, 1)),
        (date(2026, 4, 1), date(2026, 1, 1)),
        (date(2026, 12, 31), date(2026, 7, 1)),
    ],
)
def test_the_quarter_before_is_found(today, start):
    assert previous_quarter_start(today) == start


# Offsets that stand close to every threshold, so that few examples meet many edges.
near = st.one_of(
    st.none(), st.integers(-40, 40), st.sampled_from([-200, -143, -142, -100, -51, -50, -49, 100])
)
policies = st.tuples(st.integers(0, 20), st.integers(1, 30), st.integers(0, 30))
issues = st.fixed_dictionaries(
    {
        "campaign": st.integers(0, 2),
        "status": st.sampled_from(Status.values),
        "rectification": st.sampled_from(RectificationType.values),
        "due": near,
        "progressed": near,
        "confirmed": near,
        "registered": st.integers(-200, 0),
        "refusals": st.integers(0, 5),
    }
)


def row(county, campaigns, serial, drawn) -> Issue:
    """An issue with the drawn facts and what the constraints ask for besides."""

    def day(name):
        return None if drawn[name] is None else days(drawn[name])

    closed = drawn["status"] in ("closed", "normalised")
    kind = drawn["rectification"]
    if drawn["status"] == "closed" and kind in STANDING_TYPES:
        kind = "staged"
    return Issue(
        campaign=campaigns[drawn["campaign"]],
        organisation=county.root,
        category=county.category,
        source=lives.Source.objects.all()[0],
        title="问题",
        found_on=days(-300),
        created_by=county.clerk,
        unit=county.unit,
        lead_leader=county.leader_post,
        serial=serial,
        number=f"N-{serial}",
        status=drawn["status"],
        rectification=kind,
        due_on=day("due"),
        progressed_on=day("progressed"),
        confirmed_on=day("confirmed"),
        registered_on=day("registered"),
        claimed_on=day("registered"),
        closed_on=TODAY if closed else None,
        void_reason="重复登记。",
        refusals=drawn["refusals"],
    )


@pytest.mark.both_engines
@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    drawn=st.lists(issues, min_size=1, max_size=25),
    limits=st.lists(policies, min_size=1, max_size=3),
    same=st.booleans(),
)
def test_sql_and_python_give_every_issue_the_same_colour(county, drawn, limits, same):
    with transaction.atomic():
        campaigns = [CampaignFactory(organisation=county.root) for _ in range(3)]
        for index, campaign in enumerate(campaigns):
            warn, stall, red = limits[0 if same else index % len(limits)]
            campaign.warn_days, campaign.stall_days, campaign.red_after_days = warn, stall, red
            campaign.save()
        Issue.objects.bulk_create(
            row(county, campaigns, serial, one) for serial, one in enumerate(drawn, start=1)
        )
        said = Campaign.objects.filter(pk__in=[one.pk for one in campaigns]).policies()
        python = {
            one.pk: colour_of(one, on=TODAY, policy=said[one.campaign_id]) for one in Issue.objects.all()
        }
        case = colour_case(on=TODAY, policies=said)
        assert dict(Issue.objects.annotate(colour=case).values_list("pk", "colour")) == python
        for wanted in (RED, YELLOW, BLUE):
            found = set(Issue.objects.coloured(wanted, on=TODAY, policies=said).values_list("pk", flat=True))
            assert found == {pk for pk, colour in python.items() if colour == wanted}
        transaction.set_rollback(True)


def test_without_any_campaign_nothing_has_a_colour(county):
    lives.registered(county)
    assert not Issue.objects.coloured(RED, on=TODAY, policies={})


def test_every_open_issue_has_one_of_the_three_colours_and_no_other_has_any():
    for status in Status.values:
        assert (colour(status=status) != NONE) == (status in OPEN_STATUSES)
