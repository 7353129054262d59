"""The ledger as .xlsx: A3 landscape, one page wide, header repeated, category cells merged downwards.

openpyxl makes the shell (styles, widths, print set-up, title and header); the rows are streamed into its
sheet as inline strings, which is several times faster than a cell object each and never a formula.
"""

import re
import zipfile
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from math import ceil
from typing import IO

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from ledger.workbook import paging

A3 = 8
LONGEST_CELL = 32_767
LINE_HEIGHT = 16
TALLEST_ROW = 409
TITLE_HEIGHT, SUBTITLE_HEIGHT, HEADER_HEIGHT = 36, 20, 30
HEADER_ROW = 3
FIRST_ROW = HEADER_ROW + 1
SHEET_NAME = gettext_lazy("整改台账")

# What XML 1.0 cannot carry at all.
UNSPEAKABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Sheet:
    """What stands above the rows. `merged` is the index of the column whose equal neighbours are merged
    downwards; `prose` are those of the columns that begin on the left.
    """

    title: str
    subtitle: str
    headings: Sequence[str]
    widths: Sequence[int]
    merged: int
    prose: Collection[int] = ()


def plain(text: str) -> str:
    """`text` as a cell can hold it: no control characters, no more than Excel's limit."""
    return UNSPEAKABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))[:LONGEST_CELL]


