"""登记问题: the register form with its two buttons."""

from datetime import date

import pytest

from issues.models import Campaign, Issue, Source, Status
from people.models import Organisation
from tests.factories import CampaignFactory, CategoryFactory, LeaderFactory, OrganisationFactory, UserFactory
from tests.issues.conftest import error_of, said, text_of
from tests.lives import TODAY, closed


@pytest.fixture
def clerk(at_desk, county):
    return at_desk(county.clerk)


def test_a_clerk_fills_in_the_form_and_registers(clerk, typed, county):
    answer = clerk.send("issue_new", step="register", **typed())
    issue = Issue.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == issue.get_absolute_url()
    assert (issue.status, issue.number) == (Status.ASSIGNED, "2026-学教-001")
    assert (issue.due_on, issue.due_text) == (date(2026, 12, 31), "2026年底前，并长期坚持")
    assert issue.original_due_on == date(2026, 12, 31)
    assert (issue.unit, issue.lead_leader, issue.liaison) == (county.unit, county.leader_post, county.liaison)
    assert list(issue.co_units.all()) == [county.sibling]
    assert (issue.registered_on, issue.assigned_on, issue.created_by) == (TODAY, TODAY, county.clerk)
    assert said(answer) == "已挂号：2026-学教-001。"


def test_a_draft_needs_neither_unit_nor_leader_nor_deadline(clerk, typed):
    bare = typed(unit="", lead_leader="", liaison="", co_units=[], due_text="")
    answer = clerk.send("issue_new", step="draft", **bare)
    assert answer.status_code == 302
    issue = Issue.objects.get()
    assert (issue.status, issue.number, issue.due_on) == (Status.DRAFT, "", None)


def test_registering_says_beside_each_field_what_is_missing(clerk, typed):
    bare = typed(unit="", lead_leader="", liaison="", co_units=[], due_text="")
    answer = clerk.send("issue_new", step="register", **bare)
    assert answer.status_code == 422
    assert error_of(answer, "unit") == "挂号前请选择。"
    assert error_of(answer, "lead_leader") == "挂号前请选择。"
    assert error_of(answer, "due_text") == "挂号前请填写时限；没有具体日期的，勾选“无具体日期”。"
    assert not Issue.objects.exists()


