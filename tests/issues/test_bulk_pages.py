"""批量交办 and 批量设时限: first what was chosen, then all that can be changed, and a report of the rest."""

from datetime import date

import pytest
from django.urls import reverse

from issues.models import Issue, Status
from tests import lives
from tests.factories import OrganisationFactory, UserFactory
from tests.issues.conftest import error_of, said, text_of


@pytest.fixture
def clerk(at_desk, county):
    return at_desk(county.clerk)


def undated(county, **values):
    return lives.registered(county, due_on=None, due_text="近期", **values)


def test_from_the_list_the_chosen_issues_are_shown_first_with_what_cannot_be_changed(clerk, county):
    one, two = lives.registered(county), lives.claimed(county)
    page = clerk.send("bulk_assign", ids=[one.pk, two.pk])
    text = text_of(page)
    assert page.status_code == 200
    assert one.number in text
    assert "当前状态是“整改中”，不能交办。" in text
    assert "交办 （1 项）" in text
    one.refresh_from_db()
    assert one.unit == county.unit


def test_it_says_in_one_sentence_how_many_will_be_changed_before_anything_is(clerk, county):
    one, two = lives.registered(county), lives.claimed(county)
    some = text_of(clerk.send("bulk_assign", ids=[one.pk, two.pk]))
    assert "选中 2 项，其中 1 项可以交办；其余的不会改动，原因见下表。" in some
    assert "原因见下表" not in text_of(clerk.send("bulk_assign", ids=[one.pk]))
    none = text_of(clerk.send("bulk_deadline", ids=[one.pk, two.pk]))
    assert "选中的 2 项都不能设时限，原因见下表。" in none


def test_all_others_are_changed_in_one_go_and_the_rest_is_reported(clerk, county):
    free = [lives.registered(county) for _ in range(3)]
    fixed = lives.claimed(county)
    ids = [issue.pk for issue in [*free, fixed]]
    answer = clerk.send(
        "bulk_assign", ids=ids, step="do", unit=county.sibling.pk, liaison=county.sibling_liaison.pk
    )
    assert said(answer) == f"已交办 3 项，1 项未变：{fixed.number}：当前状态是“整改中”，不能交办。"
    assert {issue.unit for issue in Issue.objects.among(ids[:3])} == {county.sibling}
    fixed.refresh_from_db()
    assert fixed.unit == county.unit


def test_what_is_left_empty_stays_as_it_is_in_each_issue(clerk, county):
    issue = lives.registered(county, liaison=county.liaison)
    lead = county.leader_post
    clerk.send("bulk_assign", ids=[issue.pk], step="do", lead_leader=lead.pk)
    issue.refresh_from_db()
    assert (issue.unit, issue.liaison, issue.lead_leader) == (county.unit, county.liaison, lead)


def test_a_new_unit_does_not_keep_the_liaison_of_the_old_one(clerk, county):
    issue = lives.registered(county, liaison=county.liaison)
    clerk.send("bulk_assign", ids=[issue.pk], step="do", unit=county.sibling.pk)
    issue.refresh_from_db()
    assert (issue.unit, issue.liaison) == (county.sibling, None)


def test_a_liaison_is_held_against_the_unit_of_each_issue(clerk, county):
    fits, other = lives.registered(county), lives.registered(county, unit=county.sibling)
    answer = clerk.send("bulk_assign", ids=[fits.pk, other.pk], step="do", liaison=county.liaison.pk)
    assert said(answer).startswith(f"已交办 1 项，1 项未变：{other.number}：")
    assert "不是综合科的联络员" in said(answer)


def test_a_draft_without_people_says_what_it_lacks(clerk, county):
    bare = lives.draft(county, unit=None, lead_leader=None)
    answer = clerk.send("bulk_assign", ids=[bare.pk], step="do", unit=county.unit.pk)
    assert said(answer) == f"已交办 0 项，1 项未变：{bare.title}：还没有责任单位或牵头领导，请一并选择。"


def test_something_has_to_be_chosen(clerk, county):
    answer = clerk.send("bulk_assign", ids=[lives.registered(county).pk], step="do")
    assert answer.status_code == 422
    assert error_of(answer, "__all__") == "请至少选择一项：牵头领导、责任单位或联络员。"


def test_a_long_report_names_the_first_five(clerk, county):
    ids = [lives.claimed(county).pk for _ in range(7)]
    words = said(clerk.send("bulk_assign", ids=ids, step="do", unit=county.unit.pk))
    assert words.startswith("已交办 0 项，7 项未变：")
    assert words.count("不能交办") == 5
    assert words.endswith("……")


def test_one_deadline_is_set_for_all_that_have_none(clerk, county):
    free, dated = undated(county), lives.registered(county)
    early = undated(county, found_on=date(2026, 11, 19))
    ids = [free.pk, dated.pk, early.pk]
    answer = clerk.send("bulk_deadline", ids=ids, step="do", due_text="2027年3月底前")
    assert (
        said(answer)
        == f"已设时限 2 项，1 项未变：{dated.number}：已有时限 2026-12-31，只能通过延期申请调整。"
    )
    free.refresh_from_db()
    assert (free.due_on, free.due_text) == (date(2027, 3, 31), "2027年3月底前")


