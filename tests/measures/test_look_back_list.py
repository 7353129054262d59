"""The list of look-backs: 待开展 with the due ones first, 待审核, 已确认, and closed issues without one."""

from datetime import timedelta

import pytest

from measures import actions
from tests import lives
from tests.issues.conftest import text_of
from tests.lives import TODAY


@pytest.fixture
def closed(county):
    """Closes an issue of this title 60 days ago."""
    return lambda title, **values: lives.closed(
        county, today=TODAY - timedelta(days=60), title=title, **values
    )


@pytest.fixture
def plan(county):
    """Plans a look-back in so many days."""

    def on(issue, days, method="on_site"):
        day = TODAY + timedelta(days=days)
        look_back = actions.LookBackPlan(day, method, "作风办督查组")
        return actions.plan_look_back(issue=issue, plan=look_back, by=county.clerk)

    return on


@pytest.fixture
def record(county):
    """Records a result."""

    def result(issue, result):
        finding = actions.LookBackFinding(TODAY, "抽查了十次。", result)
        return actions.record_look_back(issue=issue, finding=finding, by=county.clerk)

    return result


def titles(answer):
    """The titles of the rows, in order."""
    return [row["issue"].title for row in answer.context["rows"]]


def test_the_due_ones_come_first(clerk, closed, plan):
    plan(closed("下周看"), 7)
    plan(closed("早该看"), -10)
    plan(closed("今天看"), 0)
    answer = clerk.see("look_back_list")
    assert titles(answer) == ["早该看", "今天看", "下周看"]
    words = text_of(answer)
    assert "已过 10 天" in words
    assert "有 2 项已到计划日期，请尽快开展。" in words
    assert words.count("登记结果") == 3


def test_each_tab_holds_its_own(clerk, reviewer, closed, plan, record, county):
    plan(closed("待开展的"), 3)
    waiting, done = closed("待审核的"), closed("已确认的")
    for issue, result in ((waiting, "rebounded"), (done, "holds")):
        plan(issue, -1)
        record(issue, result)
    verdict = actions.Verdict(granted=True)
    actions.confirm_look_back(issue=done, verdict=verdict, by=county.reviewer, today=TODAY)
    closed("从没看过的")
    found = {
        state: titles(clerk.see("look_back_list", state=state))
        for state in ("planned", "recorded", "confirmed")
    }
    assert found == {"planned": ["待开展的"], "recorded": ["待审核的"], "confirmed": ["已确认的"]}
    assert titles(clerk.see("look_back_list", state="wanted")) == ["从没看过的"]
    assert (
        f"/issues/{waiting.pk}/look-back/confirm/"
        in reviewer.see("look_back_list", state="recorded").content.decode()
    )


def test_the_button_stands_only_where_it_may_be_pressed(clerk, reviewer, leader, closed, plan, record):
    issue = closed("会议偏多")
    plan(issue, -1)
    assert "登记结果" in text_of(clerk.see("look_back_list"))
    assert "登记结果" not in text_of(reviewer.see("look_back_list", state="planned"))
    assert "登记结果" not in text_of(leader.see("look_back_list"))
    record(issue, "holds")
    confirm = f"/issues/{issue.pk}/look-back/confirm/"
    assert confirm not in clerk.see("look_back_list", state="recorded").content.decode()
    assert confirm in reviewer.see("look_back_list", state="recorded").content.decode()


def test_where_nothing_may_be_pressed_there_is_no_empty_column(clerk, reviewer, leader, closed, plan):
    plan(closed("会议偏多"), -1)
    column = '<span class="visually-hidden">办理</span>'
    assert column in clerk.see("look_back_list").content.decode()
    for desk in (reviewer, leader):
        assert column not in desk.see("look_back_list", state="planned").content.decode()


def test_everyone_begins_with_what_waits_for_them(clerk, reviewer, leader, closed, plan, record):
    plan(closed("要去看的"), -1)
    seen = closed("看过了的")
    plan(seen, -1)
    record(seen, "holds")
    assert titles(clerk.see("look_back_list")) == titles(leader.see("look_back_list")) == ["要去看的"]
    assert titles(reviewer.see("look_back_list")) == ["看过了的"]
    assert "有 1 项已到计划日期，请尽快开展。" in text_of(clerk.see("look_back_list"))
    assert "有 1 项已到计划日期。" in text_of(leader.see("look_back_list"))


def test_a_reopened_and_again_closed_issue_is_suggested_again(clerk, closed, plan, record, county):
    issue = closed("反复的")
    plan(issue, -1)
    record(issue, "rebounded")
    verdict = actions.Verdict(granted=True)
    actions.confirm_look_back(issue=issue, verdict=verdict, by=county.reviewer, today=TODAY)
    assert titles(clerk.see("look_back_list", state="wanted")) == []
    issue.refresh_from_db()
    rows = [actions.MeasureRow(None, "第二轮的措施")]
    actions.save_measures(issue=issue, rows=rows, by=county.liaison, version=issue.version)
    measure = issue.measures.get(cycle=2)
    actions.complete_measure(measure=measure, by=county.liaison, today=TODAY)
    actions.add_evidence(
        issue=issue, uploads=[lives.upload()], kind="document", measure=measure, by=county.liaison
    )
    actions.apply(issue=issue, statement="再次完成。", by=county.liaison, today=TODAY)
    actions.decide(issue=issue, granted=True, reason="", by=county.reviewer, today=TODAY)
    assert titles(clerk.see("look_back_list", state="wanted")) == ["反复的"]


def test_only_the_office_is_shown_what_should_be_planned(liaison, closed):
    closed("从没看过的")
    assert "建议开展" not in text_of(liaison.see("look_back_list"))
    assert titles(liaison.see("look_back_list", state="wanted")) == []


def test_filters_narrow_the_list_and_nonsense_does_not(clerk, closed, plan):
    plan(closed("会议偏多"), 1)
    plan(closed("文件运转慢"), 2, method="papers")
    assert titles(clerk.see("look_back_list", method="papers")) == ["文件运转慢"]
    assert titles(clerk.see("look_back_list", q="会议")) == ["会议偏多"]
    assert titles(clerk.see("look_back_list", q="%")) == []
    assert len(titles(clerk.see("look_back_list", method="telepathy", state="nothing", page="x"))) == 2


def test_look_backs_of_issues_one_does_not_see_are_not_listed(at_desk, county, closed, plan):
    plan(closed("会议偏多"), 1)
    assert titles(at_desk(county.sibling_liaison).see("look_back_list")) == []
    assert titles(at_desk(county.liaison).see("look_back_list")) == ["会议偏多"]


def test_an_empty_tab_says_what_to_do(clerk):
    assert "没有待开展的回头看" in text_of(clerk.see("look_back_list"))
    assert "已销号的问题都做过回头看" in text_of(clerk.see("look_back_list", state="wanted"))
    assert "没有符合条件的回头看" in text_of(clerk.see("look_back_list", q="没有的词"))


@pytest.mark.parametrize("state", ["planned", "wanted"])
def test_the_number_of_queries_does_not_grow_with_the_rows(
    clerk, closed, plan, state, django_assert_max_num_queries
):
    def add(number):
        issue = closed(f"问题{number}")
        if state == "planned":
            plan(issue, number)

    add(1)
    clerk.see("look_back_list", state=state)
    with django_assert_max_num_queries(40) as few:
        clerk.see("look_back_list", state=state)
    asked = len(few)
    for number in range(2, 8):
        add(number)
    clerk.see("look_back_list", state=state)
    with django_assert_max_num_queries(asked):
        assert len(titles(clerk.see("look_back_list", state=state))) == 7
