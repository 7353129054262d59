"""What a deadline's text is read as at once, what has to be confirmed, and 设时限."""

from datetime import date

import pytest

from issues.models import Deadline, Issue
from tests import lives
from tests.factories import UserFactory
from tests.issues.conftest import error_of, text_of


@pytest.fixture
def clerk(at_desk, county):
    return at_desk(county.clerk)


def reading(desk, text, **more):
    return desk.see("deadline_reading", text=text, **more).content.decode()


def test_a_person_sees_at_once_what_the_text_was_read_as(clerk):
    page = reading(clerk, "2025年6月底前，并长期坚持", found_on="2025-03-01")
    assert "is-ok" in page
    assert "2025年6月30日" in page
    assert "整改类型未选时，记为“持续整改”" in page


def test_a_missing_year_comes_from_the_day_it_was_found_on(clerk):
    assert "2025年6月30日" in reading(clerk, "6月底前", found_on="2025-03-01")
    assert "2027年6月30日" in reading(clerk, "6月底前", found_on="2027-03-01")


def test_two_possible_days_are_offered_as_buttons(clerk):
    page = reading(clerk, "2024年8月前")
    assert "is-doubt" in page
    assert 'data-value="2024-07-31"' in page
    assert 'data-value="2024-08-31"' in page


@pytest.mark.parametrize("text", ["近期", "限期整改", "X月X日"])
def test_a_text_without_a_day_asks_for_one(clerk, text):
    page = reading(clerk, text)
    assert "is-none" in page
    assert "请填写确认日期，或勾选“无具体日期”" in page


def test_the_field_may_be_sent_under_its_own_name_also_in_a_formset(clerk):
    url = {"form-0-due_text": "6月底前", "form-0-found_on": "2025-03-01"}
    assert "2025年6月30日" in clerk.see("deadline_reading", **url).content.decode()


@pytest.mark.parametrize("found_on", ["", "yesterday", "2026-02-30", "99999-01-01"])
def test_an_unreadable_day_counts_as_none(clerk, found_on):
    assert clerk.see("deadline_reading", text="6月底前", found_on=found_on).status_code == 200


def test_nothing_typed_shows_an_example(clerk):
    assert "照文件上的写法填写" in reading(clerk, "")


def test_markup_in_the_text_stays_text(clerk):
    assert "<b>" not in reading(clerk, "<b>近期</b>")


def test_the_reading_is_only_asked_for(clerk):
    assert clerk.send("deadline_reading", text="6月底前").status_code == 405


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("立行立改", "immediate"),
        ("立行立改，长期坚持", "immediate_standing"),
        ("2026年底前，并长期坚持", "standing"),
        ("分阶段推进，长期坚持", "staged_standing"),
        ("2026年底前", "staged"),
    ],
)
def test_the_type_follows_the_text_when_the_person_has_not_chosen(clerk, typed, text, kind):
    no_date = "on" if text.startswith(("立行", "分阶段")) else None
    answer = clerk.send("issue_new", step="draft", **typed(due_text=text), no_date=no_date)
    assert answer.status_code == 302
    assert Issue.objects.get().rectification == kind


def test_the_type_a_person_chose_is_kept(clerk, typed):
    clerk.send("issue_new", step="draft", **typed(rectification="immediate"))
    assert Issue.objects.get().rectification == "immediate"


@pytest.mark.parametrize("text", ["2027年8月前", "近期", "X月X日", "12月底左右"])
def test_what_is_not_sure_has_to_be_confirmed(clerk, typed, text):
    answer = clerk.send("issue_new", step="register", **typed(due_text=text))
    assert error_of(answer, "due_confirmed") == "时限文字没有确定的日期：请写明日期，或勾选“无具体日期”。"
    assert not Issue.objects.exists()


@pytest.mark.parametrize("text", ["立行立改", "长期坚持", "立行立改，长期坚持"])
def test_a_text_that_is_sure_to_name_no_day_needs_no_confirmation(clerk, typed, text):
    assert "is-ok" in reading(clerk, text)
    clerk.send("issue_new", step="register", **typed(due_text=text))
    issue = Issue.objects.get()
    assert (issue.status, issue.due_on, issue.due_text) == ("assigned", None, text)


def test_a_confirmed_day_counts_and_the_literal_text_stays(clerk, typed):
    clerk.send("issue_new", step="register", **typed(due_text="2027年8月前", due_confirmed="2027-08-31"))
    issue = Issue.objects.get()
    assert (issue.due_on, issue.due_text) == (date(2027, 8, 31), "2027年8月前")
    first = Deadline.objects.get()
    assert (first.ordinal, first.due_on, first.text) == (0, date(2027, 8, 31), "2027年8月前")


