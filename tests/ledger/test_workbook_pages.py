"""On paper every page of the workbook says the category of its rows: a merged cell never crosses a page."""

from io import BytesIO

import pytest
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from ledger.book import COLUMNS
from ledger.workbook import Sheet, write_ledger
from ledger.workbook.paging import Pages

FIRST_ROW = 4
WIDTHS = [column.width for column in COLUMNS]


def written(rows):
    """A workbook of these (category, text) rows."""
    file = BytesIO()
    sheet = Sheet("台账", "截至", [str(column.heading) for column in COLUMNS], WIDTHS, 1)
    write_ledger(file, sheet, (["001", category, text, *[""] * 13] for category, text in rows))
    return load_workbook(file).active


def pages_of(page):
    """First and last row of every page."""
    ends = [one.id for one in page.row_breaks.brk] + [page.max_row]
    return list(zip([FIRST_ROW, *(end + 1 for end in ends[:-1])], ends, strict=True))


@pytest.mark.parametrize("lines", [1, 7, 60])
def test_a_category_longer_than_a_page_is_said_again_on_every_page(lines):
    page = written([("形式主义", "多\n" * lines)] * 70 + [("官僚主义", "少")] * 3)
    assert len(pages_of(page)) > 1
    for first, last in pages_of(page):
        assert page.cell(first, 2).value in ("形式主义", "官僚主义")
        merged = [
            range_boundaries(str(area)) for area in page.merged_cells.ranges if area.min_row >= FIRST_ROW
        ]
        assert not [area for area in merged if area[1] < first <= area[3] or area[1] <= last < area[3]]


def test_no_page_is_higher_than_the_paper():
    page = written([("形式主义", "多\n" * (number % 9)) for number in range(200)])
    for number, (first, last) in enumerate(pages_of(page)):
        rows = sum(page.row_dimensions[row].height for row in range(first, last + 1))
        above = sum(page.row_dimensions[row].height for row in ((1, 2, 3) if number == 0 else (3,)))
        assert rows + above <= Pages(WIDTHS, first=0, further=0).points


def test_a_short_book_has_no_breaks_and_one_cell_for_a_category():
    page = written([("形式主义", "少")] * 5)
    assert page.row_breaks.brk == []
    assert "B4:B8" in {str(area) for area in page.merged_cells.ranges}


def test_a_row_higher_than_a_page_is_a_page_of_its_own():
    pages = Pages([10], first=0, further=0)
    assert [pages.turn_for(height) for height in (5000, 10, 5000, 10)] == [False, True, True, True]
