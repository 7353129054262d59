"""Who answers: 交办, 认领, 申请改派, 改派, 不同意改派, 作废; each by the right person in the right state."""

import re
from datetime import date

import pytest

from issues import actions
from issues.models import Status
from tests import lives
from tests.factories import LeaderFactory, OrganisationFactory, UserFactory
from tests.issues.conftest import error_of, said, text_of
from trail.models import Entry

ONCE = "0b6e5a7e-5d0a-4a3c-8c55-0a7f6c2f4a11"


@pytest.fixture
def clerk(at_desk, county):
    return at_desk(county.clerk)


@pytest.fixture
def liaison(at_desk, county):
    return at_desk(county.liaison)


def people(county, **changes):
    return {
        "lead_leader": county.leader_post.pk,
        "unit": county.sibling.pk,
        "co_units": [county.unit.pk],
        "liaison": county.sibling_liaison.pk,
        **changes,
    }


def test_an_unclaimed_issue_is_handed_to_other_people(clerk, county):
    issue = lives.registered(county)
    answer = clerk.send("issue_assign", issue.pk, **people(county))
    issue.refresh_from_db()
    assert answer["Location"] == issue.get_absolute_url()
    assert (issue.unit, issue.liaison) == (county.sibling, county.sibling_liaison)
    assert list(issue.co_units.all()) == [county.unit]
    assert issue.status == Status.ASSIGNED
    entry = Entry.objects.thread_of(issue).last()
    assert (entry.verb, entry.after["unit"], entry.after["co_units"]) == (
        "issue.assign",
        "综合科",
        ["政务科"],
    )


def test_handing_over_needs_a_unit_and_a_leader(clerk, county):
    issue = lives.registered(county)
    answer = clerk.send(
        "issue_assign", issue.pk, **people(county, unit="", lead_leader="", liaison="", co_units=[])
    )
    assert error_of(answer, "unit") == "请选择。"
    assert error_of(answer, "lead_leader") == "请选择。"


def test_units_and_people_out_of_sight_are_refused(clerk, county):
    issue = lives.registered(county)
    stranger = OrganisationFactory(name="邻县", kind="county")
    foreign = people(
        county,
        unit=stranger.pk,
        lead_leader=LeaderFactory(organisation=stranger).pk,
        liaison=UserFactory(organisation=stranger, roles=["liaison"]).pk,
        co_units=[stranger.pk],
    )
    answer = clerk.send("issue_assign", issue.pk, **foreign)
    assert set(answer.context["form"].errors) == {"unit", "lead_leader", "liaison", "co_units"}


def test_a_claimed_issue_is_reassigned_not_assigned(clerk, county):
    issue = lives.claimed(county)
    assert "当前状态是“整改中”，不能交办。" in text_of(clerk.send("issue_assign", issue.pk, **people(county)))


def test_the_liaison_claims_and_becomes_the_issues_liaison(liaison, county):
    issue = lives.registered(county)
    assert "认领期限：2026年11月25日（挂号或改派后 3 个工作日内）。" in text_of(
        liaison.see("issue_claim", issue.pk)
    )
    answer = liaison.send("issue_claim", issue.pk)
    issue.refresh_from_db()
    assert (issue.status, issue.claimed_on, issue.liaison) == (Status.RECTIFYING, lives.TODAY, county.liaison)
    assert said(answer) == "已认领，请编制整改措施。"


def test_the_leader_claims_too(at_desk, county):
    issue = lives.registered(county)
    at_desk(county.leader).send("issue_claim", issue.pk)
    issue.refresh_from_db()
    assert (issue.status, issue.liaison) == (Status.RECTIFYING, None)


def test_a_late_claim_is_still_possible_and_says_that_it_is_late(liaison, county):
    issue = lives.registered(county, today=date(2026, 11, 2))
    assert "认领期限 2026年11月5日 已过，请尽快认领。" in text_of(liaison.see("issue_claim", issue.pk))
    assert liaison.send("issue_claim", issue.pk).status_code == 302


def test_nobody_outside_the_unit_claims(at_desk, county):
    issue = lives.registered(county)
    other_leader = UserFactory(organisation=county.root, roles=["leader"])
    LeaderFactory(organisation=county.root, user=other_leader)
    for user in (county.clerk, county.reviewer, other_leader):
        assert at_desk(user).send("issue_claim", issue.pk).status_code == 403
    for user in (county.sibling_liaison, county.section_liaison):
        assert at_desk(user).send("issue_claim", issue.pk).status_code == 404
    issue.refresh_from_db()
    assert issue.status == Status.ASSIGNED


def test_the_clerk_claims_for_a_unit_that_has_no_account(clerk, county):
    county.liaison.is_active = False
    county.liaison.save()
    issue = lives.registered(county)
    assert clerk.send("issue_claim", issue.pk).status_code == 302


def test_a_claim_sent_twice_claims_once_and_says_so(liaison, county):
    issue = lives.registered(county)
    liaison.send("issue_claim", issue.pk, once=ONCE)
    second = liaison.send("issue_claim", issue.pk, once=ONCE)
    assert second["Location"] == issue.get_absolute_url()
    assert "这份表单已经提交过，没有重复保存。" in said(second)
    assert Entry.objects.thread_of(issue).filter(verb="issue.claim").count() == 1


