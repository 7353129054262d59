"""One page of the list: its rows, how many there are, and where the other pages are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from ledger.counting import LIMIT
from ledger.listing.asked import Asked, Offered, Reading
from ledger.listing.fetching import Fetching, Row, Stretch
from ledger.listing.narrowing import Narrowed, narrow
from ledger.listing.orders import Anchor
from ledger.listing.searching import Found, look_for

# Ids are skipped over to reach a page by its number; further on only by going there.
MOST_SKIPPED = 10_000


@dataclass(frozen=True)
class Page:
    """`number` None: so far inside that nobody counted."""

    asked: Asked
    rows: Sequence[Row]
    total: int
    number: int | None
    has_before: bool
    has_after: bool
    problems: tuple[str, ...] = ()

    @property
    def is_counted(self) -> bool:
        """Whether `total` is exact."""
        return self.total < LIMIT

    @property
    def first_row(self) -> int | None:
        """The number of the first row in the whole list, from 1."""
        return None if self.number is None or not self.rows else (self.number - 1) * self.asked.size + 1

    def anchor(self, row: Row) -> Anchor:
        """The place of one of the rows."""
        order = self.asked.order
        return Anchor(order, row.place, row.pk)


class Turning:
    """Turns to the page asked for."""

    def __init__(self, reading: Reading, offered: Offered, today: date) -> None:
        self.asked = reading.asked
        self.problems = reading.problems
        self.narrowed: Narrowed = narrow(self.asked, offered, today)
        self.found: Found = look_for(self.narrowed.words)
        self.fetching = Fetching(self.narrowed, self.found, self.asked.order)
        # The page asked for, where it comes together with the count.
        self.ready: tuple[Stretch, list[Row]] | None = None
        self.total = self._count()

    def _count(self) -> int:
        """How many there are; the page asked for comes along."""
        asked = self.asked
        if asked.last or asked.after or asked.before:
            wanted = self._stretch(anchor=asked.after or asked.before, backwards=not asked.after)
        else:
            number = min(asked.page or 1, MOST_SKIPPED // asked.size + 1)
            wanted = self._stretch(offset=(number - 1) * asked.size)
        may_be_few = self.fetching.may_be_few
        total, rows = self.fetching.few(wanted) if may_be_few else self.fetching.both(wanted)
        self.ready = (wanted, rows) if total < LIMIT or not may_be_few else None
        return total

    def page(self) -> Page:
        """The page; the first or the last where the one asked for is not there."""
        if not self.total:
            return self._made([], 1, has_before=False, has_after=False)
        if self.asked.last:
            return self._last()
        if self.asked.after:
            return self._after(self.asked.after)
        if self.asked.before:
            return self._before(self.asked.before)
        return self._numbered(self.asked.page or 1)

    def _stretch(self, **stretch: Any) -> Stretch:
        return Stretch(self.asked.order, self.asked.descending, self.asked.size + 1, **stretch)

    def _fetch(self, **stretch: Any) -> list[Row]:
        wanted = self._stretch(**stretch)
        if self.ready is not None and self.ready[0] == wanted:
            return self.ready[1]
        if self.total >= LIMIT or not self.fetching.may_be_few:
            return self.fetching.fetch(wanted)
        return self.fetching.few(wanted)[1]

    def _made(self, rows: Sequence[Row], number: int | None, *, has_before: bool, has_after: bool) -> Page:
        return Page(self.asked, rows, self.total, number, has_before, has_after, self.problems)

    @property
    def _pages(self) -> int | None:
        """How many pages there are; None where nobody counted them."""
        return -(-self.total // self.asked.size) if self.total < LIMIT else None

    def _number_beside_anchor(self, *, has_after: bool) -> int | None:
        """The number that came along with an anchor; rows may have come or gone since, so it can be wrong."""
        number, pages = self.asked.page, self._pages
        if number is None or number < 2 or (pages is not None and number > pages - has_after):
            return None
        return number

    def _numbered(self, number: int) -> Page:
        size = self.asked.size
        furthest = MOST_SKIPPED // size + 1
        if self._pages is not None:
            furthest = min(furthest, self._pages)
        if number > furthest:
            self.problems += (self._too_far(furthest),)
            number = furthest
        rows = self._fetch(offset=(number - 1) * size)
        if not rows and number > 1:
            return self._last()
        return self._made(rows[:size], number, has_before=number > 1, has_after=len(rows) > size)

    def _too_far(self, furthest: int) -> str:
        if self.total < LIMIT:
            return _("一共只有 %(pages)d 页，已翻到最后一页。") % {"pages": furthest}
        return _("最多直接跳到第 %(pages)d 页。再往后请用“末页”，或用筛选缩小范围。") % {"pages": furthest}

    def _after(self, anchor: Anchor) -> Page:
        size = self.asked.size
        rows = self._fetch(anchor=anchor)
        if not rows:
            return self._last()
        has_after = len(rows) > size
        number = self._number_beside_anchor(has_after=has_after)
        return self._made(rows[:size], number, has_before=True, has_after=has_after)

    def _before(self, anchor: Anchor) -> Page:
        """Backwards. What is left at the beginning is the first page, whole or not: no row is shown twice."""
        size = self.asked.size
        rows = self._fetch(anchor=anchor, backwards=True)
        if not rows:
            return self._numbered(1)
        if len(rows) <= size:
            return self._made(rows, 1, has_before=False, has_after=True)
        number = self._number_beside_anchor(has_after=True)
        return self._made(rows[-size:], number, has_before=True, has_after=True)

    def _last(self) -> Page:
        """From the end; where the whole is counted, with as many rows as the last page has."""
        size = self.asked.size
        rows = self._fetch(backwards=True)
        pages = self._pages
        if pages is None:
            return self._made(rows[-size:], None, has_before=len(rows) > size, has_after=False)
        rows = rows[-(self.total - (pages - 1) * size) :]
        return self._made(rows, pages, has_before=pages > 1, has_after=False)


def turn(reading: Reading, offered: Offered, today: date) -> Page:
    """The page that was asked for: one query, and one or two more when something is searched for."""
    return Turning(reading, offered, today).page()
