"""The ledger as Excel: what stands in it, how it is set up for print, and that text stays text."""

import zipfile
from io import BytesIO

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from issues.actions import edit, void
from issues.models import Issue
from ledger.book import COLUMNS
from ledger.exporting import Book, export, of_campaign, registered
from ledger.workbook import Sheet, write_ledger
from tests import lives
from tests.factories import CampaignFactory, CategoryFactory

HEADINGS = [str(column.heading) for column in COLUMNS]


def opened(issues, today=lives.TODAY):
    """The exported workbook's sheet."""
    file = BytesIO()
    export(file, Book(issues), today=today)
    return load_workbook(file).active


def cell(page, row, key):
    """The text of a column by its key."""
    return page.cell(row, [column.key for column in COLUMNS].index(key) + 1).value


def test_title_as_of_line_and_header_stand_above_the_rows(county):
    lives.registered(county)
    page = opened(Issue.objects.all())
    assert page["A1"].value == "学习教育整改台账"
    assert page["A2"].value == "截至2026年11月20日    共 1 项"
    assert [page.cell(3, number).value for number in range(1, 17)] == HEADINGS
    assert {str(area) for area in page.merged_cells.ranges} == {"A1:P1", "A2:P2"}


def test_it_prints_one_page_wide_on_a3_landscape_with_the_header_repeated(county):
    lives.registered(county)
    page = opened(Issue.objects.all())
    assert (page.page_setup.paperSize, page.page_setup.orientation) == (8, "landscape")
    assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (1, 0)
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page.print_title_rows == "$3:$3"
    assert page.oddFooter.center.text == "第 &P 页 共 &N 页"


def test_a_row_says_what_the_screen_says(county):
    issue = lives.closed(county, co_units=[county.sibling], target="会议减少三成")
    page = opened(Issue.objects.all())
    assert cell(page, 4, "number") == issue.number
    assert cell(page, 4, "category") == "形式主义"
    assert cell(page, 4, "issue") == "会议偏多，议题准备不充分"
    assert cell(page, 4, "measures") == "精简会议，提前三天送审议题"
    assert cell(page, 4, "lead_leader") == "分管副县长"
    assert cell(page, 4, "unit") == "政务科"
    assert cell(page, 4, "co_units") == "综合科"
    assert cell(page, 4, "deadline") == "2026年底前"
    assert cell(page, 4, "outcome") == "会议数量明显减少，议题提前送审。"
    assert cell(page, 4, "status") == "已销号"


@pytest.mark.parametrize(
    ("life", "words"),
    [
        (lives.registered, "未销号\n（待认领）"),
        (lives.claimed, "未销号\n（整改中）"),
        (lives.applied, "未销号\n（待审核）"),
        (lives.closed, "已销号"),
    ],
)
def test_the_column_whether_it_is_closed_answers_that_question(county, life, words):
    life(county)
    assert cell(opened(Issue.objects.all()), 4, "status") == words


def test_what_was_handed_to_routine_is_neither_closed_nor_open(county):
    lives.closed(county, rectification="standing", due_on=None, due_text="长期坚持")
    assert cell(opened(Issue.objects.all()), 4, "status") == "已转常态"


def test_equal_categories_are_merged_downwards_and_only_neighbours(county):
    other = CategoryFactory(campaign=county.campaign, name="官僚主义", position=1)
    for category in (county.category, other, county.category, other, other):
        lives.registered(county, category=category)
    page = opened(Issue.objects.all())
    areas = {str(area) for area in page.merged_cells.ranges}
    assert {"B4:B5", "B6:B8"} <= areas
    assert [cell(page, row, "category") for row in range(4, 9)] == ["形式主义", None, "官僚主义", None, None]


@pytest.mark.parametrize("text", ["=1+1", "+1", "@SUM(A1)", "-2", '=HYPERLINK("http://x")'])
def test_what_looks_like_a_formula_stays_text(county, text):
    issue = lives.draft(county)
    edit(issue=issue, values={"title": text}, by=county.clerk, version=issue.version)
    page = opened(Issue.objects.all())
    found = page.cell(4, 3)
    assert (found.value, found.data_type) == (text, "s")


def test_an_extended_deadline_shows_the_original_beside_it(county):
    issue = lives.claimed(county)
    Issue.objects.filter(pk=issue.pk).update(due_on="2027-01-31", due_text="2027年1月底前")
    assert cell(opened(Issue.objects.all()), 4, "deadline") == "2027年1月底前（原定 2026-12-31）"


def test_an_empty_ledger_is_a_workbook_with_its_header(county):
    page = opened(Issue.objects.none())
    assert page["A1"].value == "整改台账"
    assert page.max_row == 3


def test_queries_do_not_grow_with_the_rows(county, django_assert_max_num_queries):
    for _ in range(3):
        lives.closed(county)
    with django_assert_max_num_queries(8):
        export(BytesIO(), Book(Issue.objects.all()), today=lives.TODAY)


@given(st.lists(st.text(max_size=60), min_size=1, max_size=8))
def test_any_text_makes_a_workbook_that_opens(texts):
    sheet = Sheet("标题", "截至", ["甲", "乙"], [10, 20], 0)
    file = BytesIO()
    assert write_ledger(file, sheet, [(text, text) for text in texts]) == len(texts)
    page = load_workbook(file).active
    assert page.max_row <= 3 + len(texts)
    with zipfile.ZipFile(file) as parts:
        assert parts.testzip() is None


def test_the_command_takes_the_only_open_campaign(county, tmp_path):
    lives.registered(county)
    out = tmp_path / "台账.xlsx"
    call_command("export_ledger", out=out)
    assert cell(load_workbook(out).active, 4, "issue") == "会议偏多，议题准备不充分"
    assert list(tmp_path.iterdir()) == [out]


def test_the_command_asks_when_several_campaigns_are_open(county, tmp_path):
    CampaignFactory(organisation=county.root, title="另一项工作")
    with pytest.raises(CommandError, match="另一项工作"):
        call_command("export_ledger", out=tmp_path / "台账.xlsx")


def test_of_several_open_campaigns_the_superiors_goes_first(county, tmp_path):
    CampaignFactory(organisation=county.unit, title="科室自己的工作")
    lives.registered(county)
    call_command("export_ledger", out=tmp_path / "台账.xlsx")
    assert load_workbook(tmp_path / "台账.xlsx").active["A1"].value == "学习教育整改台账"


def test_the_command_leaves_nothing_half_written(county, tmp_path):
    with pytest.raises(CommandError, match="不能写入"):
        call_command("export_ledger", out=tmp_path / "没有" / "台账.xlsx")
    assert not list(tmp_path.iterdir())


def test_drafts_and_void_issues_do_not_leave_the_house_and_the_book_says_so(county):
    lives.draft(county)
    lives.draft(county)
    void(issue=lives.registered(county), reason="重复登记", by=county.clerk)
    kept = lives.registered(county)
    book = of_campaign(county.campaign)
    assert list(book.issues) == [kept]
    assert book.count_words(1) == "共 1 项（不含草稿 2 项、已作废 1 项）"
    assert registered(Issue.objects.filter(pk=kept.pk)).count_words(1) == "共 1 项"