def test_a_second_claim_of_its_own_meets_the_present_state(liaison, county):
    issue = lives.registered(county)
    liaison.send("issue_claim", issue.pk)
    answer = liaison.send("issue_claim", issue.pk)
    assert answer.status_code == 409
    assert "现在的状态：整改中" in text_of(answer)


def test_the_unit_asks_for_a_reassignment_once(liaison, county):
    issue = lives.claimed(county)
    assert error_of(liaison.send("issue_ask_reassignment", issue.pk, reason=" "), "reason") == "请填写。"
    liaison.send("issue_ask_reassignment", issue.pk, reason="职责在综合科。")
    assert issue.reassignment_requests.get().asked_by == county.liaison
    assert "已有一份改派申请等待答复。" in text_of(liaison.see("issue_ask_reassignment", issue.pk))


def test_a_reason_has_room_for_five_hundred_characters(liaison, county):
    issue = lives.claimed(county)
    answer = liaison.send("issue_ask_reassignment", issue.pk, reason="长" * 501)
    assert error_of(answer, "reason") == "最多 500 个字，现在有 501 个，请删减。"


def test_the_clerk_reassigns_with_the_request_in_sight(clerk, county):
    issue = lives.claimed(county, today=date(2026, 11, 2))
    actions.ask_reassignment(issue=issue, reason="职责在综合科。", by=county.liaison)
    assert "职责在综合科。" in text_of(clerk.see("issue_reassign", issue.pk))
    clerk.send("issue_reassign", issue.pk, **people(county), reason="情况属实。")
    issue.refresh_from_db()
    assert (issue.status, issue.unit, issue.claimed_on) == (Status.ASSIGNED, county.sibling, None)
    assert (issue.assigned_on, issue.progressed_on) == (lives.TODAY, lives.TODAY)
    request = issue.reassignment_requests.get()
    assert (request.granted, request.answer, request.answered_by) == (True, "情况属实。", county.clerk)


def test_the_new_unit_gets_the_whole_time_to_claim(clerk, at_desk, county):
    issue = lives.claimed(county, today=date(2026, 11, 2))
    clerk.send("issue_reassign", issue.pk, **people(county), reason="职责调整。")
    page = text_of(at_desk(county.sibling_liaison).see("issue_claim", issue.pk))
    assert "认领期限：2026年11月25日" in page


def test_a_reassignment_needs_a_reason(clerk, county):
    issue = lives.claimed(county)
    assert error_of(clerk.send("issue_reassign", issue.pk, **people(county)), "reason") == "请填写。"


def test_the_clerk_declines_with_an_answer(clerk, county):
    issue = lives.claimed(county)
    actions.ask_reassignment(issue=issue, reason="职责在综合科。", by=county.liaison)
    assert "职责在综合科。" in text_of(clerk.see("issue_decline_reassignment", issue.pk))
    clerk.send("issue_decline_reassignment", issue.pk, answer="三定方案明确由你单位负责。")
    issue.refresh_from_db()
    assert (issue.status, issue.unit) == (Status.RECTIFYING, county.unit)
    assert issue.reassignment_requests.get().granted is False


def test_without_a_request_there_is_nothing_to_decline(clerk, county):
    answer = clerk.see("issue_decline_reassignment", lives.claimed(county).pk)
    assert answer.status_code == 409
    assert "没有等待答复的改派申请。" in text_of(answer)


def test_only_the_office_answers_a_request(at_desk, county):
    issue = lives.claimed(county)
    actions.ask_reassignment(issue=issue, reason="职责在综合科。", by=county.liaison)
    for user in (county.liaison, county.leader, county.reviewer):
        desk = at_desk(user)
        assert desk.send("issue_reassign", issue.pk, **people(county), reason="x").status_code == 403
        assert desk.send("issue_decline_reassignment", issue.pk, answer="x").status_code == 403


def test_an_issue_is_voided_with_a_reason_and_after_a_question(clerk, county):
    issue = lives.registered(county)
    assert "作废后不能恢复" in clerk.see("issue_void", issue.pk).content.decode()
    assert error_of(clerk.send("issue_void", issue.pk, reason=""), "reason") == "请填写。"
    clerk.send("issue_void", issue.pk, reason="重复登记。")
    issue.refresh_from_db()
    assert (issue.status, issue.void_reason) == (Status.VOID, "重复登记。")


def test_a_claimed_issue_is_not_voided(clerk, county):
    assert clerk.send("issue_void", lives.claimed(county).pk, reason="x").status_code == 409


def test_a_posted_status_is_not_looked_at(liaison, county):
    issue = lives.registered(county)
    liaison.send(
        "issue_claim", issue.pk, status="closed", closed_on="2026-11-20", liaison=county.clerk.pk, cycle=4
    )
    issue.refresh_from_db()
    assert (issue.status, issue.closed_on, issue.cycle) == (Status.RECTIFYING, None, 1)
    assert issue.liaison == county.liaison


# --- where a step stands ---


def test_a_step_stands_below_the_list_as_it_was_left_and_below_its_issue(at_desk, county):
    issue = lives.registered(county)
    clerk = at_desk(county.clerk)
    clerk.see("issue_list", status="assigned")
    page = clerk.see("issue_assign", issue.pk).content.decode()
    links = re.findall(r'<a href="([^"]+)">([^<]+)</a>', page[page.index('class="breadcrumb"') :])
    assert [*links[:3]] == [
        ("/", "工作台"),
        ("/ledger/?status=assigned", "台账"),
        (issue.get_absolute_url(), issue.number),
    ]