def test_each_deadline_is_held_against_the_day_its_issue_was_found_on(clerk, county):
    old, new = undated(county), undated(county, found_on=date(2026, 11, 19))
    answer = clerk.send(
        "bulk_deadline", ids=[old.pk, new.pk], step="do", due_text="", due_confirmed="2026-10-31"
    )
    assert said(answer).startswith("已设时限 1 项，1 项未变：")
    assert "时限不能早于发现日期 2026-11-19" in said(answer)
    new.refresh_from_db()
    assert new.due_on is None


def test_a_text_without_a_year_is_read_from_today(clerk, county):
    issue = undated(county)
    clerk.send("bulk_deadline", ids=[issue.pk], step="do", due_text="12月底前")
    issue.refresh_from_db()
    assert issue.due_on == date(2026, 12, 31)


def test_an_uncertain_deadline_is_confirmed_here_too(clerk, county):
    answer = clerk.send("bulk_deadline", ids=[undated(county).pk], step="do", due_text="近期")
    assert error_of(answer, "due_confirmed").startswith("时限文字没有确定的日期")


def test_issues_out_of_sight_are_neither_shown_nor_changed(at_desk, county):
    issue = lives.registered(county)
    stranger = at_desk(UserFactory(organisation=OrganisationFactory(kind="county"), roles=["clerk"]))
    assert issue.number not in text_of(stranger.send("bulk_assign", ids=[issue.pk]))
    stranger.send("bulk_assign", ids=[issue.pk], step="do", unit=county.sibling.pk)
    issue.refresh_from_db()
    assert issue.unit == county.unit


def test_what_another_office_keeps_is_seen_but_not_changed(at_desk, county):
    issue = lives.registered(county)
    unit_clerk = at_desk(UserFactory(organisation=county.unit, roles=["clerk"]))
    assert "不在您的经办范围内。" in text_of(unit_clerk.send("bulk_assign", ids=[issue.pk]))
    unit_clerk.send("bulk_assign", ids=[issue.pk], step="do", unit=county.section.pk)
    issue.refresh_from_db()
    assert issue.unit == county.unit


@pytest.mark.parametrize("page", ["bulk_assign", "bulk_deadline"])
def test_only_clerks_come_here(at_desk, county, page):
    issue = lives.registered(county)
    for user in (county.reviewer, county.leader, county.liaison):
        assert at_desk(user).send(page, ids=[issue.pk], step="do", unit=county.sibling.pk).status_code == 403


@pytest.mark.parametrize("page", ["bulk_assign", "bulk_deadline"])
def test_without_a_choice_the_page_says_how_to_choose(clerk, page):
    assert "没有选中问题" in text_of(clerk.see(page))
    assert "没有选中问题" in text_of(clerk.send(page, ids=["x", "-1", "9" * 40]))


@pytest.mark.parametrize(
    ("wanted", "reached"),
    [
        ("/ledger/?status=assigned&page=3", "/ledger/?status=assigned&page=3"),
        ("https://example.org/", None),
        ("//example.org/", None),
        ("///example.org", None),
        ("javascript:alert(1)", None),
        ("ledger/", None),
        ("", None),
    ],
)
def test_afterwards_the_person_is_back_where_they_came_from_within_this_site(clerk, county, wanted, reached):
    issue = lives.registered(county)
    values = {"ids": [issue.pk], "next": wanted}
    assert f'name="next" value="{(reached or reverse("issue_list")).replace("&", "&amp;")}"' in (
        clerk.send("bulk_assign", **values).content.decode()
    )
    answer = clerk.send("bulk_assign", step="do", unit=county.sibling.pk, **values)
    assert answer["Location"] == (reached or reverse("issue_list"))


def test_sent_twice_it_acts_once(clerk, county):
    issue = lives.registered(county)
    values = {"ids": [issue.pk], "step": "do", "unit": county.sibling.pk}
    once = "3c3b3d49-20f0-4b39-a7a6-0b1e3bb9b1aa"
    clerk.send("bulk_assign", once=once, **values)
    version = Issue.objects.get(pk=issue.pk).version
    second = clerk.send("bulk_assign", once=once, **values)
    assert "没有重复保存" in said(second)
    assert Issue.objects.get(pk=issue.pk).version == version


def test_a_form_with_an_error_keeps_the_choice(clerk, county):
    issue = lives.registered(county)
    page = clerk.send("bulk_assign", ids=[issue.pk], step="do", next="/ledger/?page=2").content.decode()
    assert f'name="ids" value="{issue.pk}"' in page
    assert 'value="/ledger/?page=2"' in page


def test_no_status_can_be_posted_along(clerk, county):
    issue = lives.registered(county)
    clerk.send(
        "bulk_assign", ids=[issue.pk], step="do", unit=county.sibling.pk, status="closed", due_on="2030-01-01"
    )
    issue.refresh_from_db()
    assert (issue.status, issue.due_on) == (Status.ASSIGNED, date(2026, 12, 31))


@pytest.mark.parametrize("count", [1, 12])
def test_showing_more_rows_takes_no_more_queries(clerk, county, django_assert_max_num_queries, count):
    ids = [lives.registered(county).pk for _ in range(count)]
    with django_assert_max_num_queries(22):
        clerk.send("bulk_assign", ids=ids)
