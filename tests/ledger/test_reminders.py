"""Reminders: who hears of a deadline, on which day, once."""

from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from ledger.models import Notice
from ledger.reminders import remind
from ledger.reminders.policy import latest_milestone
from measures import actions
from tests import lives
from tests.factories import UserFactory

DUE = date(2026, 12, 31)


def told(day):
    """(person, reason) of the notices whose milestone is `day`."""
    return {(n.person.username, n.reason) for n in Notice.objects.filter(day=day).select_related("person")}


@pytest.mark.parametrize(("before", "reason"), [(7, "due_7"), (3, "due_3"), (1, "due_1"), (0, "due_0")])
def test_the_liaison_hears_on_each_of_the_days_before(county, before, reason):
    lives.claimed(county)
    day = DUE - timedelta(days=before)
    assert remind(on=day).made == 1
    assert told(day) == {("liaison", reason)}


def test_nobody_hears_while_the_deadline_is_more_than_a_week_away(county):
    lives.claimed(county)
    assert remind(on=DUE - timedelta(days=8)).made == 0


def test_from_the_first_overdue_day_the_leader_hears_too(county):
    lives.claimed(county)
    remind(on=DUE + timedelta(days=1))
    assert told(DUE + timedelta(days=1)) == {("liaison", "overdue"), ("leader", "overdue")}


def test_an_overdue_issue_is_recalled_every_seven_days(county):
    lives.claimed(county)
    for late in range(1, 23):
        remind(on=DUE + timedelta(days=late))
    days = sorted(set(Notice.objects.values_list("day", flat=True)))
    assert days == [DUE + timedelta(days=late) for late in (1, 8, 15, 22)]


def test_a_second_run_on_the_same_day_tells_nothing_twice(county):
    lives.claimed(county)
    assert (remind(on=DUE).made, remind(on=DUE).made) == (1, 0)
    assert Notice.objects.count() == 1


def test_a_missed_day_is_made_up_by_the_next_run(county):
    lives.claimed(county)
    remind(on=DUE - timedelta(days=2))
    assert told(DUE - timedelta(days=3)) == {("liaison", "due_3")}


def test_an_issue_registered_after_the_milestone_is_not_reminded_of_it(county):
    lives.claimed(county, today=DUE - timedelta(days=5))
    assert remind(on=DUE - timedelta(days=5)).made == 0
    assert remind(on=DUE - timedelta(days=3)).made == 1


def test_an_unclaimed_issue_without_liaison_reaches_every_liaison_of_the_unit(county):
    UserFactory(username="second", organisation=county.unit, roles=["liaison"])
    lives.registered(county)
    remind(on=DUE)
    assert told(DUE) == {("liaison", "due_0"), ("second", "due_0")}


def test_closed_issues_are_left_in_peace(county):
    lives.closed(county)
    assert remind(on=DUE + timedelta(days=30)).made == 0


def test_an_extension_moves_the_milestones(county):
    issue = lives.claimed(county)
    later = DUE + timedelta(days=31)
    due = lives.issue_actions.DueBy("2027-01-31", later)
    actions.ask_extension(issue=issue, due=due, reason="等待上级批复", by=county.liaison)
    verdict = actions.Verdict(True, "同意")
    actions.decide_extension(issue=issue, verdict=verdict, by=county.reviewer, today=lives.TODAY)
    assert remind(on=DUE).made == 0
    assert remind(on=later).made == 1


def test_the_command_says_what_it_did_and_refuses_a_bad_date(county, capsys):
    lives.claimed(county)
    call_command("remind", on=DUE.isoformat())
    assert "新生成提醒 1 条" in capsys.readouterr().out
    with pytest.raises(CommandError, match="2026-03-05"):
        call_command("remind", on="明天")


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(-400, 400))
def test_the_newest_milestone_never_lies_in_the_future_nor_more_than_a_week_back_once_begun(due, offset):
    day = due + timedelta(days=offset)
    milestone = latest_milestone(due, on=day)
    if offset < -7:
        assert milestone is None
    else:
        assert milestone is not None
        assert timedelta(0) <= day - milestone.day < timedelta(days=7)
        assert milestone.late == (offset > 0)
