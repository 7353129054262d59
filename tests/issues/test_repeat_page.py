"""认定屡查屡犯: linked to an earlier finished issue of the same unit and category, or to none."""

import pytest

from tests import lives
from tests.factories import CampaignFactory, CategoryFactory
from tests.issues.conftest import error_of, said, text_of


@pytest.fixture
def clerk(at_desk, county):
    return at_desk(county.clerk)


def test_earlier_issues_of_the_same_unit_and_category_are_suggested(clerk, county):
    earlier = lives.closed(county, title="去年也是会议偏多")
    lives.closed(
        county, unit=county.unit, category=CategoryFactory(campaign=county.campaign), title="别的类别"
    )
    lives.registered(county, title="还没有销号")
    issue = lives.registered(county)
    page = clerk.see("issue_mark_repeat", issue.pk)
    assert [one.pk for one in page.context["earlier"]] == [earlier.pk]
    assert "不属于屡查屡犯" in text_of(page)
    assert f"{earlier.number} 去年也是会议偏多（2026-11-20 销号）" in text_of(page)


def test_a_repeat_is_recognised_across_campaigns_by_the_name_of_the_category(clerk, county):
    earlier = lives.closed(county)
    county.campaign = CampaignFactory(organisation=county.root)
    county.category = CategoryFactory(campaign=county.campaign, name="形式主义")
    issue = lives.registered(county)
    assert [one.pk for one in clerk.see("issue_mark_repeat", issue.pk).context["earlier"]] == [earlier.pk]


def test_a_confirmed_repeat_is_linked_and_a_double_inquiry_proposed(clerk, county):
    earlier, issue = lives.closed(county), lives.registered(county)
    answer = clerk.send("issue_mark_repeat", issue.pk, earlier=earlier.pk)
    issue.refresh_from_db()
    assert issue.repeat_of == earlier
    assert "一案双查" in said(answer)
    assert clerk.see("issue_mark_repeat", issue.pk).context["form"].initial["earlier"] == earlier.pk


def test_the_link_can_be_taken_back(clerk, county):
    earlier, issue = lives.closed(county), lives.registered(county)
    clerk.send("issue_mark_repeat", issue.pk, earlier=earlier.pk)
    clerk.send("issue_mark_repeat", issue.pk, earlier="")
    issue.refresh_from_db()
    assert issue.repeat_of is None


def test_any_other_issue_is_refused(clerk, county):
    open_one, issue = lives.registered(county), lives.registered(county)
    for wrong in (open_one.pk, issue.pk, 10**6, "x"):
        answer = clerk.send("issue_mark_repeat", issue.pk, earlier=wrong)
        assert error_of(answer, "earlier").startswith("请从列表里重新选择")


def test_without_candidates_the_page_says_what_makes_one(clerk, county):
    page = clerk.see("issue_mark_repeat", lives.registered(county).pk)
    assert "没有同单位、同类别的已销号问题" in text_of(page)
    assert 'class="btn btn-primary"' not in page.content.decode()


def test_only_the_clerk_decides_and_not_on_a_draft(at_desk, county, clerk):
    issue = lives.registered(county)
    for user in (county.reviewer, county.leader, county.liaison):
        assert at_desk(user).see("issue_mark_repeat", issue.pk).status_code == 403
    assert clerk.see("issue_mark_repeat", lives.draft(county).pk).status_code == 409
