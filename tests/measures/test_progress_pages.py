"""填报进展, 本周无变化, 季度确认, 完成措施."""

from datetime import date, timedelta

import pytest

from issues.models import Status
from measures import actions
from measures.models import Measure
from tests import lives
from tests.issues.conftest import error_of, said, text_of
from tests.lives import TODAY


def test_progress_is_reported_on_the_whole_issue_or_on_one_measure(liaison, planned):
    measure = planned.measures.first()
    liaison.send("progress_report", planned.pk, text="已梳理会议清单。", percent="", measure="")
    liaison.send("progress_report", planned.pk, text="已压减三成。", percent="60", measure=measure.pk)
    on_measure, on_issue = planned.progress.all()
    assert (on_issue.text, on_issue.percent, on_issue.measure) == ("已梳理会议清单。", None, None)
    assert (on_measure.text, on_measure.percent, on_measure.measure) == ("已压减三成。", 60, measure)
    measure.refresh_from_db()
    assert measure.state == Measure.State.DOING
    planned.refresh_from_db()
    assert planned.progressed_on == TODAY


def test_the_measure_named_in_the_address_is_chosen_beforehand(liaison, planned):
    measure = planned.measures.last()
    page = liaison.see("progress_report", planned.pk, measure=measure.pk)
    assert f'value="{measure.pk}" selected' in page.content.decode()


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"text": ""}, "text", "请填写。"),
        ({"text": "好", "percent": "101"}, "percent", "不能大于 100。"),
        ({"text": "好", "percent": "三成"}, "percent", "请填写整数。"),
        ({"text": "长" * 10_001}, "text", "最多 10000 个字，现在有 10001 个，请删减。"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(liaison, claimed, typed, field, words):
    answer = liaison.send("progress_report", claimed.pk, **{"percent": "", "measure": "", **typed})
    assert answer.status_code == 422
    assert error_of(answer, field) == words
    assert not claimed.progress.exists()


def test_the_measure_of_another_issue_cannot_be_reported_on(liaison, planned, county):
    other = lives.claimed(county)
    answer = liaison.send(
        "progress_report", other.pk, text="好", percent="", measure=planned.measures.first().pk
    )
    assert answer.status_code == 422
    assert "measure" in answer.context["form"].errors


def test_no_change_is_one_click_and_leads_back_to_where_it_was_clicked(liaison, claimed):
    answer = liaison.send("progress_no_change", claimed.pk, next="/ledger/?status=rectifying")
    assert answer.status_code == 302
    assert answer["Location"] == "/ledger/?status=rectifying"
    entry = claimed.progress.get()
    assert (entry.no_change, entry.text, entry.made_on) == (True, "", TODAY)
    assert said(answer) == "已记：本周无变化。"


@pytest.mark.parametrize("target", ["https://example.com/", "//example.com/", "javascript:alert(1)", ""])
def test_no_change_never_leads_to_another_site(liaison, claimed, target):
    answer = liaison.send("progress_no_change", claimed.pk, next=target)
    assert answer["Location"] == claimed.get_absolute_url()


def test_no_change_is_said_once_a_week(liaison, claimed, county):
    liaison.send("progress_no_change", claimed.pk)
    answer = liaison.send("progress_no_change", claimed.pk)
    assert answer.status_code == 302
    assert said(answer).endswith("本周已经填报过“无变化”，不必再报。")
    assert claimed.progress.count() == 1
    report = actions.Report(move="no_change")
    next_monday = TODAY + timedelta(days=7 - TODAY.weekday())
    actions.report_progress(issue=claimed, report=report, by=county.liaison, today=next_monday)
    assert claimed.progress.count() == 2


def test_after_a_lost_session_no_change_is_asked_again_on_a_page_with_its_button(liaison, claimed):
    page = liaison.see("progress_no_change", claimed.pk)
    assert page.status_code == 200
    assert "本周无变化" in text_of(page)


def test_a_standing_issue_is_confirmed_every_quarter(liaison, county):
    issue = lives.claimed(county, rectification="standing")
    answer = liaison.send("progress_confirm_quarter", issue.pk, text="本季度会议同比减少。")
    assert answer.status_code == 302
    issue.refresh_from_db()
    assert (issue.confirmed_on, issue.status) == (TODAY, Status.RECTIFYING)
    assert issue.progress.get().confirms_quarter


def test_only_a_standing_issue_is_confirmed(liaison, claimed):
    answer = liaison.see("progress_confirm_quarter", claimed.pk)
    assert answer.status_code == 409
    assert "只有持续整改的问题需要季度确认。" in text_of(answer)


def test_a_measure_is_completed_on_a_day_of_choice(liaison, planned):
    measure = planned.measures.first()
    page = liaison.see("measure_complete", measure.pk)
    assert 'value="2026-11-20"' in page.content.decode()
    assert "还没有佐证材料" in text_of(page)
    answer = liaison.send("measure_complete", measure.pk, completed_on="2026-11-18")
    assert answer["Location"] == planned.get_absolute_url()
    measure.refresh_from_db()
    assert (measure.state, measure.completed_on) == (Measure.State.DONE, date(2026, 11, 18))


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2026-11-21", "不能晚于今天（2026-11-20）。"),
        ("2026-08-31", "完成日期应在发现问题之日（2026-09-01）到今天之间。"),
        ("2026-02-30", "日历上没有 2026-02-30 这一天，请改正。"),
        ("", "请填写日期。"),
    ],
)
def test_a_day_on_which_it_cannot_have_been_completed_is_refused(liaison, planned, day, words):
    measure = planned.measures.first()
    answer = liaison.send("measure_complete", measure.pk, completed_on=day)
    assert answer.status_code == 422
    assert error_of(answer, "completed_on") == words
    measure.refresh_from_db()
    assert measure.state == Measure.State.TODO


def test_a_completed_measure_is_not_completed_again(liaison, planned, county):
    measure = planned.measures.first()
    actions.complete_measure(measure=measure, by=county.liaison, today=TODAY)
    answer = liaison.see("measure_complete", measure.pk)
    assert answer.status_code == 409
    assert "这条措施已经完成。" in text_of(answer)
