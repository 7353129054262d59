"""问题类别 of a campaign: two levels in order; add, remove, move, with and without a script."""

import pytest

from issues.models import Category
from tests import lives
from tests.factories import CategoryFactory
from tests.issues.conftest import error_of, text_of


@pytest.fixture
def clerk(at_desk, county):
    return at_desk(county.clerk)


def rows(*given, version=1):
    """The formset as a browser sends it; a row is (name, level), (name, level, pk) or (…, "gone")."""
    data = {"rows-TOTAL_FORMS": len(given), "rows-INITIAL_FORMS": len(given), "version": version}
    for index, (name, level, *more) in enumerate(given):
        data |= {f"rows-{index}-name": name, f"rows-{index}-level": level}
        data[f"rows-{index}-pk"] = more[0] if more else ""
        if "gone" in more:
            data[f"rows-{index}-DELETE"] = "on"
    return data


def tree(campaign):
    return [
        (one.name, one.parent.name if one.parent else "")
        for one in campaign.categories.select_related("parent")
    ]


def names_in(page):
    return [form["name"].value() for form in page.context["form"].rows]


def row_error(page, index, field):
    return " ".join(page.context["form"].rows.forms[index].errors.get(field, []))


def test_the_whole_list_is_saved_in_one_go(clerk, county):
    given = [("窗口服务", "1"), ("一次告知", "2"), ("限时办结", "2"), ("形式主义", "1", county.category.pk)]
    answer = clerk.send("campaign_categories", county.campaign.pk, **rows(*given))
    assert answer.status_code == 302
    assert tree(county.campaign) == [
        ("窗口服务", ""),
        ("一次告知", "窗口服务"),
        ("限时办结", "窗口服务"),
        ("形式主义", ""),
    ]
    assert Category.objects.get(name="形式主义").pk == county.category.pk


def test_names_can_be_swapped_and_levels_changed(clerk, county):
    second = CategoryFactory(campaign=county.campaign, name="官僚主义", parent=county.category, position=1)
    given = [("官僚主义", "1", county.category.pk), ("形式主义", "1", second.pk)]
    clerk.send("campaign_categories", county.campaign.pk, **rows(*given))
    assert tree(county.campaign) == [("官僚主义", ""), ("形式主义", "")]
    county.category.refresh_from_db()
    assert county.category.name == "官僚主义"


def test_a_row_ticked_for_removal_is_gone_and_an_empty_new_row_is_no_row(clerk, county):
    CategoryFactory(campaign=county.campaign, name="官僚主义", position=1)
    pk = Category.objects.get(name="官僚主义").pk
    data = rows(("形式主义", "1", county.category.pk), ("官僚主义", "1", pk), ("", "1"))
    data |= {"rows-1-DELETE": "on", "rows-INITIAL_FORMS": 2}
    assert clerk.send("campaign_categories", county.campaign.pk, **data).status_code == 302
    assert tree(county.campaign) == [("形式主义", "")]


def test_a_category_in_use_is_not_removed(clerk, county):
    lives.draft(county)
    answer = clerk.send("campaign_categories", county.campaign.pk, **rows(("新的", "1")))
    assert answer.status_code == 422
    assert error_of(answer, "__all__") == "类别“形式主义”下已有问题，不能删除。"
    assert tree(county.campaign) == [("形式主义", "")]


def test_removing_a_first_level_lets_its_second_level_stay_under_another(clerk, county):
    second = CategoryFactory(campaign=county.campaign, name="文山会海", parent=county.category, position=1)
    given = [("作风", "1"), ("文山会海", "2", second.pk)]
    clerk.send("campaign_categories", county.campaign.pk, **rows(*given))
    assert tree(county.campaign) == [("作风", ""), ("文山会海", "作风")]


def test_a_first_level_goes_together_with_its_second_levels(clerk, county):
    CategoryFactory(campaign=county.campaign, name="文山会海", parent=county.category, position=1)
    clerk.send("campaign_categories", county.campaign.pk, **rows(("作风", "1")))
    assert tree(county.campaign) == [("作风", "")]


@pytest.mark.parametrize(
    ("given", "index", "field", "words"),
    [
        ([("甲", "1"), ("甲", "2")], 1, "name", "“甲”重复了。"),
        ([("甲", "2")], 0, "level", "上面还没有一级类别。"),
        ([("长" * 61, "1")], 0, "name", "最多 60 个字，现在有 61 个，请删减。"),
        ([("甲", "3")], 0, "level", "请从列表里选择。"),
        ([("", "1")], 0, "name", "请填写。"),
    ],
)
def test_what_does_not_fit_is_said_beside_its_row(clerk, county, given, index, field, words):
    answer = clerk.send("campaign_categories", county.campaign.pk, **rows(*given))
    assert answer.status_code == 422
    assert row_error(answer, index, field) == words
    assert tree(county.campaign) == [("形式主义", "")]


def test_a_category_of_another_campaign_is_not_taken_over(clerk, county):
    foreign = CategoryFactory(name="别处的")
    clerk.send("campaign_categories", county.campaign.pk, **rows(("改名", "1", foreign.pk)))
    foreign.refresh_from_db()
    assert foreign.name == "别处的"


@pytest.mark.parametrize(
    ("step", "names"),
    [
        ("up:1", ["乙", "甲", "丙"]),
        ("down:1", ["甲", "丙", "乙"]),
        ("up:0", ["甲", "乙", "丙"]),
        ("down:2", ["甲", "乙", "丙"]),
        ("remove:0", ["乙", "丙"]),
        ("add", ["甲", "乙", "丙", None]),
        ("up:9", ["甲", "乙", "丙"]),
        ("up:x", ["甲", "乙", "丙"]),
    ],
)
def test_the_buttons_rearrange_the_page_and_save_nothing(clerk, county, step, names):
    data = rows(("甲", "1"), ("乙", "1"), ("丙", "1"))
    page = clerk.send("campaign_categories", county.campaign.pk, step=step, **data)
    assert page.status_code == 200
    assert names_in(page) == names
    assert tree(county.campaign) == [("形式主义", "")]


def test_moving_skips_what_was_ticked_for_removal(clerk, county):
    data = rows(("甲", "1"), ("乙", "1", "", "gone"), ("丙", "1"))
    page = clerk.send("campaign_categories", county.campaign.pk, step="up:2", **data)
    assert names_in(page) == ["丙", "甲"]


def test_a_moved_page_still_holds_the_version_it_was_opened_with(clerk, county):
    page = clerk.send("campaign_categories", county.campaign.pk, step="add", **rows(("甲", "1"), version=1))
    county.campaign.version = 5
    county.campaign.save()
    again = clerk.send("campaign_categories", county.campaign.pk, step="add", **rows(("甲", "1"), version=1))
    assert (page.context["version"], again.context["version"]) == ("1", "1")


def test_the_second_of_two_editors_gets_both_lists(clerk, county):
    clerk.send("campaign_categories", county.campaign.pk, **rows(("别人的", "1")))
    answer = clerk.send("campaign_categories", county.campaign.pk, **rows(("我的", "1")))
    assert answer.status_code == 409
    page = text_of(answer)
    assert "别人的" in page
    assert "我的" in page
    assert tree(county.campaign) == [("别人的", "")]


def test_an_empty_list_starts_with_one_empty_row(clerk, county):
    county.category.delete()
    assert len(clerk.see("campaign_categories", county.campaign.pk).context["form"].rows.forms) == 1
