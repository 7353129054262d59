"""The ledger as .xlsx: A3 landscape, one page wide, header repeated, category cells merged downwards.

openpyxl makes the shell (styles, widths, print set-up, title and header); the rows are streamed into its
sheet as inline strings, which is several times faster than a cell object each and never a formula.
"""

import re
import zipfile
from collections.abc import Iterable, Sequence
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

A3 = 8
LONGEST_CELL = 32_767
LINE_HEIGHT = 15
TALLEST_ROW = 409
HEADER_ROW = 3
FIRST_ROW = HEADER_ROW + 1
SHEET_NAME = gettext_lazy("整改台账")

# What XML 1.0 cannot carry at all.
UNSPEAKABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Sheet:
    """What stands above the rows. `merged` is the index of the column whose equal neighbours are merged
    downwards.
    """

    title: str
    subtitle: str
    headings: Sequence[str]
    widths: Sequence[int]
    merged: int


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
    page["A1"].alignment, page["A2"].alignment = middle, Alignment(horizontal="right", vertical="center")
    page.row_dimensions[1].height, page.row_dimensions[2].height = 36, 20
    page.row_dimensions[HEADER_ROW].height = 30
    thin = Side(style="thin")
    box = Border(left=thin, right=thin, top=thin, bottom=thin)
    for number, (heading, width) in enumerate(zip(sheet.headings, sheet.widths, strict=True), 1):
        head, body = page.cell(HEADER_ROW, number, heading), page.cell(FIRST_ROW, number, "")
        head.font, head.alignment, head.border = Font("黑体", size=12), middle, box
        body.font, body.border = Font("仿宋_GB2312", size=11), box
        body.alignment = middle if width <= 16 else Alignment(vertical="center", wrap_text=True)
        page.column_dimensions[get_column_letter(number)].width = width
    return page


def _print_setup(page: Worksheet) -> None:
    page.page_setup.paperSize = A3
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"
    page.print_options.horizontalCentered = True
    page.page_margins.left = page.page_margins.right = 0.4
    page.page_margins.top, page.page_margins.bottom, page.page_margins.footer = 0.5, 0.8, 0.4
    page.HeaderFooter.oddFooter = HeaderFooterItem(center=_HeaderFooterPart(_("第 &P 页 共 &N 页")))
    page.freeze_panes = f"A{FIRST_ROW}"


def _shell(sheet: Sheet) -> tuple[BytesIO, list[str]]:
    """The workbook without rows, and the style number of each column's cells."""
    book = Workbook()
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
                count, merges = _stream(stream, rows, _Body(styles, sheet.widths, sheet.merged))
                stream.write(b"</sheetData>" + _with_merges(after, merges).encode())
    return count


class _Body:
    """How rows of one sheet are written: the style number and width of each column, and which one is
    merged.
    """

    def __init__(self, styles: Sequence[str], widths: Sequence[int], merged: int) -> None:
        letters = [get_column_letter(number) for number in range(1, len(styles) + 1)]
        self.columns = list(zip(letters, styles, widths, strict=True))
        self.merged = merged

    def xml(self, number: int, row: Sequence[str], *, begins_run: bool) -> bytes:
        """One row. The merged column holds its text in the first row of a run only."""
        cells = []
        lines = 1
        for index, (text, (letter, style, width)) in enumerate(zip(row, self.columns, strict=True)):
            if not text or (index == self.merged and not begins_run):
                cells.append(f'<c r="{letter}{number}" s="{style}"/>')
                continue
            if index != self.merged:
                lines = max(lines, lines_of(text, width))
            cells.append(
                f'<c r="{letter}{number}" s="{style}" t="inlineStr">'
                f'<is><t xml:space="preserve">{_escaped(text)}</t></is></c>'
            )
        height = min(TALLEST_ROW, lines * LINE_HEIGHT + 6)
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


def _stream(stream: IO[bytes], rows: Iterable[Sequence[str]], body: _Body) -> tuple[int, list[str]]:
    """Write the rows; how many, and the ranges of the merged column."""
    letter = body.columns[body.merged][0]
    merges: list[str] = []
    number, began, before = FIRST_ROW - 1, FIRST_ROW, None
    for row in rows:
        number += 1
        if row[body.merged] != before:
            _close_run(merges, letter, began, number - 1)
            began, before = number, row[body.merged]
        stream.write(body.xml(number, row, begins_run=number == began))
    _close_run(merges, letter, began, number)
    return number - FIRST_ROW + 1, merges


def _close_run(merges: list[str], letter: str, first: int, last: int) -> None:
    if last > first:
        merges.append(f'<mergeCell ref="{letter}{first}:{letter}{last}"/>')


def _with_merges(tail: str, merges: Sequence[str]) -> str:
    """Add to the shell's own merged ranges (its title rows), which come right after the rows."""
    had = int(re.search(r'<mergeCells count="(\d+)"', tail)[1])  # type: ignore[index]  # the shell always has two
    tail = tail.replace(f'<mergeCells count="{had}"', f'<mergeCells count="{had + len(merges)}"', 1)
    return tail.replace("</mergeCells>", "".join(merges) + "</mergeCells>", 1)