def test_a_refused_form_comes_back_with_everything_that_was_typed(clerk, typed, county):
    answer = clerk.send("issue_new", step="register", **typed(title="", remark="转自信访件"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert error_of(answer, "title") == "请填写。"
    assert "群众为补一份材料跑了三趟。" in page
    assert "转自信访件" in page
    assert f'<option value="{county.unit.pk}" selected>' in page
    assert 'value="2026-11-02"' in page


def test_without_a_known_button_only_a_draft_is_saved(clerk, typed):
    clerk.send("issue_new", step="void", **typed())
    assert Issue.objects.get().status == Status.DRAFT


def test_posted_fields_that_the_form_does_not_have_change_nothing(clerk, typed, county):
    other = OrganisationFactory(name="邻县")
    extra = {
        "status": "closed",
        "number": "9999-001",
        "serial": 99,
        "organisation": other.pk,
        "created_by": county.reviewer.pk,
        "registered_on": "2020-01-01",
        "closed_on": "2026-01-01",
        "claimed_on": "2026-01-01",
        "original_due_on": "2030-01-01",
        "due_on": "2030-01-01",
        "cycle": 7,
        "refusals": 9,
        "repeat_of": 1,
        "version": 50,
        "void_reason": "x",
        "no_regulation_reason": "x",
    }
    clerk.send("issue_new", step="register", **typed(), **extra)
    issue = Issue.objects.get()
    assert (issue.status, issue.number, issue.serial) == (Status.ASSIGNED, "2026-学教-001", 1)
    assert (issue.organisation, issue.created_by) == (county.root, county.clerk)
    assert (issue.registered_on, issue.closed_on, issue.claimed_on) == (TODAY, None, None)
    assert (issue.due_on, issue.original_due_on) == (date(2026, 12, 31), date(2026, 12, 31))
    assert (issue.cycle, issue.refusals, issue.repeat_of, issue.version) == (1, 0, None, 2)
    assert (issue.void_reason, issue.no_regulation_reason) == ("", "")


def test_a_form_sent_twice_registers_once_and_leads_to_the_same_issue(clerk, typed):
    once = "5f1f0a56-3a6f-4a1c-9a44-6c3c4f1f7f10"
    first = clerk.send("issue_new", step="register", once=once, **typed())
    second = clerk.send("issue_new", step="register", once=once, **typed())
    assert Issue.objects.count() == 1
    assert second["Location"] == first["Location"]
    assert "这份表单已经提交过，没有重复保存。" in said(second)


def test_the_browser_is_told_to_forget_its_draft(clerk, typed):
    answer = clerk.send("issue_new", step="draft", **typed())
    assert [message.extra_tags for message in answer.wsgi_request._messages] == ["saved:/issues/new/"]
    assert 'data-autosave="/issues/new/"' in clerk.see("issue_new").content.decode()


@pytest.mark.parametrize(
    "role", ["reviewer", "leader", "liaison", "panelist", "sysadmin", "secadmin", "auditor"]
)
def test_nobody_but_a_clerk_registers(at_desk, county, typed, role):
    desk = at_desk(UserFactory(organisation=county.root, roles=[role]))
    assert desk.see("issue_new").status_code == 403
    assert desk.send("issue_new", step="register", **typed()).status_code == 403
    assert not Issue.objects.exists()


def test_a_campaign_above_or_beside_the_clerks_own_cannot_be_chosen(at_desk, county, typed):
    clerk = at_desk(UserFactory(organisation=county.unit, roles=["clerk"]))
    answer = clerk.send("issue_new", step="draft", **typed())
    assert answer.status_code == 422
    assert "请从列表里重新选择" in error_of(answer, "campaign")
    own = CampaignFactory(organisation=county.unit)
    CategoryFactory(campaign=own)
    assert list(clerk.see("issue_new").context["form"].fields["campaign"].queryset) == [own]


def test_a_campaign_that_is_wound_up_takes_no_new_issue(clerk, typed, county):
    Campaign.objects.filter(pk=county.campaign.pk).update(closed_on=TODAY)
    answer = clerk.send("issue_new", step="draft", **typed())
    assert error_of(answer, "campaign").startswith("请从列表里重新选择")


def test_without_any_campaign_the_page_says_what_to_do_first(at_desk):
    clerk = UserFactory(roles=["clerk"])
    assert "还没有进行中的专项工作" in text_of(at_desk(clerk).see("issue_new"))


def test_a_category_of_another_campaign_is_refused(clerk, typed, county):
    foreign = CategoryFactory(campaign=CampaignFactory(organisation=county.root))
    answer = clerk.send("issue_new", step="draft", **typed(category=foreign.pk))
    assert error_of(answer, "category").startswith("请从列表里重新选择")


def test_categories_follow_the_campaign_that_is_chosen(clerk, county):
    other = CampaignFactory(organisation=county.root)
    first = CategoryFactory(campaign=other, name="窗口服务")
    CategoryFactory(campaign=other, name="一次告知", parent=first, position=1)
    page = clerk.see("issue_new", campaign=other.pk)
    labels = [label for _, label in page.context["form"].fields["category"].choices][1:]
    assert labels == ["窗口服务", "窗口服务 › 一次告知"]
    assert page.context["form"].initial["campaign"] == other
    assert 'hx-select="#div_id_category"' in page.content.decode()


def test_without_a_script_a_button_brings_the_categories_and_keeps_what_was_typed(clerk, county, typed):
    other = CampaignFactory(organisation=county.root)
    CategoryFactory(campaign=other, name="窗口服务")
    page = clerk.send("issue_new", step="reload", **typed(campaign=other.pk, title="还没写完"))
    text = page.content.decode()
    assert page.status_code == 200
    assert not Issue.objects.exists()
    assert "窗口服务" in text
    assert "还没写完" in text
    assert f'<option value="{county.sibling.pk}" selected>' in text
    assert "请填写" not in text_of(page)


def test_only_units_leaders_and_liaisons_within_sight_and_in_use_are_offered(at_desk, county):
    stranger = OrganisationFactory(name="邻县", kind="county")
    LeaderFactory(organisation=stranger)
    UserFactory(organisation=stranger, roles=["liaison"])
    UserFactory(organisation=county.unit, roles=["liaison"], is_active=False)
    Organisation.objects.filter(pk=county.sibling.pk).update(active=False)
    fields = at_desk(county.clerk).see("issue_new").context["form"].fields
    assert set(fields["unit"].queryset) == {county.root, county.unit, county.section}
    assert [label for _, label in fields["unit"].choices][-1] == "政务科 / 窗口组"
    assert list(fields["lead_leader"].queryset) == [county.leader_post]
    assert {one.pk for one in fields["liaison"].queryset} == {
        county.liaison.pk,
        county.section_liaison.pk,
        county.sibling_liaison.pk,
    }


def test_a_source_out_of_use_is_not_offered(clerk, typed):
    source = Source.objects.get(name="走访")
    Source.objects.filter(pk=source.pk).update(active=False)
    assert error_of(clerk.send("issue_new", step="draft", **typed()), "source").startswith(
        "请从列表里重新选择"
    )


def test_the_liaison_speaks_for_the_responsible_unit(clerk, typed, county):
    answer = clerk.send("issue_new", step="draft", **typed(liaison=county.sibling_liaison.pk))
    assert "不是政务科的联络员" in error_of(answer, "liaison")


def test_the_responsible_unit_is_no_co_unit(clerk, typed, county):
    answer = clerk.send("issue_new", step="draft", **typed(co_units=[county.unit.pk]))
    assert error_of(answer, "co_units") == "政务科已是责任单位，不必再作配合单位。"


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("2026-02-30", "日历上没有 2026-02-30 这一天，请改正。"),
        ("昨天", "看不懂“昨天”，请写成 2026-03-05 这样的日期。"),
        ("0026-11-02", "年份 26 不对，请核对。"),
        ("2026-11-21", "发现日期不能晚于今天。"),
        ("", "请填写日期。"),
    ],
)
def test_an_impossible_day_is_refused_in_plain_words(clerk, typed, written, words):
    assert error_of(clerk.send("issue_new", step="draft", **typed(found_on=written)), "found_on") == words


