"""What waits for a person: each question against its own small case, and against what the person may do."""

from datetime import date, timedelta

import pytest

from issues import actions as issue_actions
from issues.lifecycle import MOVES as ISSUE_MOVES
from issues.lifecycle import possible
from issues.models import Issue, Source
from ledger.figures import DEFINITIONS
from ledger.todos import OWN, TODOS, find, todos_of
from measures import actions
from measures.lifecycle import MOVES as MEASURE_MOVES
from tests import lives
from tests.factories import CampaignFactory, CategoryFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db
TODAY = lives.TODAY  # a Friday
EVERY_KEY = [
    *(todo.key for todo in (*TODOS, *OWN)),
    *(f"{one.key}.{side}" for one in DEFINITIONS for side in ("is", "of")),
]


def waiting(key, user):
    """Numbers of the issues behind a to-do."""
    return set(find(key, user).issues(user, TODAY).values_list("pk", flat=True))


def in_days(days):
    return TODAY + timedelta(days=days)


def look_back(county, issue, *, planned_on=TODAY, result=""):
    plan = actions.LookBackPlan(planned_on, "on_site", "督查组")
    actions.plan_look_back(issue=issue, plan=plan, by=county.clerk)
    if result:
        finding = actions.LookBackFinding(TODAY, "现场查看。", result)
        actions.record_look_back(issue=issue, finding=finding, by=county.clerk)


def test_keys_are_unique_and_every_one_is_explained():
    assert len({todo.key for todo in TODOS}) == len(TODOS)
    assert all(str(todo.label) and str(todo.hint) for todo in TODOS)


def test_a_person_has_the_to_dos_of_their_roles_and_no_others(county):
    assert {todo.role for todo in todos_of(county.leader)} == {"leader"}
    assert find("office_draft", county.leader) is None
    both = UserFactory(organisation=county.root, roles=["clerk", "reviewer"])
    assert {todo.role for todo in todos_of(both)} == {"clerk", "reviewer"}
    assert todos_of(UserFactory(organisation=county.root, roles=["sysadmin"])) == []


def test_a_leader_is_told_what_waits_to_be_claimed_and_what_is_due(county):
    unclaimed = lives.registered(county)
    red = lives.claimed(county, due_on=in_days(-18))
    yellow = lives.claimed(county, due_on=in_days(5))
    sunday = lives.claimed(county, due_on=in_days(2))
    lives.closed(county, due_on=in_days(1))
    assert waiting("lead_claim", county.leader) == {unclaimed.pk}
    assert waiting("lead_red", county.leader) == {red.pk}
    assert waiting("lead_yellow", county.leader) == {yellow.pk, sunday.pk}
    assert waiting("lead_week", county.leader) == {sunday.pk}


def test_a_leader_is_not_told_what_another_leads(county):
    other = UserFactory(organisation=county.root, roles=["leader"])
    lives.registered(county)
    assert waiting("lead_claim", other) == set()


def test_a_red_issue_waits_for_an_instruction_until_one_is_written_in_its_cycle(county, time_machine):
    time_machine.move_to("2026-11-20 09:00 +0800", tick=False)
    issue = lives.claimed(county, due_on=in_days(-18))
    assert waiting("lead_instruct", county.leader) == {issue.pk}
    actions.instruct(issue=issue, text="立即整改。", due_on=None, by=county.leader, today=TODAY)
    assert waiting("lead_instruct", county.leader) == set()


def test_an_instruction_of_an_earlier_cycle_does_not_count_after_a_rebound(county, time_machine):
    time_machine.move_to("2026-11-20 09:00 +0800", tick=False)
    issue = lives.ready(county, due_on=in_days(-18))
    actions.instruct(issue=issue, text="立即整改。", due_on=None, by=county.leader, today=TODAY)
    actions.apply(issue=issue, statement="已完成。", by=county.liaison, today=TODAY)
    actions.decide(issue=issue, granted=True, reason="属实。", by=county.reviewer, today=TODAY)
    time_machine.move_to("2026-11-20 10:00 +0800", tick=False)
    look_back(county, issue, result="rebounded")
    actions.confirm_look_back(issue=issue, verdict=actions.Verdict(True), by=county.reviewer, today=TODAY)
    assert waiting("lead_instruct", county.leader) == {issue.pk}
    time_machine.move_to("2026-11-20 11:00 +0800", tick=False)
    actions.instruct(issue=issue, text="限期再改。", due_on=None, by=county.leader, today=TODAY)
    assert waiting("lead_instruct", county.leader) == set()


def test_an_application_waits_for_the_leaders_word_until_it_is_given(county):
    issue = lives.applied(county)
    assert waiting("lead_endorse", county.leader) == {issue.pk}
    actions.endorse(issue=issue, text="情况属实。", by=county.leader)
    assert waiting("lead_endorse", county.leader) == set()


def test_the_office_is_told_of_drafts_reviews_and_what_is_overdue(county):
    draft = lives.draft(county)
    applied = lives.applied(county)
    late = lives.claimed(county, due_on=in_days(-1))
    assert waiting("office_draft", county.clerk) == {draft.pk}
    assert waiting("office_review", county.clerk) == {applied.pk}
    assert waiting("office_overdue", county.clerk) == {late.pk}