def _escaped(text: str) -> str:
    return plain(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _style(book: Workbook, sheet: Sheet) -> Worksheet:
    page = book.active
    if not isinstance(page, Worksheet):
        raise TypeError(page)
    page.title = str(SHEET_NAME)
    last = get_column_letter(len(sheet.headings))
    page["A1"], page["A2"] = plain(sheet.title), plain(sheet.subtitle)
    page.merge_cells(f"A1:{last}1")
    page.merge_cells(f"A2:{last}2")
    page["A1"].font, page["A2"].font = Font("方正小标宋简体", size=22), Font("仿宋_GB2312", size=12)
    middle = Alignment(horizontal="center", vertical="center", wrap_text=True)
    left = Alignment(vertical="center", wrap_text=True)
    page["A1"].alignment, page["A2"].alignment = middle, Alignment(horizontal="right", vertical="center")
    page.row_dimensions[1].height, page.row_dimensions[2].height = TITLE_HEIGHT, SUBTITLE_HEIGHT
    page.row_dimensions[HEADER_ROW].height = HEADER_HEIGHT
    thin = Side(style="thin")
    box = Border(left=thin, right=thin, top=thin, bottom=thin)
    for number, (heading, width) in enumerate(zip(sheet.headings, sheet.widths, strict=True), 1):
        head, body = page.cell(HEADER_ROW, number, heading), page.cell(FIRST_ROW, number, "")
        head.font, head.alignment, head.border = Font("黑体", size=12), middle, box
        body.font, body.border = Font("仿宋_GB2312", size=11), box
        body.alignment = left if number - 1 in sheet.prose else middle
        page.column_dimensions[get_column_letter(number)].width = width
    return page


def _print_setup(page: Worksheet) -> None:
    page.page_setup.paperSize = A3
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"
    page.print_options.horizontalCentered = True
    page.page_margins.left = page.page_margins.right = paging.SIDE
    page.page_margins.top, page.page_margins.bottom, page.page_margins.footer = paging.TOP, paging.BOTTOM, 0.4
    page.HeaderFooter.oddFooter = HeaderFooterItem(center=_HeaderFooterPart(_("第 &P 页 共 &N 页")))
    page.freeze_panes = f"A{FIRST_ROW}"


def _shell(sheet: Sheet) -> tuple[BytesIO, list[str]]:
    """The workbook without rows, and the style number of each column's cells."""
    book = Workbook()
    # The font that widths are counted in: one whose digits are equally wide on every system, so that the
    # sheet has the same scale, and its pages the same length, wherever it is printed.
    book._fonts[0] = book._named_styles["Normal"].font = paging.FONT  # type: ignore[attr-defined]  # no public way
    page = _style(book, sheet)
    _print_setup(page)
    styles = [str(page.cell(FIRST_ROW, number).style_id) for number in range(1, len(sheet.headings) + 1)]
    page.delete_rows(FIRST_ROW)
    shell = BytesIO()
    book.save(shell)
    return shell, styles


def write_ledger(to: IO[bytes], sheet: Sheet, rows: Iterable[Sequence[str]]) -> int:
    """Write the workbook to `to`; how many rows it has. Rows are texts, as many as there are headings."""
    shell, styles = _shell(sheet)
    count = 0
    with (
        zipfile.ZipFile(shell) as source,
        zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as out,
    ):
        for part in source.namelist():
            if part != "xl/worksheets/sheet1.xml":
                out.writestr(part, source.read(part))
                continue
            before, after = source.read(part).decode().split("</sheetData>")
            with out.open(part, "w", force_zip64=True) as stream:
                stream.write(before.encode())
                body = _Body(styles, sheet.widths, sheet.merged)
                count, runs = _stream(stream, rows, body)
                tail = _with_breaks(_with_merges(after, runs.merges), runs.breaks)
                stream.write(b"</sheetData>" + tail.encode())
    return count


class _Body:
    """How rows of one sheet are written: the style number and width of each column, and which one is
    merged.
    """

    def __init__(self, styles: Sequence[str], widths: Sequence[int], merged: int) -> None:
        letters = [get_column_letter(number) for number in range(1, len(styles) + 1)]
        self.columns = list(zip(letters, styles, widths, strict=True))
        self.widths, self.merged = widths, merged

    def height_of(self, row: Sequence[str]) -> int:
        """Points that the row takes; the merged column's text has the whole run to itself."""
        lines = 1
        for index, (text, (_letter, _style, width)) in enumerate(zip(row, self.columns, strict=True)):
            if text and index != self.merged:
                lines = max(lines, lines_of(text, width))
        return min(TALLEST_ROW, lines * LINE_HEIGHT + 6)

    def xml(self, number: int, row: Sequence[str], height: int, *, begins_run: bool) -> bytes:
        """One row. The merged column holds its text in the first row of a run only."""
        cells = []
        for index, (text, (letter, style, _width)) in enumerate(zip(row, self.columns, strict=True)):
            if not text or (index == self.merged and not begins_run):
                cells.append(f'<c r="{letter}{number}" s="{style}"/>')
                continue
            cells.append(
                f'<c r="{letter}{number}" s="{style}" t="inlineStr">'
                f'<is><t xml:space="preserve">{_escaped(text)}</t></is></c>'
            )
        return f'<row r="{number}" ht="{height}" customHeight="1">{"".join(cells)}</row>'.encode()


def lines_of(text: str, width: int) -> int:
    """How many lines `text` takes in a column `width` characters wide; a Chinese character takes two and a
    bit.
    """
    total = 0
    for paragraph in text.split("\n"):
        wide = len(paragraph.encode("utf-8", "replace")) - len(
            paragraph
        )  # 2 bytes more for each Chinese character
        units = len(paragraph) * 1.1 + wide / 2 * 1.1
        total += max(1, ceil(units / (width - 1)))
    return total


class _Runs:
    """Equal neighbours of the merged column, and where pages end: a run ends with its page, so that every
    page says the category of its first rows.
    """

    def __init__(self, letter: str, pages: paging.Pages) -> None:
        self.letter, self.pages = letter, pages
        self.merges: list[str] = []
        self.breaks: list[int] = []
        self.began, self.before = FIRST_ROW, ""

    def begins_with(self, number: int, text: str, height: int) -> bool:
        """Whether row `number` begins a run."""
        new_page = self.pages.turn_for(height)
        if new_page:
            self.breaks.append(number - 1)
        if number > FIRST_ROW and text == self.before and not new_page:
            return False
        self.close(number - 1)
        self.began, self.before = number, text
        return True

    def close(self, last: int) -> None:
        """The run ends with row `last`."""
        if last > self.began:
            self.merges.append(f'<mergeCell ref="{self.letter}{self.began}:{self.letter}{last}"/>')


def _stream(stream: IO[bytes], rows: Iterable[Sequence[str]], body: _Body) -> tuple[int, _Runs]:
    """Write the rows; how many, and the runs of the merged column."""
    above = TITLE_HEIGHT + SUBTITLE_HEIGHT + HEADER_HEIGHT
    pages = paging.Pages(body.widths, first=above, further=HEADER_HEIGHT)
    runs = _Runs(body.columns[body.merged][0], pages)
    number = FIRST_ROW - 1
    for row in rows:
        number += 1
        height = body.height_of(row)
        begins_run = runs.begins_with(number, row[body.merged], height)
        stream.write(body.xml(number, row, height, begins_run=begins_run))
    runs.close(number)
    return number - FIRST_ROW + 1, runs


def _with_merges(tail: str, merges: Sequence[str]) -> str:
    """Add to the shell's own merged ranges (its title rows), which come right after the rows."""
    had = int(re.search(r'<mergeCells count="(\d+)"', tail)[1])  # type: ignore[index]  # the shell always has two
    tail = tail.replace(f'<mergeCells count="{had}"', f'<mergeCells count="{had + len(merges)}"', 1)
    return tail.replace("</mergeCells>", "".join(merges) + "</mergeCells>", 1)


def _with_breaks(tail: str, breaks: Sequence[int]) -> str:
    """Add where pages end, which comes right after the footer."""
    if not breaks:
        return tail
    marks = "".join(f'<brk id="{row}" max="16383" man="1"/>' for row in breaks)
    counted = f'count="{len(breaks)}" manualBreakCount="{len(breaks)}"'
    return tail.replace("</headerFooter>", f"</headerFooter><rowBreaks {counted}>{marks}</rowBreaks>", 1)
