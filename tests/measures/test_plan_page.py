"""编制措施: all measures of the present cycle in one go."""

from datetime import date

import pytest

from measures import actions
from measures.models import Measure
from tests import lives
from tests.issues.conftest import said, text_of
from tests.lives import TODAY


def rows(issue, *given, version=None, initial=0):
    """The form as a browser sends it: one dict per row."""
    data = {
        "version": issue.version if version is None else version,
        "rows-TOTAL_FORMS": len(given),
        "rows-INITIAL_FORMS": initial,
        "rows-MIN_NUM_FORMS": 0,
        "rows-MAX_NUM_FORMS": 100,
    }
    blank = {"pk": "", "text": "", "unit": "", "person": "", "due_text": "", "due_confirmed": "", "ORDER": ""}
    for index, row in enumerate(given):
        for name, value in {**blank, **row}.items():
            data[f"rows-{index}-{name}"] = value
    return data


def errors(answer, index):
    """The messages of one row by field."""
    return {name: " ".join(found) for name, found in answer.context["form"].rows.forms[index].errors.items()}


def test_several_measures_are_written_in_one_go(liaison, claimed, county):
    answer = liaison.send(
        "measures_plan",
        claimed.pk,
        **rows(
            claimed,
            {"text": "精简会议", "unit": county.unit.pk, "person": "办公室主任", "due_text": "2026年底前"},
            {"text": "修订会议管理办法", "unit": county.section.pk, "due_text": "长期坚持"},
        ),
    )
    assert answer.status_code == 302
    first, second = claimed.measures.all()
    assert (first.text, first.unit, first.person) == ("精简会议", county.unit, "办公室主任")
    assert (first.due_on, first.due_text) == (date(2026, 12, 31), "2026年底前")
    assert (second.due_on, second.due_text, second.unit) == (None, "长期坚持", county.section)
    assert said(answer) == "措施已保存。"


def test_blank_rows_are_no_rows(liaison, claimed, county):
    liaison.send(
        "measures_plan", claimed.pk, **rows(claimed, {"unit": county.unit.pk}, {"text": "精简会议"}, {})
    )
    assert [measure.text for measure in claimed.measures.all()] == ["精简会议"]


def test_a_row_with_anything_but_its_text_is_asked_for_it(liaison, claimed):
    answer = liaison.send("measures_plan", claimed.pk, **rows(claimed, {"person": "办公室主任"}))
    assert answer.status_code == 422
    assert errors(answer, 0) == {"text": "请写明措施内容；不要这一条，请移除。"}
    assert 'value="办公室主任"' in answer.content.decode()


def test_nothing_at_all_is_refused(liaison, claimed):
    answer = liaison.send("measures_plan", claimed.pk, **rows(claimed, {}))
    assert answer.status_code == 422
    assert "请至少写一条措施。" in text_of(answer)


def test_rows_are_changed_removed_and_moved(liaison, planned):
    first, second = planned.measures.all()
    liaison.send(
        "measures_plan",
        planned.pk,
        **rows(
            planned,
            {"pk": first.pk, "text": "精简会议", "ORDER": 2, "DELETE": "on"},
            {"pk": second.pk, "text": "提前三天送审议题", "ORDER": 3},
            {"text": "压减陪会", "ORDER": 1},
        ),
    )
    assert [measure.text for measure in planned.measures.all()] == ["压减陪会", "提前三天送审议题"]
    assert planned.measures.last().pk == second.pk


@pytest.mark.parametrize("used", ["progress", "evidence", "completed"])
def test_a_measure_with_something_to_it_is_not_removed(liaison, planned, county, used):
    first, second = planned.measures.all()
    if used == "progress":
        report = actions.Report("已压减三成。", measure=first)
        actions.report_progress(issue=planned, report=report, by=county.liaison, today=TODAY)
    elif used == "evidence":
        actions.add_evidence(
            issue=planned, uploads=[lives.upload()], kind="document", measure=first, by=county.liaison
        )
    else:
        actions.complete_measure(measure=first, by=county.liaison, today=TODAY)
    answer = liaison.send(
        "measures_plan",
        planned.pk,
        **rows(
            planned,
            {"pk": first.pk, "text": first.text, "DELETE": "on"},
            {"pk": second.pk, "text": second.text},
        ),
    )
    assert answer.status_code == 422
    reason = "已经完成" if used == "completed" else "已有进展或佐证"
    assert f"措施“精简会议”{reason}，不能删除。" in text_of(answer)
    assert planned.measures.count() == 2


def test_who_edits_second_sees_both_texts_and_loses_nothing(liaison, planned, county):
    first, second = planned.measures.all()
    theirs = [actions.MeasureRow(first.pk, "会议减半"), actions.MeasureRow(second.pk, second.text)]
    actions.save_measures(issue=planned, rows=theirs, by=county.liaison, version=planned.version)
    mine = ({"pk": first.pk, "text": "精简会议，每月一周无会"}, {"pk": second.pk, "text": second.text})
    answer = liaison.send("measures_plan", planned.pk, **rows(planned, *mine))
    page = text_of(answer)
    assert answer.status_code == 409
    assert "1. 会议减半" in page
    assert "1. 精简会议，每月一周无会" in page
    assert "精简会议，每月一周无会</textarea>" in answer.content.decode()
    assert planned.measures.first().text == "会议减半"
    planned.refresh_from_db()
    assert f'name="version" value="{planned.version}"' in answer.content.decode()
    assert liaison.send("measures_plan", planned.pk, **rows(planned, *mine)).status_code == 302
    assert planned.measures.first().text == "精简会议，每月一周无会"


