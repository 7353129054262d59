"""专项工作: seen by those it concerns, kept by the clerks of the office that runs it."""

from datetime import date

import pytest

from issues.actions import void
from issues.models import Campaign
from tests import lives
from tests.factories import CampaignFactory, OrganisationFactory, UserFactory
from tests.issues.conftest import error_of, text_of


@pytest.fixture
def clerk(at_desk, county):
    return at_desk(county.clerk)


def form(county, **changes):
    return {
        "title": "民生实事回访",
        "code": "2026-民生",
        "organisation": county.root.pk,
        "ledger": "livelihood",
        "stage": "search",
        "starts_on": "2026-11-01",
        "ends_on": "",
        "preset": "four_winds",
        "warn_days": "5",
        "stall_days": "10",
        "red_after_days": "20",
        "claim_days": "2",
        "summary": "",
        **changes,
    }


def shown(campaign, **changes):
    """The edit form as the page shows it."""
    names = (
        "title",
        "code",
        "ledger",
        "stage",
        "starts_on",
        "warn_days",
        "stall_days",
        "red_after_days",
        "claim_days",
    )
    values = {name: str(getattr(campaign, name)) for name in names}
    return {**values, "organisation": campaign.organisation_id, "version": campaign.version, **changes}


def test_the_list_counts_what_is_registered_for_the_person_who_looks(at_desk, county):
    lives.draft(county)
    void(issue=lives.registered(county), reason="重复登记", by=county.clerk)
    lives.registered(county)
    lives.closed(county)
    lives.registered(county, unit=county.sibling)
    CampaignFactory(organisation=county.root, title="还没有问题的")

    def counts(user):
        return {
            row["campaign"].title: row["count"] for row in at_desk(user).see("campaign_list").context["rows"]
        }

    assert counts(county.clerk) == {"学习教育": 3, "还没有问题的": 0}
    assert counts(county.liaison) == {"学习教育": 2, "还没有问题的": 0}


def test_a_clerk_makes_a_campaign_with_its_policy_and_preset_categories(clerk, county):
    answer = clerk.send("campaign_new", **form(county))
    campaign = Campaign.objects.get(code="2026-民生")
    assert answer["Location"] == "/campaigns/"
    assert (campaign.warn_days, campaign.stall_days, campaign.red_after_days, campaign.claim_days) == (
        5,
        10,
        20,
        2,
    )
    names = [category.name for category in campaign.categories.all()]
    assert names == ["形式主义", "官僚主义", "享乐主义", "奢靡之风"]


def test_without_a_preset_the_next_page_is_that_of_the_categories(clerk, county):
    answer = clerk.send("campaign_new", **form(county, preset=""))
    campaign = Campaign.objects.get(code="2026-民生")
    assert answer["Location"] == f"/campaigns/{campaign.pk}/categories/"


def test_each_threshold_is_explained_in_a_sentence(clerk):
    page = text_of(clerk.see("campaign_new"))
    assert "离时限不到这些天，亮黄牌" in page
    assert "逾期先亮黄牌，超过这些天转红牌；退回三次也转红牌。" in page
    assert "从挂号或改派的次日算起，按工作日计。" in page


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("title", "", "请填写。"),
        ("title", "长" * 81, "最多 80 个字，现在有 81 个，请删减。"),
        ("code", "2026/民生", "只能用汉字、字母、数字和短横线。"),
        ("code", "2026-学教", "“学习教育”已用这个前缀，请换一个。"),
        ("ends_on", "2026-10-31", "不能早于开始日期 2026-11-01。"),
        ("starts_on", "2026-02-30", "日历上没有 2026-02-30 这一天，请改正。"),
        ("warn_days", "-1", "不能小于 0。"),
        ("warn_days", "91", "不能大于 90。"),
        ("stall_days", "0", "不能小于 1。"),
        ("red_after_days", "many", "请填写整数。"),
        ("claim_days", "", "请填写。"),
        ("ledger", "other", "请从列表里选择。"),
        ("preset", "other", "请从列表里选择。"),
    ],
)
def test_what_does_not_fit_is_said_beside_the_field(clerk, county, field, value, words):
    answer = clerk.send("campaign_new", **form(county, **{field: value}))
    assert answer.status_code == 422
    assert error_of(answer, field) == words
    assert Campaign.objects.count() == 1


def test_a_campaign_is_changed_and_wound_up(clerk, county):
    clerk.send(
        "campaign_edit",
        county.campaign.pk,
        **shown(county.campaign, stage="evaluate", closed_on="2026-11-20"),
    )
    county.campaign.refresh_from_db()
    assert (county.campaign.stage, county.campaign.closed_on) == ("evaluate", date(2026, 11, 20))
    assert "2026-11-20 办结" in text_of(clerk.see("campaign_list"))


