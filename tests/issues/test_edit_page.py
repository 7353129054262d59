"""修改问题: everything of a draft, the facts of a registered issue; two editors; and the 挂号 page."""

from datetime import date

import pytest

from issues import actions
from issues.models import Issue, Status
from tests import lives
from tests.factories import CampaignFactory, CategoryFactory, OrganisationFactory
from tests.issues.conftest import error_of, said, text_of
from trail.models import Entry


@pytest.fixture
def clerk(at_desk, county):
    return at_desk(county.clerk)


def facts(issue: Issue, **changes):
    """The form of a registered issue as the page shows it."""
    return {
        "category": issue.category_id,
        "title": issue.title,
        "description": issue.description,
        "source": issue.source_id,
        "found_on": str(issue.found_on),
        "scope": issue.scope,
        "cause": issue.cause,
        "severity": issue.severity,
        "rectification": issue.rectification,
        "target": issue.target,
        "remark": issue.remark,
        "version": issue.version,
        **changes,
    }


def test_a_draft_is_changed_in_everything(clerk, county, typed):
    issue = lives.draft(county)
    clerk.send(
        "issue_edit",
        issue.pk,
        step="draft",
        version=issue.version,
        **typed(unit=county.sibling.pk, liaison="", co_units=[]),
    )
    issue.refresh_from_db()
    assert (issue.title, issue.unit, issue.status) == ("窗口一次性告知不到位", county.sibling, Status.DRAFT)
    assert issue.original_due_on == issue.due_on == date(2026, 12, 31)


def test_a_draft_is_registered_from_its_own_form(clerk, county, typed):
    issue = lives.draft(county)
    answer = clerk.send("issue_edit", issue.pk, step="register", version=issue.version, **typed())
    issue.refresh_from_db()
    assert (issue.status, issue.number) == (Status.ASSIGNED, "2026-学教-001")
    assert said(answer) == "已挂号：2026-学教-001。"


def test_a_draft_may_go_to_another_campaign_of_the_same_office(clerk, county, typed):
    unit_campaign = CampaignFactory(organisation=county.unit)
    category = CategoryFactory(campaign=unit_campaign)
    issue = lives.draft(county)
    values = typed(campaign=unit_campaign.pk, category=category.pk)
    clerk.send("issue_edit", issue.pk, step="draft", version=issue.version, **values)
    issue.refresh_from_db()
    assert (issue.campaign, issue.organisation) == (unit_campaign, county.unit)


def test_a_registered_issue_changes_its_facts_only(clerk, county):
    issue = lives.registered(county)
    other = CampaignFactory(organisation=county.root)
    answer = clerk.send(
        "issue_edit",
        issue.pk,
        **facts(issue, title="会议过多"),
        campaign=other.pk,
        unit=county.sibling.pk,
        lead_leader="",
        liaison=county.sibling_liaison.pk,
        co_units=[county.sibling.pk],
        due_on="2030-01-01",
        due_text="2030年1月1日前",
        due_confirmed="2030-01-01",
        status="closed",
        number="X",
    )
    assert answer.status_code == 302
    issue.refresh_from_db()
    assert (issue.title, issue.campaign, issue.unit) == ("会议过多", county.campaign, county.unit)
    assert (issue.lead_leader, issue.liaison) == (county.leader_post, None)
    assert (issue.due_on, issue.due_text) == (date(2026, 12, 31), "2026年底前")
    assert (issue.status, issue.number) == (Status.ASSIGNED, "2026-学教-001")
    assert not issue.co_units.exists()


def test_the_page_of_a_registered_issue_says_where_deadline_and_people_are_changed(clerk, county):
    page = clerk.see("issue_edit", lives.registered(county).pk).content.decode()
    assert "由责任单位申请延期调整" in page
    assert "/assign/" in page
    undated = lives.registered(county, due_on=None, due_text="近期")
    assert "/set-deadline/" in clerk.see("issue_edit", undated.pk).content.decode()
    assert "/reassign/" in clerk.see("issue_edit", lives.claimed(county).pk).content.decode()


def test_it_cannot_have_been_found_after_its_deadline(clerk, county):
    issue = lives.registered(county, due_on=date(2026, 10, 1), due_text="国庆前")
    answer = clerk.send("issue_edit", issue.pk, **facts(issue, found_on="2026-10-02"))
    assert error_of(answer, "found_on") == "发现日期不能晚于整改时限 2026-10-01。"


def test_saving_without_a_change_leaves_no_trace(clerk, county):
    issue = lives.registered(county)
    before = Entry.objects.thread_of(issue).count()
    clerk.send("issue_edit", issue.pk, **facts(issue))
    issue.refresh_from_db()
    assert Entry.objects.thread_of(issue).count() == before
    assert issue.version == 2


def test_the_second_of_two_editors_gets_both_texts_and_loses_nothing(clerk, county):
    issue = lives.registered(county)
    mine = facts(issue, title="我的题目", severity="chronic")
    actions.edit(issue=issue, values={"title": "别人的题目"}, by=county.clerk, version=issue.version)
    answer = clerk.send("issue_edit", issue.pk, **mine)
    page = text_of(answer)
    assert answer.status_code == 409
    assert "别人的题目" in page
    assert "顽疾" in page
    assert 'value="我的题目"' in answer.content.decode()
    issue.refresh_from_db()
    assert issue.title == "别人的题目"