@pytest.mark.parametrize("written", ["2026年11月2日", "2026.11.2", "20261102", "２０２６－１１－２"])
def test_a_day_may_be_written_the_way_offices_write_it(clerk, typed, written):
    clerk.send("issue_new", step="draft", **typed(found_on=written))
    assert Issue.objects.get().found_on == date(2026, 11, 2)


@pytest.mark.parametrize(("field", "limit"), [("title", 120), ("description", 10_000), ("target", 10_000)])
def test_a_text_that_is_too_long_is_refused_with_its_length_and_kept(clerk, typed, field, limit):
    long = "长" * (limit + 1)
    answer = clerk.send("issue_new", step="draft", **typed(**{field: long}))
    assert error_of(answer, field) == f"最多 {limit} 个字，现在有 {limit + 1} 个，请删减。"
    assert long in answer.content.decode()
    assert clerk.send("issue_new", step="draft", **typed(**{field: long[1:]})).status_code == 302


def test_line_breaks_of_a_browser_count_once(clerk, typed):
    lines = "\r\n".join("行" * 5_000)
    assert clerk.send("issue_new", step="draft", **typed(description=lines[:-3])).status_code == 302
    assert "\r" not in Issue.objects.get().description


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\u202e", "\x9f"])
def test_control_characters_are_taken_out_and_the_person_is_told(clerk, typed, character):
    answer = clerk.send("issue_new", step="draft", **typed(description=f"前{character}后"))
    assert error_of(answer, "description") == "里面有看不见的控制字符，已经替您去掉，核对后再提交一次即可。"
    assert "前后" in answer.content.decode()
    assert not Issue.objects.exists()


def test_a_title_stays_on_one_line(clerk, typed):
    clerk.send("issue_new", step="draft", **typed(title="会议\r\n偏多\t了"))
    assert Issue.objects.get().title == "会议 偏多 了"


def test_words_of_another_vocabulary_are_refused(clerk, typed):
    answer = clerk.send("issue_new", step="draft", **typed(severity="deadly", rectification="whenever"))
    assert error_of(answer, "severity") == "请从列表里选择。"
    assert error_of(answer, "rectification") == "请从列表里选择。"


def test_registering_points_to_earlier_issues_of_the_same_unit_and_category(clerk, typed, county):
    closed(county)
    answer = clerk.send("issue_new", step="register", **typed())
    assert (
        said(answer) == "已挂号：2026-学教-002。政务科有 1 个同类问题此前已销号，请在“认定屡查屡犯”中核对。"
    )


def test_the_form_is_grouped_as_an_office_reads_it(clerk):
    page = text_of(clerk.see("issue_new"))
    places = [
        page.index(word) for word in ("专项工作", "具体表现", "牵头领导", "责任单位", "配合单位", "整改目标")
    ]
    assert places == sorted(places)
    assert "挂号" in page
    assert "存为草稿" in page
