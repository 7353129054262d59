"""The dashboard's list of what is one's own: the most pressing first."""

from datetime import timedelta

import pytest

from issues.models import Issue
from tests import lives

pytestmark = pytest.mark.django_db
TODAY = lives.TODAY


@pytest.fixture
def book(county, time_machine):
    """One long overdue, one nearly due, one far off, and one without a colour."""
    time_machine.move_to("2026-11-20 12:00 +0800", tick=False)
    for days in (-30, 1, 40):
        lives.claimed(county, due_on=TODAY + timedelta(days=days))
    lives.closed(county)
    return county


def refused(issue, times=3):
    Issue.objects.filter(pk=issue.pk).update(refusals=times)


@pytest.mark.parametrize("role", ["clerk", "reviewer", "leader", "liaison"])
def test_red_ones_come_first_then_the_earliest_deadline(book, client_for, role):
    far, farther = (lives.claimed(book, due_on=TODAY + timedelta(days=days)) for days in (200, 300))
    refused(farther)
    refused(far)
    rows = client_for(getattr(book, role)).get("/").context["rows"]
    kinds = [row.chip.kind for row in rows]
    assert kinds[:3] == ["red", "red", "red"]
    assert "red" not in kinds[3:]
    assert [row.issue.pk for row in rows[1:3]] == [far.pk, farther.pk]
    for part in (rows[:3], rows[3:]):
        days = [row.issue.due_on for row in part]
        assert days == sorted(days)


def test_more_red_ones_than_fit_leave_no_room_for_others(book, client_for):
    for days in range(60, 72):
        refused(lives.claimed(book, due_on=TODAY + timedelta(days=days)))
    page = client_for(book.clerk).get("/")
    assert {row.chip.kind for row in page.context["rows"]} == {"red"}
    assert len(page.context["rows"]) == 10
    assert page.context["has_more"]