def test_having_seen_both_texts_the_second_editor_decides(clerk, county):
    issue = lives.registered(county)
    mine = facts(issue, title="我的题目")
    actions.edit(issue=issue, values={"title": "别人的题目"}, by=county.clerk, version=issue.version)
    seen = clerk.send("issue_edit", issue.pk, **mine)
    clerk.send("issue_edit", issue.pk, **{**mine, "version": seen.context["version"]})
    issue.refresh_from_db()
    assert issue.title == "我的题目"


def test_an_error_in_between_does_not_hide_that_somebody_else_saved(clerk, county):
    issue = lives.registered(county)
    mine = facts(issue, title="")
    actions.edit(issue=issue, values={"title": "别人的题目"}, by=county.clerk, version=issue.version)
    seen = clerk.send("issue_edit", issue.pk, **mine)
    assert seen.status_code == 422
    answer = clerk.send(
        "issue_edit", issue.pk, **{**mine, "title": "我的", "version": seen.context["version"]}
    )
    assert answer.status_code == 409


@pytest.mark.parametrize("version", ["", "0", "x", None, "9" * 30])
def test_without_the_version_it_was_opened_with_nothing_is_overwritten(clerk, county, version):
    issue = lives.registered(county)
    answer = clerk.send("issue_edit", issue.pk, **facts(issue, title="新题目", version=version))
    assert answer.status_code == 409
    issue.refresh_from_db()
    assert issue.title != "新题目"


def test_both_days_of_a_draft_are_shown_to_the_second_editor(clerk, county, typed):
    issue = lives.draft(county)
    version = issue.version
    due = {"due_on": date(2027, 1, 31), "due_text": "2027年1月底前"}
    actions.edit(issue=issue, values=due, by=county.clerk, version=version)
    page = text_of(clerk.send("issue_edit", issue.pk, step="draft", version=version, **typed()))
    assert "时限日期 2027-01-31 2026-12-31" in page
    assert "2027年1月底前" in page


@pytest.mark.parametrize("state", ["applied", "closed"])
def test_what_is_under_review_or_closed_is_not_edited(clerk, county, state):
    issue = getattr(lives, state)(county)
    answer = clerk.see("issue_edit", issue.pk)
    assert answer.status_code == 409
    assert "不能修改" in text_of(answer)


def test_nobody_else_edits_and_strangers_do_not_even_find_it(at_desk, county):
    issue = lives.registered(county)
    for user in (county.reviewer, county.leader, county.liaison):
        assert at_desk(user).see("issue_edit", issue.pk).status_code == 403
    assert at_desk(county.sibling_liaison).see("issue_edit", issue.pk).status_code == 404


def test_a_unit_that_is_no_longer_in_use_may_stay_but_not_be_chosen_anew(clerk, county, typed):
    issue = lives.draft(county)
    for unit in (county.unit, county.sibling):
        unit.active = False
        unit.save()
    keep = typed(co_units=[], liaison="")
    assert clerk.send("issue_edit", issue.pk, step="draft", version=issue.version, **keep).status_code == 302
    change = {**keep, "unit": county.sibling.pk}
    refused = clerk.send("issue_edit", issue.pk, step="draft", version=issue.version + 1, **change)
    assert error_of(refused, "unit").startswith("请从列表里重新选择")


def test_a_deadline_confirmed_by_hand_is_shown_where_it_was_typed(clerk, county):
    issue = lives.draft(county, due_on=date(2027, 8, 31), due_text="2027年8月前")
    assert clerk.see("issue_edit", issue.pk).context["form"]["due_confirmed"].value() == date(2027, 8, 31)
    sure = lives.draft(county)
    assert clerk.see("issue_edit", sure.pk).context["form"]["due_confirmed"].value() is None
    none = lives.draft(county, due_on=None, due_text="近期")
    assert clerk.see("issue_edit", none.pk).context["form"]["no_date"].value() is True


def test_the_register_page_shows_what_is_missing_instead_of_its_button(clerk, county):
    issue = lives.draft(county, unit=None, lead_leader=None)
    page = clerk.see("issue_register", issue.pk)
    assert "还缺：责任单位、牵头领导。请先补全再挂号。" in text_of(page)
    assert 'class="btn btn-primary"' not in page.content.decode()
    assert clerk.send("issue_register", issue.pk).status_code == 409
    issue.refresh_from_db()
    assert issue.status == Status.DRAFT


def test_the_register_page_names_what_would_be_good_to_have_and_registers(clerk, county):
    issue = lives.draft(county)
    assert "还可以补充：联络员、整改目标、具体表现。" in text_of(clerk.see("issue_register", issue.pk))
    answer = clerk.send("issue_register", issue.pk)
    issue.refresh_from_db()
    assert (issue.status, answer["Location"]) == (Status.ASSIGNED, issue.get_absolute_url())


def test_a_clerk_of_another_tree_finds_no_draft(at_desk, county):
    issue = lives.draft(county)
    stranger = OrganisationFactory(name="邻县", kind="county")
    county.clerk.organisation = stranger
    county.clerk.save()
    assert at_desk(county.clerk).see("issue_register", issue.pk).status_code == 404
