"""申请销号, 签署意见, 审核销号."""

import pytest

from issues import actions as issue_actions
from issues.models import Status
from measures import actions
from measures.models import Closure
from tests import lives
from tests.factories import UserFactory
from tests.issues.conftest import error_of, said, text_of
from tests.lives import TODAY


@pytest.fixture
def ready(county):
    return lives.ready(county)


@pytest.fixture
def applied(county):
    return lives.applied(county)


def test_the_unit_applies_with_a_statement(liaison, ready, county):
    answer = liaison.send("closure_apply", ready.pk, statement="会议减少四成。")
    assert answer["Location"] == ready.get_absolute_url()
    closure = ready.closures.get()
    assert (closure.statement, closure.applied_by, closure.applied_on) == (
        "会议减少四成。",
        county.liaison,
        TODAY,
    )
    ready.refresh_from_db()
    assert ready.status == Status.REVIEWING
    assert said(answer) == "申请已提交，等待审核。"


def test_without_a_statement_there_is_no_application(liaison, ready):
    answer = liaison.send("closure_apply", ready.pk, statement="  ")
    assert answer.status_code == 422
    assert error_of(answer, "statement") == "请填写。"


def test_sent_twice_there_is_one_application(liaison, ready):
    token = "d9a7f6f2-6a2e-4b0c-9d1c-0a1b2c3d4e5f"
    for _ in range(2):
        answer = liaison.send("closure_apply", ready.pk, statement="会议减少四成。", once=token)
        assert answer["Location"] == ready.get_absolute_url()
    assert ready.closures.count() == 1


def test_the_leader_signs_and_the_reviewer_reads_it(leader, reviewer, applied, county):
    answer = leader.send("closure_endorse", applied.pk, endorsement="情况属实，同意上报。")
    assert answer.status_code == 302
    closure = applied.closures.get()
    assert (closure.endorsement, closure.endorsed_by) == ("情况属实，同意上报。", county.leader)
    page = text_of(reviewer.see("closure_review", applied.pk))
    assert "情况属实，同意上报。" in page
    assert leader.see("closure_endorse", applied.pk).status_code == 409


def test_the_reviewer_sees_statement_measures_and_evidence(reviewer, applied):
    page = reviewer.see("closure_review", applied.pk)
    words = text_of(page)
    evidence = applied.evidence.get()
    assert "会议数量明显减少，议题提前送审。" in words
    assert "精简会议，提前三天送审议题" in words
    assert f'href="/evidence/{evidence.pk}/preview/"' in page.content.decode()
    assert "牵头领导还没有签署意见。" in words


def test_agreed_it_is_closed(reviewer, applied, county):
    closure = applied.closures.get()
    answer = reviewer.send("closure_review", applied.pk, verdict="agree", reason="情况属实。", on=closure.pk)
    assert answer["Location"] == applied.get_absolute_url()
    applied.refresh_from_db()
    closure.refresh_from_db()
    assert (applied.status, applied.closed_on) == (Status.CLOSED, TODAY)
    assert (closure.granted, closure.decided_by, closure.decision) == (True, county.reviewer, "情况属实。")
    assert said(answer) == "已同意，现在的状态：已销号。"


def test_refused_it_goes_back_with_the_reason_and_the_refusal_stays_on_record(reviewer, applied, county):
    answer = reviewer.send("closure_review", applied.pk, verdict="refuse", reason="缺九月的会议统计。", on="")
    assert said(answer) == "已退回责任单位。"
    applied.refresh_from_db()
    assert (applied.status, applied.refusals) == (Status.RECTIFYING, 1)
    again = actions.apply(issue=applied, statement="已补统计。", by=county.liaison, today=TODAY)
    page = text_of(reviewer.see("closure_review", applied.pk))
    assert "缺九月的会议统计。" in page
    assert "已补统计。" in page
    assert applied.closures.count() == 2
    assert again.granted is None


@pytest.mark.parametrize("reason", ["", "   ", "\n"])
def test_a_refusal_without_a_reason_is_refused_beside_the_field(reviewer, applied, reason):
    answer = reviewer.send("closure_review", applied.pk, verdict="refuse", reason=reason, on="")
    assert answer.status_code == 422
    assert error_of(answer, "reason") == "选“退回”时请写明理由。"
    applied.refresh_from_db()
    assert applied.status == Status.REVIEWING