def test_without_a_version_nothing_is_overwritten(liaison, planned):
    answer = liaison.send("measures_plan", planned.pk, **rows(planned, {"text": "压减陪会"}, version=""))
    assert answer.status_code == 409
    assert planned.measures.count() == 2


def test_a_doubtful_deadline_asks_for_the_day_beside_it_and_keeps_the_words(liaison, claimed):
    doubtful = {"text": "精简会议", "due_text": "2027年8月前"}
    answer = liaison.send("measures_plan", claimed.pk, **rows(claimed, doubtful))
    assert answer.status_code == 422
    assert "请在这里填写确认日期" in errors(answer, 0)["due_confirmed"]
    liaison.send("measures_plan", claimed.pk, **rows(claimed, {**doubtful, "due_confirmed": "2027-07-31"}))
    measure = claimed.measures.get()
    assert (measure.due_text, measure.due_on) == ("2027年8月前", date(2027, 7, 31))


def test_a_confirmed_day_that_contradicts_the_words_is_refused(liaison, claimed):
    row = {"text": "精简会议", "due_text": "2026年底前", "due_confirmed": "2026-10-01"}
    answer = liaison.send("measures_plan", claimed.pk, **rows(claimed, row))
    assert "不一致" in errors(answer, 0)["due_confirmed"]


def test_a_stored_deadline_stays_though_its_words_would_mean_another_day_now(liaison, planned):
    measure = planned.measures.first()
    Measure.objects.filter(pk=measure.pk).update(due_text="6月底前", due_on=date(2026, 6, 30))
    second = planned.measures.last()
    page = liaison.see("measures_plan", planned.pk)
    assert 'value="2026-06-30"' in page.content.decode()
    answer = liaison.send(
        "measures_plan",
        planned.pk,
        **rows(
            planned,
            {"pk": measure.pk, "text": measure.text, "due_text": "6月底前", "due_confirmed": "2026-06-30"},
            {"pk": second.pk, "text": second.text},
        ),
    )
    assert answer.status_code == 302
    assert planned.measures.first().due_on == date(2026, 6, 30)


def test_a_unit_that_does_not_answer_for_the_issue_cannot_be_chosen(liaison, claimed, county):
    answer = liaison.send(
        "measures_plan", claimed.pk, **rows(claimed, {"text": "甲", "unit": county.sibling.pk})
    )
    assert answer.status_code == 422
    claimed.co_units.add(county.sibling)
    answer = liaison.send(
        "measures_plan", claimed.pk, **rows(claimed, {"text": "甲", "unit": county.sibling.pk})
    )
    assert answer.status_code == 302
    assert claimed.measures.get().unit == county.sibling


def test_the_measure_of_another_issue_is_not_touched_through_its_id(liaison, planned, county):
    other = lives.claimed(county)
    foreign = planned.measures.first()
    liaison.send("measures_plan", other.pk, **rows(other, {"pk": foreign.pk, "text": "压减陪会"}))
    foreign.refresh_from_db()
    assert (foreign.issue_id, foreign.text) == (planned.pk, "精简会议")
    assert other.measures.get().pk != foreign.pk


def test_measures_of_an_earlier_cycle_stay_as_they_were(liaison, county, on_the_day):
    issue = lives.closed(county)
    look_back = actions.LookBackPlan(TODAY, "on_site", "督查组")
    actions.plan_look_back(issue=issue, plan=look_back, by=county.clerk)
    finding = actions.LookBackFinding(TODAY, "会议又多起来了。", "rebounded")
    actions.record_look_back(issue=issue, finding=finding, by=county.clerk)
    verdict = actions.Verdict(granted=True)
    actions.confirm_look_back(issue=issue, verdict=verdict, by=county.reviewer, today=TODAY)
    issue.refresh_from_db()
    before = issue.measures.get(cycle=1)
    assert "精简会议" not in text_of(liaison.see("measures_plan", issue.pk))
    liaison.send("measures_plan", issue.pk, **rows(issue, {"pk": before.pk, "text": "第二轮的措施"}))
    before.refresh_from_db()
    assert before.text == "精简会议，提前三天送审议题"
    assert issue.measures.get(cycle=2).text == "第二轮的措施"


def test_sent_twice_it_is_saved_once(liaison, claimed):
    token = "5f6b30a4-4f69-4b43-9e5a-2f6f8f4b1f11"
    for _ in range(2):
        answer = liaison.send("measures_plan", claimed.pk, once=token, **rows(claimed, {"text": "精简会议"}))
        assert answer.status_code == 302
    assert claimed.measures.count() == 1


def test_the_number_of_queries_does_not_grow_with_the_rows(
    liaison, claimed, county, django_assert_max_num_queries
):
    def write(count):
        claimed.refresh_from_db()
        texts = [actions.MeasureRow(None, f"措施{number}", county.unit) for number in range(count)]
        actions.save_measures(issue=claimed, rows=texts, by=county.liaison, version=claimed.version)

    write(2)
    liaison.see("measures_plan", claimed.pk)
    with django_assert_max_num_queries(40) as few:
        liaison.see("measures_plan", claimed.pk)
    asked = len(few)
    write(30)
    liaison.see("measures_plan", claimed.pk)
    with django_assert_max_num_queries(asked):
        assert text_of(liaison.see("measures_plan", claimed.pk)).count("落实单位") >= 30
