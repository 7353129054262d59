"""Who answers, as actions: the claim time, requests and their answers, deadlines."""

from datetime import date

import pytest

from issues import actions
from issues.claiming import claim_by
from issues.models import Deadline, ReassignmentRequest
from people.refusals import NotAllowedNow, Unfit
from tests import lives
from trail.models import Entry


def test_the_time_to_claim_counts_working_days_and_skips_holidays(county):
    assert claim_by(lives.registered(county, today=date(2026, 11, 20))) == date(2026, 11, 25)
    assert claim_by(lives.registered(county, today=date(2026, 9, 30))) == date(2026, 10, 10)


def test_a_draft_has_no_time_to_claim(county):
    assert claim_by(lives.draft(county)) is None


def test_the_campaign_says_how_many_days(county):
    county.campaign.claim_days = 1
    county.campaign.save()
    issue = lives.registered(county)
    issue.refresh_from_db()
    assert claim_by(issue) == date(2026, 11, 23)


def test_the_office_can_correct_a_day_by_hand(county):
    issue = lives.registered(county)
    assert claim_by(issue, {date(2026, 11, 23): False}) == date(2026, 11, 26)


def test_a_reassignment_begins_the_time_anew_and_ends_a_stall(county):
    issue = lives.claimed(county, today=date(2026, 10, 12))
    to = actions.Assignment(county.sibling, county.leader_post)
    issue = actions.reassign(issue=issue, to=to, reason="职责调整。", by=county.clerk, today=lives.TODAY)
    assert (issue.claimed_on, issue.assigned_on, issue.progressed_on) == (None, lives.TODAY, lives.TODAY)
    assert claim_by(issue) == date(2026, 11, 25)


def test_a_second_request_waits_for_the_answer_to_the_first(county):
    issue = lives.claimed(county)
    actions.ask_reassignment(issue=issue, reason="一", by=county.liaison)
    with pytest.raises(NotAllowedNow):
        actions.ask_reassignment(issue=issue, reason="二", by=county.leader)
    actions.answer_reassignment(issue=issue, answer="不同意。", by=county.clerk)
    actions.ask_reassignment(issue=issue, reason="三", by=county.leader)
    assert ReassignmentRequest.objects.filter(issue=issue).count() == 2


def test_nothing_is_declined_where_nothing_was_asked(county):
    issue = lives.claimed(county)
    with pytest.raises(NotAllowedNow, match="没有等待答复的改派申请"):
        actions.answer_reassignment(issue=issue, answer="不同意。", by=county.clerk)
    assert not Entry.objects.thread_of(issue).filter(verb="issue.decline_reassignment").exists()


def test_a_reassignment_without_a_request_is_possible(county):
    issue = lives.registered(county)
    to = actions.Assignment(county.sibling, county.leader_post, county.sibling_liaison, [county.unit])
    issue = actions.reassign(issue=issue, to=to, reason="职责调整。", by=county.clerk, today=lives.TODAY)
    assert (issue.unit, issue.liaison) == (county.sibling, county.sibling_liaison)
    assert Entry.objects.thread_of(issue).last().after["co_units"] == ["政务科"]


def test_co_units_stay_when_nothing_is_said_about_them(county):
    issue = lives.registered(county, co_units=[county.sibling])
    to = actions.Assignment(county.unit, county.leader_post)
    assert list(actions.assign(issue=issue, to=to, by=county.clerk).co_units.all()) == [county.sibling]


def test_a_first_deadline_replaces_the_empty_original_once(county):
    issue = lives.registered(county, due_on=None, due_text="近期")
    due = actions.DueBy("2027年3月底前", date(2027, 3, 31))
    actions.set_first_deadline(issue=issue, due=due, by=county.clerk, today=lives.TODAY)
    assert [one.due_on for one in Deadline.objects.filter(issue=issue)] == [date(2027, 3, 31)]
    with pytest.raises(NotAllowedNow):
        actions.set_first_deadline(issue=issue, due=due, by=county.clerk, today=lives.TODAY)


def test_a_deadline_before_the_day_it_was_found_on_is_unfit(county):
    issue = lives.registered(county, due_on=None, due_text="")
    with pytest.raises(Unfit) as refused:
        actions.set_first_deadline(
            issue=issue, due=actions.DueBy("", date(2026, 8, 31)), by=county.clerk, today=lives.TODAY
        )
    assert refused.value.field == "due_text"
