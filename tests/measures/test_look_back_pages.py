"""回头看: planned, recorded, confirmed by another person; a rebound reopens the issue with the next cycle."""

from datetime import date, timedelta

import pytest

from issues.models import Status
from measures import actions
from measures.models import LookBack
from tests import lives
from tests.issues.conftest import error_of, said, text_of
from tests.lives import TODAY


@pytest.fixture
def closed(county):
    return lives.closed(county, today=TODAY - timedelta(days=30))


@pytest.fixture
def planned_one(county, closed):
    """已销号, with a look-back planned for three days ago."""
    plan = actions.LookBackPlan(TODAY - timedelta(days=3), "on_site", "作风办督查组")
    actions.plan_look_back(issue=closed, plan=plan, by=county.clerk)
    return closed


@pytest.fixture
def recorded(county, planned_one):
    """Gives a closed issue whose look-back was recorded with this result."""

    def record(result):
        finding = actions.LookBackFinding(TODAY, "抽查了十次会议。", result)
        actions.record_look_back(issue=planned_one, finding=finding, by=county.clerk)
        return planned_one

    return record


PLAN = {"planned_on": "2026-12-10", "method": "unannounced", "reviewers": "作风办督查组"}
FINDING = {"done_on": "2026-11-19", "finding": "抽查了十次会议。", "result": "holds"}


@pytest.mark.parametrize("who", ["clerk", "reviewer"])
def test_the_office_plans(at_desk, county, closed, who):
    answer = at_desk(getattr(county, who)).send("look_back_plan", closed.pk, **PLAN)
    assert answer.status_code == 302
    look_back = closed.look_backs.get()
    assert (look_back.planned_on, look_back.method) == (date(2026, 12, 10), "unannounced")
    assert (look_back.state, look_back.planned_by) == (LookBack.State.PLANNED, getattr(county, who))


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"planned_on": "2026-10-01"}, "planned_on", "计划日期不能早于销号日期 2026-10-21。"),
        ({"planned_on": ""}, "planned_on", "请填写日期。"),
        ({"method": "telepathy"}, "method", "请从列表里选择。"),
        ({"reviewers": ""}, "reviewers", "请填写。"),
    ],
)
def test_what_is_wrong_with_a_plan_is_said_beside_the_field(clerk, closed, typed, field, words):
    answer = clerk.send("look_back_plan", closed.pk, **{**PLAN, **typed})
    assert answer.status_code == 422
    assert error_of(answer, field) == words
    assert not closed.look_backs.exists()


def test_one_look_back_at_a_time(clerk, planned_one):
    answer = clerk.see("look_back_plan", planned_one.pk)
    assert answer.status_code == 409
    assert "已有一次回头看正在进行。" in text_of(answer)


def test_an_open_issue_is_not_looked_back_at(clerk, claimed):
    assert clerk.see("look_back_plan", claimed.pk).status_code == 409


def test_the_clerk_records_what_was_found(clerk, planned_one, county):
    answer = clerk.send("look_back_record", planned_one.pk, **FINDING)
    assert said(answer) == "已登记，等待审核。"
    look_back = planned_one.look_backs.get()
    assert (look_back.state, look_back.result) == (LookBack.State.RECORDED, "holds")
    assert (look_back.done_on, look_back.recorded_by) == (date(2026, 11, 19), county.clerk)
    planned_one.refresh_from_db()
    assert planned_one.status == Status.CLOSED


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"done_on": "2026-11-21"}, "done_on", "不能晚于今天（2026-11-20）。"),
        ({"done_on": "2026-10-20"}, "done_on", "开展日期不能早于销号日期 2026-10-21。"),
        ({"finding": ""}, "finding", "请填写。"),
        ({"result": ""}, "result", "请选择。"),
        ({"result": "perfect"}, "result", "请从列表里选择。"),
    ],
)
def test_what_is_wrong_with_a_record_is_said_beside_the_field(clerk, planned_one, typed, field, words):
    answer = clerk.send("look_back_record", planned_one.pk, **{**FINDING, **typed})
    assert answer.status_code == 422
    assert error_of(answer, field) == words
    assert planned_one.look_backs.get().state == LookBack.State.PLANNED


