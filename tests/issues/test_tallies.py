"""Tallies say what a count would say, whatever was done to the issues and by whom."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection, transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from issues import tallies
from issues.models import OUTCOMES, CategoryTally, Issue, StateTally, Status, UnitTally
from issues.words import STANDING_TYPES, RectificationType
from tests import lives
from tests.factories import CampaignFactory, CategoryFactory

pytestmark = [pytest.mark.both_engines, pytest.mark.django_db]
DAYS = [None, date(2026, 3, 31), date(2026, 9, 30), date(2026, 10, 1), date(2026, 11, 20)]
STATE = [
    "campaign_id",
    "status",
    "has_day",
    "in_time",
    "has_extended_day",
    "in_extended_time",
    "is_reopened",
    "confirmed_quarter",
]
KEYS = {
    StateTally: STATE,
    UnitTally: ["campaign_id", "unit_id", "is_finished"],
    CategoryTally: ["campaign_id", "category_id", "is_finished"],
}


def kept():
    """What the tables say, by model."""
    found = {}
    for model, keys in KEYS.items():
        summed = model.objects.order_by().values_list(*keys).annotate(n=Sum("amount"))
        found[model] = {tuple(key): n for *key, n in summed if n}
    return found


def state_of(issue):
    is_closed = issue.status == Status.CLOSED
    quarter = 0
    if issue.rectification in STANDING_TYPES and issue.confirmed_on:
        quarter = issue.confirmed_on.year * 10 + (issue.confirmed_on.month + 2) // 3
    return (
        issue.campaign_id,
        issue.status,
        is_closed and issue.original_due_on is not None,
        is_closed and issue.original_due_on is not None and issue.closed_on <= issue.original_due_on,
        is_closed and issue.due_on is not None,
        is_closed and issue.due_on is not None and issue.closed_on <= issue.due_on,
        issue.cycle > 1,
        quarter,
    )


def counted():
    """What a count says."""
    registered = [one for one in Issue.objects.all() if one.status not in (Status.DRAFT, Status.VOID)]
    return {
        StateTally: dict(Counter(state_of(one) for one in registered)),
        UnitTally: dict(
            Counter((one.campaign_id, one.unit_id, one.status in OUTCOMES) for one in registered)
        ),
        CategoryTally: dict(
            Counter((one.campaign_id, one.category_id, one.status in OUTCOMES) for one in registered)
        ),
    }


facts = st.fixed_dictionaries(
    {
        "status": st.sampled_from(Status.values),
        "rectification": st.sampled_from(RectificationType.values),
        "due_on": st.sampled_from(DAYS),
        "original_due_on": st.sampled_from(DAYS),
        "closed_on": st.sampled_from(DAYS[1:]),
        "confirmed_on": st.sampled_from(DAYS),
        "cycle": st.integers(1, 3),
        "place": st.integers(0, 3),
    }
)


def shaped(county, campaigns, drawn):
    """Column values that the constraints allow."""
    is_over = drawn["status"] in OUTCOMES
    values = {name: value for name, value in drawn.items() if name != "place"}
    values |= {
        "unit": [county.unit, county.sibling][drawn["place"] % 2],
        "campaign": campaigns[drawn["place"] // 2],
        "closed_on": drawn["closed_on"] if is_over else None,
        "void_reason": "重复登记。",
        "claimed_on": date(2026, 3, 3),
        "registered_on": date(2026, 3, 2),
        "lead_leader": county.leader_post,
    }
    if values["status"] == Status.CLOSED and values["rectification"] in STANDING_TYPES:
        values["status"] = Status.NORMALISED
    return values


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    first=st.lists(facts, min_size=1, max_size=12),
    then=st.lists(facts, max_size=12),
    gone=st.integers(0, 3),
    folds=st.booleans(),
)
def test_they_equal_a_count_after_any_inserts_updates_and_deletes(county, first, then, gone, folds):
    with transaction.atomic():
        campaigns = [county.campaign, CampaignFactory(organisation=county.root)]
        shared = {
            "organisation": county.root,
            "category": county.category,
            "source": lives.draft(county).source,
            "found_on": date(2026, 3, 1),
            "created_by": county.clerk,
        }
        Issue.objects.bulk_create(
            Issue(title="问题", serial=at, number=f"N-{at}", **shared, **shaped(county, campaigns, one))
            for at, one in enumerate(first, start=1000)
        )
        assert kept() == counted()
        for issue, one in zip(Issue.objects.exclude(serial=None), then, strict=False):
            for name, value in shaped(county, campaigns, one).items():
                setattr(issue, name, value)
            issue.save()
        Issue.objects.filter(pk__in=Issue.objects.exclude(serial=None).values_list("pk")[:gone]).delete()
        Issue.objects.filter(status=Status.ASSIGNED).update(
            status=Status.RECTIFYING, category=CategoryFactory(campaign=county.campaign)
        )
        if folds:
            tallies.fold(connection)
        assert kept() == counted()
        transaction.set_rollback(True)


def test_a_change_that_is_taken_back_leaves_no_trace(county):
    lives.claimed(county)
    before = kept()
    with transaction.atomic():
        lives.closed(county)
        assert kept() != before
        transaction.set_rollback(True)
    assert kept() == before


def test_adding_up_leaves_one_row_for_each_thing(county):
    for _ in range(3):
        lives.closed(county)
    tallies.fold(connection)
    for model, keys in KEYS.items():
        assert model.objects.count() == model.objects.values(*keys).distinct().count() == 1
    assert kept() == counted()


def test_all_parts_are_there_after_the_migrations():
    assert tallies.missing(connection) == []


def test_set_up_again_they_count_what_was_there_before(county):
    lives.closed(county)
    connection.check_constraints()
    tallies.remove(connection)
    assert tallies.missing(connection) == tallies.TRIGGERS
    lives.claimed(county)
    tallies.install(connection)
    assert kept() == counted()
    lives.claimed(county)
    assert kept() == counted()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_nobody_waits_for_another_persons_numbers(transactional_db):
    county = lives.make_county()
    mine, theirs = lives.claimed(county), lives.claimed(county)

    def close(issue):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = '3s'")
                Issue.objects.filter(pk=issue.pk).update(status=Status.REVIEWING)
        finally:
            connection.close()

    with transaction.atomic(), ThreadPoolExecutor(1) as pool:
        Issue.objects.filter(pk=mine.pk).update(status=Status.REVIEWING)
        pool.submit(close, theirs).result()
        tallies.fold(connection)
    assert kept() == counted()