def test_no_day_at_all_is_stated_by_a_tick(clerk, typed):
    clerk.send("issue_new", step="register", **typed(due_text="近期"), no_date="on")
    issue = Issue.objects.get()
    assert (issue.due_on, issue.due_text) == (None, "近期")


def test_a_day_and_the_tick_contradict_each_other(clerk, typed):
    answer = clerk.send(
        "issue_new", step="draft", **typed(due_text="近期", due_confirmed="2027-01-01"), no_date="on"
    )
    assert error_of(answer, "no_date") == "已填确认日期，请不要再勾选“无具体日期”。"
    answer = clerk.send("issue_new", step="draft", **typed(due_text="2026年底前"), no_date="on")
    assert error_of(answer, "no_date") == "文字读作 2026-12-31，请不要勾选“无具体日期”。"


def test_a_confirmed_day_that_contradicts_a_sure_text_is_refused(clerk, typed):
    answer = clerk.send("issue_new", step="draft", **typed(due_text="2026年底前", due_confirmed="2027-01-15"))
    assert error_of(answer, "due_confirmed") == "文字读作 2026-12-31，与 2027-01-15 不一致：请改其中一个。"


def test_a_deadline_before_the_day_it_was_found_on_is_refused_beside_its_field(clerk, typed):
    answer = clerk.send("issue_new", step="draft", **typed(due_text="2026年10月底前"))
    assert error_of(answer, "due_text") == "时限 2026-10-31 早于发现日期 2026-11-02，请核对。"
    answer = clerk.send("issue_new", step="draft", **typed(due_text="", due_confirmed="2026-11-01"))
    assert error_of(answer, "due_confirmed") == "时限 2026-11-01 早于发现日期 2026-11-02，请核对。"


def test_a_deadline_on_the_day_it_was_found_on_is_in_time(clerk, typed):
    assert clerk.send("issue_new", step="draft", **typed(due_text="2026年11月2日")).status_code == 302


def test_a_deadline_in_an_impossible_year_is_refused(clerk, typed):
    answer = clerk.send("issue_new", step="draft", **typed(due_text="2150年底前"))
    assert error_of(answer, "due_text") == "年份 2150 不对，请核对。"


def test_while_the_day_it_was_found_on_is_wrong_only_that_is_said(clerk, typed):
    answer = clerk.send("issue_new", step="register", **typed(found_on="", due_text="6月底前"))
    assert set(answer.context["form"].errors) == {"found_on"}


def test_a_first_deadline_is_set_on_a_registered_issue_without_one(clerk, county):
    issue = lives.registered(county, due_on=None, due_text="近期")
    page = clerk.see("issue_set_deadline", issue.pk)
    assert 'value="近期"' in page.content.decode()
    answer = clerk.send("issue_set_deadline", issue.pk, due_text="2027年3月底前")
    issue.refresh_from_db()
    assert answer["Location"] == issue.get_absolute_url()
    assert (issue.due_on, issue.original_due_on) == (date(2027, 3, 31), date(2027, 3, 31))
    assert [(one.ordinal, one.due_on) for one in issue.deadlines.all()] == [(0, date(2027, 3, 31))]


def test_setting_a_deadline_needs_a_deadline(clerk, county):
    issue = lives.registered(county, due_on=None, due_text="")
    assert error_of(clerk.send("issue_set_deadline", issue.pk, due_text=""), "due_text") == "请填写时限。"
    answer = clerk.send("issue_set_deadline", issue.pk, due_text="", due_confirmed="2026-08-31")
    assert "早于发现日期 2026-09-01" in error_of(answer, "due_confirmed")


def test_an_issue_with_a_date_is_moved_by_an_extension_only(clerk, county):
    issue = lives.registered(county)
    answer = clerk.send("issue_set_deadline", issue.pk, due_text="2030年底前")
    assert answer.status_code == 409
    assert "已有时限 2026-12-31，只能通过延期申请调整。" in text_of(answer)


def test_only_the_clerk_sets_a_deadline(at_desk, county):
    issue = lives.registered(county, due_on=None, due_text="近期")
    for user in (county.reviewer, county.leader, county.liaison):
        assert at_desk(user).send("issue_set_deadline", issue.pk, due_text="2027年底前").status_code == 403
    assert at_desk(UserFactory(roles=["clerk"])).see("issue_set_deadline", issue.pk).status_code == 404