def test_confirmed_as_holding_the_issue_stays_closed(reviewer, recorded, county):
    issue = recorded("holds")
    answer = reviewer.send("look_back_confirm", issue.pk, verdict="agree", reason="", on="")
    assert said(answer) == "已确认：整改成果巩固。"
    issue.refresh_from_db()
    look_back = issue.look_backs.get()
    assert (issue.status, issue.cycle) == (Status.CLOSED, 1)
    assert (look_back.state, look_back.confirmed_by) == (LookBack.State.CONFIRMED, county.reviewer)


@pytest.mark.parametrize(("result", "word"), [("rebounded", "反弹"), ("false", "虚假整改")])
def test_a_confirmed_rebound_reopens_with_the_next_cycle_and_keeps_the_old_one(
    reviewer, recorded, result, word
):
    issue = recorded(result)
    page = text_of(reviewer.see("look_back_confirm", issue.pk))
    assert f"登记的结论是“{word}”。确认后问题立即回炉" in page
    before = {
        "measures": list(issue.measures.values()),
        "evidence": list(issue.evidence.values()),
        "closures": list(issue.closures.values()),
        "deadlines": list(issue.deadlines.values()),
    }
    answer = reviewer.send("look_back_confirm", issue.pk, verdict="agree", reason="属实。", on="")
    assert said(answer) == f"已确认：{word}。问题已回炉，进入第 2 轮整改。"
    issue.refresh_from_db()
    assert (issue.status, issue.cycle) == (Status.RECTIFYING, 2)
    assert (issue.closed_on, issue.refusals) == (None, 0)
    assert {name: list(getattr(issue, name).values()) for name in before} == before
    assert [closure.granted for closure in issue.closures.all()] == [True]
    assert issue.look_backs.get().cycle == 1


def test_sent_back_it_is_recorded_anew_with_what_was_written_still_there(clerk, reviewer, recorded):
    issue = recorded("rebounded")
    answer = reviewer.send(
        "look_back_confirm", issue.pk, verdict="refuse", reason="只查了会议，未查文件。", on=""
    )
    assert said(answer) == "已退回，请经办重新开展并登记。"
    issue.refresh_from_db()
    assert (issue.status, issue.look_backs.get().state) == (Status.CLOSED, LookBack.State.PLANNED)
    page = clerk.see("look_back_record", issue.pk)
    assert "只查了会议，未查文件。" in text_of(page)
    assert "抽查了十次会议。</textarea>" in page.content.decode()
    assert clerk.send("look_back_record", issue.pk, **FINDING).status_code == 302


def test_sending_back_needs_a_reason(reviewer, recorded):
    issue = recorded("holds")
    answer = reviewer.send("look_back_confirm", issue.pk, verdict="refuse", reason="", on="")
    assert error_of(answer, "reason") == "选“退回重查”时请写明理由。"


def test_another_look_back_than_the_one_read_is_not_confirmed(reviewer, recorded):
    issue = recorded("rebounded")
    answer = reviewer.send("look_back_confirm", issue.pk, verdict="agree", reason="", on=99999)
    assert answer.status_code == 409
    issue.refresh_from_db()
    assert issue.cycle == 1


def test_who_recorded_it_gets_403_on_the_confirmation(at_desk, recorded, county):
    issue = recorded("holds")
    LookBack.objects.filter(issue=issue).update(recorded_by=county.reviewer)
    assert at_desk(county.reviewer).see("look_back_confirm", issue.pk).status_code == 403


def test_an_issue_in_routine_is_looked_back_at_too(clerk, county):
    issue = lives.closed(county, rectification="staged_standing", today=TODAY - timedelta(days=5))
    assert clerk.send("look_back_plan", issue.pk, **PLAN).status_code == 302
