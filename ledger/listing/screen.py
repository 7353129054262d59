"""The list as its template reads it: filters with what is chosen, orders, pages, rows."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from html import escape
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from issues.colours import Colour
from issues.models import OPEN_STATUSES, Status
from ledger.chips import WORDS
from ledger.listing.asked import LABELS, OPEN, SIZES, Offered, pairs
from ledger.listing.orders import ORDERS
from ledger.listing.paging import Page
from ledger.listing.rows import Drawing
from ledger.todos import TODOS, find
from people.models import Role

# From so many choices on a select gets a search box.
SEARCHED_FROM = 10
SELECT = (
    '<div class="filters-item{wide}">'
    '<select class="form-select{is_set}" name="{name}" aria-label="{label}"{choose}>'
    '<option value="">{label}</option>{options}</select></div>'
)
ITEM = '<a class="pop-item" href="{url}"{current}>{label}</a>'


@dataclass(frozen=True)
class Select:
    """One filter with its choices."""

    name: str
    label: str
    options: SafeString
    is_set: bool
    is_searched: bool = False


@dataclass(frozen=True)
class Link:
    """A choice that is an address."""

    label: str
    url: str
    is_current: bool = False


@dataclass(frozen=True)
class Heading:
    """A heading that sorts: `direction` is "", ascending or descending."""

    label: str
    url: str
    direction: str


@dataclass(frozen=True)
class Screen:
    """One page of the list, for one person."""

    page: Page
    offered: Offered
    today: date

    @property
    def may_change(self) -> bool:
        """Whether rows can be chosen, to be changed together."""
        return self.offered.user.has_role(Role.CLERK)

    @cached_property
    def rows(self) -> SafeString:
        """The rows as HTML."""
        address = reverse("issue_page", args=[0]).replace("/0/", "/{pk}/")
        choices = self.offered.choices
        kept = choices.kept_in(self.offered.user.subtree_ids) if self.may_change else frozenset()
        drawing = Drawing(self.today, choices.policies, choices.units, address, self.may_change, kept)
        return drawing.rows(self.page.rows)

    @property
    def count_words(self) -> str:
        """21, 1,000 or 1,000+."""
        return f"{self.page.total:,}" if self.page.is_counted else f"{self.page.total - 1:,}+"

    # --- filters --------------------------------------------------------------------------------------------

    @property
    def filters(self) -> SafeString:
        """The selects as HTML: of options alone a page has hundreds."""
        drawn = [
            SELECT.format(
                wide=" wide" if select.is_searched else "",
                is_set=" is-set" if select.is_set else "",
                name=select.name,
                label=escape(select.label),
                choose=" data-choose" if select.is_searched else "",
                options=select.options,
            )
            for select in self.selects
        ]
        return mark_safe("".join(drawn))  # noqa: S308 - labels are escaped here, options where they were written

    @property
    def selects(self) -> Iterator[Select]:
        """The filters that are choices, in one row."""
        asked, choices = self.page.asked, self.offered.choices
        categories = f"category:{asked.campaign}" if asked.campaign else "category"
        if len(choices.campaigns) > 1 or asked.campaign:
            yield self._select("campaign", choices.html("campaign", asked.campaign))
        yield self._select(
            "category", choices.html(categories, asked.category), is_searched=not asked.campaign
        )
        if len(choices.units) > 1 or asked.unit:
            yield self._select("unit", choices.html("unit", asked.unit), is_searched=self._is_long("unit"))
        yield self._select(
            "leader", choices.html("leader", asked.leader), is_searched=self._is_long("leader")
        )
        yield self._select("status", _options(_statuses(), asked.status))
        yield self._select("type", _options(_types(), asked.type))
        yield self._select("colour", _options(_colours(), asked.colour))

    def _select(self, name: str, options: SafeString, *, is_searched: bool = False) -> Select:
        return Select(name, str(LABELS[name]), options, bool(getattr(self.page.asked, name)), is_searched)

    def _is_long(self, kind: str) -> bool:
        return len(self.offered.choices.known(kind)) >= SEARCHED_FROM

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What the filter form sends along unseen."""
        names = ("todo", "just_unit", "sort", "size")
        return [(name, value) for name, value in pairs(self.page.asked) if name in names]

    @property
    def due_words(self) -> str:
        """The range of deadlines that is chosen."""
        first, last = self.page.asked.due_from, self.page.asked.due_to
        if first and last:
            return f"{first:%m-%d} – {last:%m-%d}"
        if first:
            return _("%(day)s 起") % {"day": f"{first:%m-%d}"}
        return _("至 %(day)s") % {"day": f"{last:%m-%d}"} if last else ""

    @property
    def tags(self) -> list[Link]:
        """Filters that stand in no field; following one takes it away."""
        asked, found = self.page.asked, []
        todo = find(asked.todo, self.offered.user) if asked.todo else None
        if todo:
            # The side of a rate, or the whole of what is one's own, is no work that waits.
            label = _("待办：%(label)s") % {"label": todo.label} if todo in TODOS else str(todo.label)
            found.append(Link(label, self._url(todo="")))
        if asked.just_unit:
            name = self.offered.choices.units[asked.just_unit]
            found.append(Link(_("%(unit)s（不含下级）") % {"unit": name}, self._url(just_unit="")))
        return found

    # --- order, size, place ---------------------------------------------------------------------------------

    @cached_property
    def _first_page(self) -> dict[str, str]:
        """What asks for the first page of this list."""
        return dict(pairs(self.page.asked.but()))

    def _url(self, **changes: str) -> str:
        """The first page after some changes; "" leaves a part out."""
        parts = {**self._first_page, **changes}
        return "?" + urlencode([(name, value) for name, value in parts.items() if value])

    @cached_property
    def orders(self) -> list[Link]:
        """Every order in both directions."""
        found = []
        for key, order in ORDERS.items():
            for sort, words in ((key, order.upwards), (f"-{key}", order.downwards)):
                found.append(
                    Link(f"{order.label} · {words}", self._url(sort=sort), sort == self.page.asked.sort)
                )
        return found

    @property
    def order_items(self) -> SafeString:
        """The orders as HTML."""
        return _items(self.orders)

    @property
    def size_items(self) -> SafeString:
        """The sizes as HTML."""
        return _items(self.sizes)

    @property
    def order_words(self) -> str:
        """The order that is followed."""
        return next(link.label for link in self.orders if link.is_current)

    @property
    def by_number(self) -> Heading:
        """The heading of the numbers."""
        return self._heading("number")

    @property
    def by_due(self) -> Heading:
        """The heading of the deadlines."""
        return self._heading("due")

    def _heading(self, key: str) -> Heading:
        asked = self.page.asked
        if asked.order != key:
            return Heading(str(ORDERS[key].label), self._url(sort=key), "")
        turned = key if asked.descending else f"-{key}"
        direction = "descending" if asked.descending else "ascending"
        return Heading(str(ORDERS[key].label), self._url(sort=turned), direction)

    @property
    def sizes(self) -> list[Link]:
        """How many rows a page can have."""
        return [Link(str(size), self._url(size=str(size)), size == self.page.asked.size) for size in SIZES]

    @property
    def query(self) -> str:
        """What export and print are asked for: the same issues in the same order."""
        return self._url(size="")[1:]

    @property
    def goes_out_whole(self) -> bool:
        """Whether print and export hold drafts and void ones too: where a status or a to-do was asked for."""
        return bool(self.page.asked.status or self.page.asked.todo)

    @cached_property
    def pager(self) -> dict[str, Any]:
        """For parts/pager.html."""
        page = self.page
        first = page.first_row
        return {
            "first_url": self._url() if page.has_before else None,
            "prev_url": self._turned(-1) if page.has_before else None,
            "next_url": self._turned(1) if page.has_after else None,
            "last_url": self._url(last="1") if page.has_after else None,
            "from_row": first,
            "to_row": first + len(page.rows) - 1 if first else None,
            "count_text": self.count_words,
            "jump": {
                "action": reverse("issue_list"),
                "name": "page",
                "value": page.number or "",
                "hidden": list(self._first_page.items()),
            }
            if page.has_before or page.has_after
            else None,
        }

    def _turned(self, by: int) -> str:
        """The next page, or the one before, by its first neighbour; with its number where that is known."""
        page = self.page
        number = str(page.number + by) if page.number else ""
        if by > 0:
            return self._url(page=number, after=str(page.anchor(page.rows[-1])))
        return self._url(page=number, before=str(page.anchor(page.rows[0])))


def _items(links: Iterable[Link]) -> SafeString:
    drawn = [
        ITEM.format(
            url=escape(link.url),
            current=' aria-current="true"' if link.is_current else "",
            label=escape(link.label),
        )
        for link in links
    ]
    return mark_safe("".join(drawn))  # noqa: S308 - escaped just above


def _statuses() -> Iterator[tuple[str, str]]:
    """The open ones together, then each by itself."""
    yield OPEN, _("未销号")
    for status in Status:
        yield status.value, f"{'　' if status in OPEN_STATUSES else ''}{status.label}"


def _types() -> Iterator[tuple[str, str]]:
    yield "immediate", _("立行立改")
    yield "staged", _("分阶段整改")
    yield "standing", _("持续整改")


def _colours() -> Iterator[tuple[str, str]]:
    for colour in (Colour.RED, Colour.YELLOW, Colour.BLUE):
        yield colour.value, str(WORDS[colour])


def _options(choices: Iterator[tuple[str, str]], chosen: str) -> SafeString:
    found = "".join(
        f'<option value="{escape(value)}"{" selected" if value == chosen else ""}>{escape(label)}</option>'
        for value, label in choices
    )
    return mark_safe(found)  # noqa: S308 - escaped just above