def test_the_office_is_told_of_requests_until_they_are_answered(county):
    issue = lives.claimed(county)
    issue_actions.ask_reassignment(issue=issue, reason="不属本科。", by=county.liaison)
    due = issue_actions.DueBy("2027年1月底前", date(2027, 1, 31))
    actions.ask_extension(issue=issue, due=due, reason="设备未到。", by=county.liaison)
    assert waiting("office_reassign", county.clerk) == {issue.pk}
    assert waiting("office_extension", county.clerk) == {issue.pk}
    assert waiting("review_extension", county.reviewer) == {issue.pk}
    issue_actions.answer_reassignment(issue=issue, answer="仍由你科负责。", by=county.clerk)
    actions.decide_extension(issue=issue, verdict=actions.Verdict(True), by=county.reviewer, today=TODAY)
    assert waiting("office_reassign", county.clerk) == set()
    assert waiting("office_extension", county.clerk) == set()
    assert waiting("review_extension", county.reviewer) == set()


def test_a_look_back_waits_for_the_clerk_when_its_day_has_come_then_for_the_reviewer(county):
    issue, later = lives.closed(county), lives.closed(county)
    look_back(county, issue)
    look_back(county, later, planned_on=in_days(10))
    assert waiting("office_look_back", county.clerk) == {issue.pk}
    finding = actions.LookBackFinding(TODAY, "现场查看。", "holds")
    actions.record_look_back(issue=issue, finding=finding, by=county.clerk)
    assert waiting("office_look_back", county.clerk) == set()
    assert waiting("review_look_back", county.reviewer) == {issue.pk}


def test_a_unit_is_told_what_to_claim_report_and_mend(county):
    unclaimed = lives.registered(county)
    silent = lives.claimed(county, today=in_days(-7))
    refused = lives.applied(county)
    actions.decide(issue=refused, granted=False, reason="缺纪要。", by=county.reviewer, today=TODAY)
    late = lives.claimed(county, due_on=in_days(-1))
    assert waiting("unit_claim", county.liaison) == {unclaimed.pk}
    assert waiting("unit_report", county.liaison) == {silent.pk}
    assert waiting("unit_refused", county.liaison) == {refused.pk}
    assert waiting("unit_overdue", county.liaison) == {late.pk}
    assert waiting("unit_claim", county.sibling_liaison) == set()


def test_a_report_this_week_answers_for_the_week(county):
    issue = lives.claimed(county, today=in_days(-7))
    report = actions.Report(move="no_change")
    actions.report_progress(issue=issue, report=report, by=county.liaison, today=TODAY)
    assert waiting("unit_report", county.liaison) == set()


def test_a_standing_issue_waits_for_this_quarters_confirmation(county):
    issue = lives.claimed(county, rectification="standing", due_on=None, due_text="长期坚持")
    assert waiting("unit_confirm", county.liaison) == {issue.pk}
    report = actions.Report(text="继续坚持。", move="confirm_quarter")
    actions.report_progress(issue=issue, report=report, by=county.liaison, today=TODAY)
    assert waiting("unit_confirm", county.liaison) == set()


@pytest.mark.parametrize("where", ["root", "unit", "section"])
def test_no_to_do_holds_an_issue_its_person_does_not_see(county, where):
    """Each question asks only one of the ways to see an issue; it must stay a part of all that is visible."""
    for make in (lives.draft, lives.registered, lives.claimed, lives.applied, lives.closed):
        make(county)
        make(county, due_on=in_days(-20)).co_units.add(county.section)
    roles = ["clerk", "reviewer", "leader", "liaison"]
    for held in (roles, *[[role] for role in roles]):
        person = UserFactory(organisation=getattr(county, where), roles=held)
        person.leads_as.add(county.leader_post)
        visible = set(Issue.objects.visible_to(person).values_list("pk", flat=True))
        for key in EVERY_KEY:
            if find(key, person):
                assert waiting(key, person) <= visible, (key, held)


# --- a reviewer's list holds exactly what they may decide ---


def may(issue, user):
    issue.refresh_from_db()
    return {move.name for moves in (ISSUE_MOVES, MEASURE_MOVES) for move in possible(moves, issue, user)}


@pytest.mark.parametrize("make", [lives.applied, lives.claimed, lives.closed])
def test_what_waits_for_a_reviewer_is_what_they_may_decide(county, make):
    issue = make(county)
    local = UserFactory(organisation=county.unit, roles=["reviewer"])
    leading = UserFactory(organisation=county.root, roles=["reviewer", "leader"])
    leading.leads_as.add(county.leader_post)
    for user in (county.reviewer, local, UserFactory(organisation=county.root, roles=["reviewer"]), leading):
        decidable = {issue.pk} if "accept" in may(issue, user) else set()
        assert waiting("review_closing", user) == decidable


def test_a_person_of_the_responsible_unit_is_not_asked_to_review_it(county):
    issue = lives.applied(county, unit=county.unit)
    insider = UserFactory(organisation=county.unit, roles=["reviewer"])
    assert waiting("review_closing", insider) == set()
    assert waiting("review_closing", county.reviewer) == {issue.pk}


def test_an_office_below_is_told_of_its_own_ledger_and_no_other(county):
    town = OrganisationFactory(name="示例镇", parent=county.root, kind="town")
    clerk = UserFactory(organisation=town, roles=["clerk"])
    lives.draft(county)
    assert waiting("office_draft", clerk) == set()
    campaign = CampaignFactory(title="镇自查", code="2026-镇", organisation=town)
    own = issue_actions.create_draft(
        campaign=campaign,
        values={"category": CategoryFactory(campaign=campaign), "title": "值班记录不全", "found_on": TODAY}
        | {"source": Source.objects.get(name="自查自纠")},
        by=clerk,
    )
    assert waiting("office_draft", clerk) == {own.pk}