@pytest.mark.parametrize("verdict", ["", "maybe", "reopen"])
def test_without_a_verdict_nothing_is_decided(reviewer, applied, verdict):
    answer = reviewer.send("closure_review", applied.pk, verdict=verdict, reason="好", on="")
    assert answer.status_code == 422
    assert error_of(answer, "verdict") == "请选择结论。"


def test_what_was_applied_for_anew_is_not_decided_with_the_old_page(reviewer, applied, county):
    old = applied.closures.get()
    actions.decide(issue=applied, granted=False, reason="补材料。", by=county.reviewer, today=TODAY)
    actions.apply(issue=applied, statement="已补。", by=county.liaison, today=TODAY)
    answer = reviewer.send("closure_review", applied.pk, verdict="agree", reason="", on=old.pk)
    assert answer.status_code == 409
    assert "现在等待审核的是另一份" in text_of(answer)
    applied.refresh_from_db()
    assert applied.status == Status.REVIEWING


def test_a_standing_issue_is_reviewed_into_routine(reviewer, county):
    issue = lives.applied(county, rectification="staged_standing")
    page = text_of(reviewer.see("closure_review", issue.pk))
    assert "审核转常态" in page
    assert "同意转常态" in page
    answer = reviewer.send("closure_review", issue.pk, verdict="agree", reason="", on="")
    issue.refresh_from_db()
    assert issue.status == Status.NORMALISED
    assert said(answer) == "已同意，现在的状态：已转常态。"


def test_posted_fields_that_the_form_does_not_have_change_nothing(reviewer, applied, county):
    extra = {"status": "void", "closed_on": "2020-01-01", "decided_by": county.clerk.pk, "granted": "1"}
    reviewer.send("closure_review", applied.pk, verdict="refuse", reason="补材料。", on="", **extra)
    closure = Closure.objects.get()
    applied.refresh_from_db()
    assert (closure.granted, closure.decided_by) == (False, county.reviewer)
    assert (applied.status, applied.closed_on) == (Status.RECTIFYING, None)


def test_who_applied_gets_403_on_the_review_though_they_review_too(at_desk, county):
    both = UserFactory(username="both", organisation=county.root, roles=["clerk", "reviewer"])
    county.liaison.is_active = False
    county.liaison.save(update_fields=["is_active"])
    issue = _applied_by(both, county)
    answer = at_desk(both).see("closure_review", issue.pk)
    assert answer.status_code == 403
    answer = at_desk(both).send("closure_review", issue.pk, verdict="agree", reason="", on="")
    assert answer.status_code == 403
    issue.refresh_from_db()
    assert issue.status == Status.REVIEWING
    assert at_desk(county.reviewer).see("closure_review", issue.pk).status_code == 200


def _applied_by(clerk, county):
    """The unit has no account, so the office does it all, up to the application."""
    issue = lives.registered(county, rectification="immediate")
    issue = issue_actions.claim(issue=issue, by=clerk, today=TODAY)
    actions.add_evidence(issue=issue, uploads=[lives.upload()], kind="document", measure=None, by=clerk)
    actions.apply(issue=issue, statement="整改完成。", by=clerk, today=TODAY)
    return issue


@pytest.mark.parametrize("role", ["reviewer", "clerk"])
def test_who_belongs_to_the_responsible_unit_gets_403_on_the_review(at_desk, applied, county, role):
    person = UserFactory(username="inside", organisation=county.unit, roles={"reviewer", role})
    assert at_desk(person).see("closure_review", applied.pk).status_code == 403


def test_the_leader_who_leads_it_gets_403_on_the_review_though_they_review_too(at_desk, applied, county):
    lead = UserFactory(username="lead_reviewer", organisation=county.root, roles=["leader", "reviewer"])
    county.leader_post.user = lead
    county.leader_post.save(update_fields=["user"])
    assert at_desk(lead).see("closure_review", applied.pk).status_code == 403