def test_prefix_and_organisation_stay_once_there_is_an_issue(clerk, county):
    lives.draft(county)
    values = shown(county.campaign, code="新前缀", organisation=county.unit.pk, title="新名称")
    clerk.send("campaign_edit", county.campaign.pk, **values)
    county.campaign.refresh_from_db()
    assert (county.campaign.code, county.campaign.organisation) == ("2026-学教", county.root)
    assert county.campaign.title == "新名称"


def test_before_that_they_may_be_corrected(clerk, county):
    clerk.send("campaign_edit", county.campaign.pk, **shown(county.campaign, code="新前缀"))
    county.campaign.refresh_from_db()
    assert county.campaign.code == "新前缀"


def test_an_organisation_out_of_sight_cannot_be_made_to_run_it(clerk, county):
    stranger = OrganisationFactory(name="邻县", kind="county")
    answer = clerk.send("campaign_new", **form(county, organisation=stranger.pk))
    assert error_of(answer, "organisation").startswith("请从列表里重新选择")


def test_fields_the_form_does_not_have_change_nothing(clerk, county):
    clerk.send("campaign_edit", county.campaign.pk, **shown(county.campaign, next_serial=50, id=99))
    county.campaign.refresh_from_db()
    assert (county.campaign.next_serial, county.campaign.version) == (1, 2)


def test_the_second_of_two_editors_gets_both_texts(clerk, county):
    opened = shown(county.campaign, title="我的名称")
    clerk.send(
        "campaign_edit", county.campaign.pk, **shown(county.campaign, title="别人的名称", stage="launch")
    )
    answer = clerk.send("campaign_edit", county.campaign.pk, **opened)
    page = text_of(answer)
    assert answer.status_code == 409
    assert "别人的名称" in page
    assert "动员部署" in page
    assert 'value="我的名称"' in answer.content.decode()
    county.campaign.refresh_from_db()
    assert county.campaign.title == "别人的名称"


def test_everyone_it_concerns_sees_it_and_only_its_clerks_change_it(at_desk, county):
    unit_clerk = UserFactory(organisation=county.unit, roles=["clerk"])
    for user in (county.reviewer, county.leader, county.liaison, unit_clerk):
        desk = at_desk(user)
        assert "学习教育" in text_of(desk.see("campaign_list"))
        assert "/edit/" not in desk.see("campaign_list").content.decode()
        assert desk.see("campaign_edit", county.campaign.pk).status_code == 403
        assert desk.see("campaign_categories", county.campaign.pk).status_code == 403
    assert at_desk(unit_clerk).see("campaign_new").status_code == 200
    assert at_desk(county.reviewer).see("campaign_new").status_code == 403


def test_strangers_do_not_find_it(at_desk, county):
    stranger = at_desk(UserFactory(organisation=OrganisationFactory(kind="county"), roles=["clerk"]))
    assert "学习教育" not in text_of(stranger.see("campaign_list"))
    assert stranger.see("campaign_edit", county.campaign.pk).status_code == 404
    assert stranger.see("campaign_categories", county.campaign.pk).status_code == 404


@pytest.mark.parametrize("role", ["sysadmin", "secadmin", "auditor", "panelist"])
def test_who_has_no_part_in_the_business_does_not_see_the_list(at_desk, county, role):
    assert (
        at_desk(UserFactory(organisation=county.root, roles=[role])).see("campaign_list").status_code == 403
    )


def test_the_list_says_how_many_were_registered_and_leads_to_them(clerk, county):
    lives.registered(county)
    lives.draft(county)
    page = clerk.see("campaign_list")
    assert [row["count"] for row in page.context["rows"]] == [1]
    assert f"?campaign={county.campaign.pk}" in page.content.decode()


def test_campaigns_in_progress_come_before_those_wound_up(clerk, county):
    Campaign.objects.filter(pk=county.campaign.pk).update(closed_on=lives.TODAY, starts_on=lives.TODAY)
    old = CampaignFactory(organisation=county.root, starts_on=date(2020, 1, 1))
    rows = clerk.see("campaign_list").context["rows"]
    assert [row["campaign"] for row in rows] == [old, county.campaign]


def test_an_empty_list_says_what_to_do_next(at_desk):
    assert "先建立它，再登记问题" in text_of(at_desk(UserFactory(roles=["clerk"])).see("campaign_list"))
    assert "由主办组织的经办人员建立" in text_of(at_desk(UserFactory(roles=["liaison"])).see("campaign_list"))
