"""延期: asked with a reason, decided by a second person; the original deadline stays."""

from datetime import date

import pytest

from issues.actions import DueBy
from measures import actions
from tests import lives
from tests.issues.conftest import error_of, said, text_of
from tests.lives import TODAY

REASON = "审批系统由省级统一改造。"


@pytest.fixture
def asked(county, claimed):
    """整改中, with an application for 2027-03-31 waiting."""
    due = DueBy("2027年3月底前", date(2027, 3, 31))
    actions.ask_extension(issue=claimed, due=due, reason=REASON, by=county.liaison)
    return claimed


def test_the_unit_asks_in_its_own_words(liaison, claimed, county):
    answer = liaison.send(
        "extension_ask", claimed.pk, due_text="2027年3月底前", due_confirmed="", reason=REASON
    )
    assert answer.status_code == 302
    extension = claimed.extensions.get()
    assert (extension.due_on, extension.text) == (date(2027, 3, 31), "2027年3月底前")
    assert (extension.reason, extension.applied_by) == (REASON, county.liaison)
    claimed.refresh_from_db()
    assert claimed.due_on == date(2026, 12, 31)


def test_an_extension_is_approved_and_a_closing_reviewed_in_these_words(reviewer, asked, county):
    form = reviewer.see("extension_decide", asked.pk).context["form"]
    assert str(form.fields["verdict"].label) == "审批结论"
    form = reviewer.see("closure_review", lives.applied(county).pk).context["form"]
    assert str(form.fields["verdict"].label) == "审核结论"


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"due_text": "2026年11月底前"}, "due_text", "2026-11-30 不晚于现在的时限 2026-12-31。"),
        ({"due_text": "2026-12-31"}, "due_text", "2026-12-31 不晚于现在的时限 2026-12-31。"),
        ({"due_text": "长期坚持"}, "due_text", "没有读出日期。延期要有确切的日期，如“2026年9月底前”。"),
        ({"due_text": "尽快"}, "due_text", "没有读出日期。延期要有确切的日期，如“2026年9月底前”。"),
        ({"due_text": ""}, "due_text", "请填写。"),
        ({"reason": ""}, "reason", "请填写。"),
        ({"reason": "长" * 501}, "reason", "最多 500 个字，现在有 501 个，请删减。"),
        (
            {"due_confirmed": "2027-04-30"},
            "due_confirmed",
            "文字读作 2027-03-31，与 2027-04-30 不一致：请改其中一个。",
        ),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(liaison, claimed, typed, field, words):
    given = {"due_text": "2027年3月底前", "due_confirmed": "", "reason": REASON, **typed}
    answer = liaison.send("extension_ask", claimed.pk, **given)
    assert answer.status_code == 422
    assert error_of(answer, field) == words
    assert not claimed.extensions.exists()


def test_a_doubtful_text_asks_for_the_day(liaison, claimed):
    given = {"due_text": "2027年8月前", "reason": REASON}
    answer = liaison.send("extension_ask", claimed.pk, due_confirmed="", **given)
    assert "请在这里填写确认日期" in error_of(answer, "due_confirmed")
    liaison.send("extension_ask", claimed.pk, due_confirmed="2027-07-31", **given)
    assert claimed.extensions.get().due_on == date(2027, 7, 31)


def test_an_issue_without_a_date_needs_no_extension(liaison, county):
    issue = lives.claimed(county, rectification="standing", due_on=None, due_text="长期坚持")
    assert liaison.see("extension_ask", issue.pk).status_code == 409


def test_a_second_application_waits_for_the_first(liaison, asked):
    answer = liaison.see("extension_ask", asked.pk)
    assert answer.status_code == 409
    assert "已有一份延期申请等待审批。" in text_of(answer)


def test_granted_it_adds_a_deadline_and_keeps_the_original(reviewer, asked, county):
    page = text_of(reviewer.see("extension_decide", asked.pk))
    assert REASON in page
    assert "原定，始终保留" in page
    extension = asked.extensions.get()
    answer = reviewer.send("extension_decide", asked.pk, verdict="agree", reason="", on=extension.pk)
    assert said(answer) == "已同意延期至 2027-03-31，原定时限保留。"
    asked.refresh_from_db()
    assert (asked.original_due_on, asked.due_on) == (date(2026, 12, 31), date(2027, 3, 31))
    original, added = asked.deadlines.order_by("ordinal")
    assert (original.due_on, original.ordinal) == (date(2026, 12, 31), 0)
    assert (added.due_on, added.reason) == (date(2027, 3, 31), REASON)
    assert (added.asked_by, added.approved_by) == (county.liaison, county.reviewer)


def test_extended_twice_the_original_still_stands(reviewer, asked, county):
    reviewer.send("extension_decide", asked.pk, verdict="agree", reason="", on="")
    asked.refresh_from_db()
    due = DueBy("2027年6月底前", date(2027, 6, 30))
    actions.ask_extension(issue=asked, due=due, reason="招标顺延。", by=county.liaison)
    reviewer.send("extension_decide", asked.pk, verdict="agree", reason="", on="")
    asked.refresh_from_db()
    assert asked.original_due_on == date(2026, 12, 31)
    days = [deadline.due_on for deadline in asked.deadlines.order_by("ordinal")]
    assert days == [date(2026, 12, 31), date(2027, 3, 31), date(2027, 6, 30)]


def test_refused_the_deadline_stays_and_a_reason_is_obligatory(reviewer, asked):
    answer = reviewer.send("extension_decide", asked.pk, verdict="refuse", reason="", on="")
    assert error_of(answer, "reason") == "选“不同意”时请写明理由。"
    answer = reviewer.send("extension_decide", asked.pk, verdict="refuse", reason="年内必须完成。", on="")
    assert said(answer) == "已答复，时限不变。"
    asked.refresh_from_db()
    assert (asked.due_on, asked.deadlines.count()) == (date(2026, 12, 31), 1)


def test_another_application_than_the_one_read_is_not_decided(reviewer, asked, county):
    old = asked.extensions.get()
    verdict = actions.Verdict(granted=False, reason="太久。")
    actions.decide_extension(issue=asked, verdict=verdict, by=county.reviewer, today=TODAY)
    due = DueBy("2027年1月底前", date(2027, 1, 31))
    actions.ask_extension(issue=asked, due=due, reason=REASON, by=county.liaison)
    answer = reviewer.send("extension_decide", asked.pk, verdict="agree", reason="", on=old.pk)
    assert answer.status_code == 409
    asked.refresh_from_db()
    assert asked.due_on == date(2026, 12, 31)


def test_nothing_waits_nothing_is_decided(reviewer, claimed):
    answer = reviewer.see("extension_decide", claimed.pk)
    assert answer.status_code == 409
    assert "没有等待审批的延期申请。" in text_of(answer)


def test_the_reading_of_a_day_alone_offers_no_type_and_no_box(liaison, on_the_day):
    page = text_of(liaison.see("deadline_reading", due_text="长期坚持", found_on="2026-11-20", only_day="1"))
    assert "读作：长期坚持" in page
    assert "整改类型" not in page
    assert "无具体日期”" not in page


def test_a_day_to_pick_fills_the_field_of_its_own_row(liaison):
    query = {"rows-3-due_text": "2027年8月前", "found_on": "2026-11-20", "only_day": "1"}
    page = liaison.see("deadline_reading", **query).content.decode()
    assert 'data-fill="#id_rows-3-due_confirmed"' in page
    bad = {'x"><b>-due_text': "2027年8月前"}
    assert "<b>" not in liaison.see("deadline_reading", **bad).content.decode()
