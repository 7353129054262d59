"""Counting the issues asked for, and fetching one page of them: one query, whatever is asked.

The list is narrowed down in pieces: one for each way in which the person sees issues. Django writes the
conditions of each piece; counting, ordering, uniting and joining are written around them, because a page of
twenty rows would otherwise take longer to compose than to answer.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connections, router
from django.db.models import BigIntegerField, CharField, F
from django.db.models.expressions import RawSQL

from issues.models import Issue
from issues.querysets import IssueQuerySet, Way
from ledger.counting import LIMIT
from ledger.listing.narrowing import Narrowed
from ledger.listing.orders import ORDERS, Anchor
from ledger.listing.searching import Found
from ledger.listing.sql import (
    ALL,
    BEYOND,
    COUNT,
    COUNTED,
    FOUND,
    GATHERED,
    IN_ORDER,
    NOTHING,
    ROWS,
    TOTAL,
    TURNED_TO,
    Sql,
    for_each,
    united,
    worded,
)

Values = Mapping[str, Sequence[Any]]


class Row(NamedTuple):
    """What a row of the list shows; `place` is its key in the order."""

    pk: int
    number: str
    title: str
    category: str
    leader_post: str | None
    leader_name: str | None
    unit_id: int | None
    unit: str | None
    due_on: date | None
    due_text: str
    status: str
    rectification: str
    refusals: int
    progressed_on: date | None
    confirmed_on: date | None
    registered_on: date | None
    campaign_id: int
    place: Any


@dataclass(frozen=True)
class Stretch:
    """A part of an order: `limit` rows after `offset` or `anchor`, read from its end when `backwards`."""

    order: str
    descending: bool
    limit: int
    offset: int = 0
    anchor: Anchor | None = None
    backwards: bool = False

    @property
    def upto(self) -> int:
        """How many rows from the beginning it reaches."""
        return self.offset + self.limit

    @property
    def turn(self) -> str:
        """The direction of reading."""
        return "DESC" if self.descending != self.backwards else "ASC"


@dataclass(frozen=True)
class Piece:
    """Ids and places of issues, to be read once for each combination of `many` values of columns."""

    sql: Sql
    many: Values


class InColumn(RawSQL):
    """A column of the table of values that a piece is read for."""

    def __init__(self, number: int, value: Any) -> None:
        kind = CharField() if isinstance(value, str) else BigIntegerField()
        super().__init__(f'"v"."c{number}"', (), kind)


class Fetching:
    """Counts and fetches what is `narrowed` down in one order, knowing how often the words are `found`."""

    def __init__(self, narrowed: Narrowed, found: Found, order: str) -> None:
        self.narrowed = narrowed
        self.found = found
        self.order = order
        self.connection = connections[router.db_for_read(Issue)]
        is_filtered = bool(narrowed.conditions.exact or narrowed.values or not narrowed.is_simple)
        is_small = all(len(way.values) == 1 for way in narrowed.ways)
        keeps_a_ledger = any(way.field in ("", "campaign_id") for way in narrowed.ways)
        # Gathered at once, counted and sorted: one small unit's issues, what a filter leaves of them or of
        # one ledger, and those of a rare word.
        is_rare = bool(found.words) and found.is_rare
        self.may_be_few = is_rare or (is_small and (is_filtered or not keeps_a_ledger))
        # Where one index leads straight to the rows, the same pieces serve for counting and for reading.
        self.along = self._in_order() if narrowed.is_simple and not self.may_be_few else None

    def count(self) -> int:
        """How many, up to `LIMIT`."""
        counting = self._counting()
        return counting if isinstance(counting, int) else min(int(self._ask(counting)[0][0]), LIMIT)

    def _counting(self) -> Sql | int:
        """What counts them, where it is not known already."""
        if not self.found.count or (self.found.words and self.narrowed.is_everything):
            return self.found.count
        if self._counts_quickly:
            quickly = self._counted(self._by_filters(most=3 * LIMIT))
            if quickly and min(int(self._ask(quickly)[0][0]), LIMIT) == LIMIT:
                return LIMIT
        pieces = self.along
        if pieces is None or any(piece.many for piece in pieces):
            pieces = self._by_filters()
        return self._counted(pieces) or 0

    @property
    def _counts_quickly(self) -> bool:
        """Whether the first issues of a frequent word will do: nearly all of them are seen, drafts apart.

        PostgreSQL gathers all of them before it gives the first.
        """
        narrowed = self.narrowed
        is_whole = not (narrowed.conditions.exact or narrowed.values or narrowed.ways[0].field)
        is_frequent = bool(self.found.words) and not self.found.is_rare and self.connection.vendor == "sqlite"
        return is_whole and is_frequent and not narrowed.is_todo

    def _counted(self, pieces: Sequence[Piece]) -> Sql | None:
        counted = [piece.sql.within(COUNTED, after=(LIMIT,)) for piece in pieces]
        return united(counted).within(COUNT) if counted else None

    def both(self, stretch: Stretch) -> tuple[int, list[Row]]:
        """How many, up to `LIMIT`, and the rows of a stretch: one query, unless there is nothing there."""
        counting = self._counting()
        if isinstance(counting, int):
            return counting, self.fetch(stretch) if counting else []
        answer = self._ask(self._page(stretch, counting))
        if not answer:
            return min(int(self._ask(counting)[0][0]), LIMIT), []
        return min(answer[0][-1], LIMIT), _in_list_order((values[:-1] for values in answer), stretch)

    def few(self, stretch: Stretch) -> tuple[int, list[Row]]:
        """How many, up to `LIMIT`, and a page of them, in one query. The page is right below `LIMIT` only."""
        gathered = [piece.sql.within(GATHERED, after=(LIMIT,)) for piece in self._by_filters()]
        if not gathered or not self.found.count:
            return 0, []
        found = united(gathered).within(FOUND)
        page = self._turned(self._after(Sql("SELECT id, place FROM found"), stretch), stretch)
        rows = page.within(worded(ROWS, turn=stretch.turn, total=TOTAL))
        answer = self._ask(Sql(f"{found.text} {rows.text}", found.params + rows.params))
        if not answer:
            # Nothing on this page: nothing at all, if it is the first.
            return (self.count() if stretch.anchor or stretch.offset else 0), []
        return min(answer[0][-1], LIMIT), _in_list_order((values[:-1] for values in answer), stretch)

    def fetch(self, stretch: Stretch) -> list[Row]:
        """The rows of a stretch."""
        return _in_list_order(self._ask(self._page(stretch)), stretch)

    def _page(self, stretch: Stretch, counting: Sql | None = None) -> Sql:
        """The rows of a stretch, in the order of the list, read along it as far as needed; with a count."""
        if self.narrowed.conditions.is_narrow and stretch.order != "due":
            parts = [self._after(piece.sql, stretch) for piece in self._by_filters()]
        else:
            pieces = self._in_order() if self.along is None else self.along
            parts = [self._beginning(piece, stretch) for piece in pieces]
        if not parts:
            return NOTHING
        is_whole = len(parts) == 1 and not stretch.offset and not self.narrowed.conditions.is_narrow
        page = parts[0] if is_whole else self._turned(united(parts), stretch)
        total = f", ({counting.text})" if counting else ""
        # The count stands among the columns, so its parameters come before those of the page.
        return page.within(
            worded(ROWS, turn=stretch.turn, total=total), before=counting.params if counting else ()
        )

    def _ask(self, sql: Sql) -> list[tuple[Any, ...]]:
        with self.connection.cursor() as cursor:
            cursor.execute(sql.text, sql.params)
            rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows

    # --- pieces ---------------------------------------------------------------------------------------------

    def _by_filters(self, *, most: int | None = None) -> list[Piece]:
        """One piece for each way and each alternative, led by the filters. `most`: see `Found.by_filters`."""
        several = {f"{column}__in": values for column, values in self.narrowed.values.items()}
        pieces = []
        for way in self.narrowed.ways:
            is_small = len(way.values) == 1
            said = self.found.by_filters(of_few=is_small, most=most)
            leading = [self.narrowed.conditions.exact] if is_small else self.narrowed.conditions.by_filters()
            pieces += [self._piece(_within(way).filter(condition & said, **several)) for condition in leading]
        return [piece for piece in pieces if piece]

    def _in_order(self) -> list[Piece]:
        """One piece for each way, to be read along the order of the list as far as it is needed."""
        conditions = self.narrowed.conditions.in_order(self.order) & self.found.in_order
        pieces: list[Piece | None] = []
        for way in self.narrowed.ways:
            columns = _columns(way, self.narrowed.values)
            if all(columns.values()):
                one = {column: values[0] for column, values in columns.items() if len(values) == 1}
                many = {column: values for column, values in columns.items() if len(values) > 1}
                ranges = {column: InColumn(at, values[0]) for at, (column, values) in enumerate(many.items())}
                pieces.append(self._piece(way.issues.filter(conditions, **one, **ranges), many))
        return [piece for piece in pieces if piece]

    def _piece(self, issues: IssueQuerySet, many: Values | None = None) -> Piece | None:
        """None for what cannot hold a row."""
        placed = issues.order_by().annotate(place=F(ORDERS[self.order].column)).values("id", "place")
        try:
            text, params = placed.query.sql_with_params()
        except EmptyResultSet:
            return None
        return Piece(Sql(text, params), many or {})

    # --- the rows of pieces ---------------------------------------------------------------------------------

    def _beginning(self, piece: Piece, stretch: Stretch) -> Sql:
        """The first rows of a piece after the anchor, by an index that has the order."""
        first = self._after(piece.sql, stretch).within(
            worded(IN_ORDER, turn=stretch.turn), after=(stretch.upto,)
        )
        if not piece.many:
            return first
        rows = list(product(*piece.many.values()))
        around = for_each(self.connection.vendor, rows, ORDERS[self.order].column)
        return first.within(around, before=[value for row in rows for value in row])

    def _after(self, sql: Sql, stretch: Stretch) -> Sql:
        if stretch.anchor is None:
            return sql.within(ALL)
        field = ORDERS[stretch.order].field
        key = field.get_db_prep_value(stretch.anchor.key, self.connection)
        sign = ">" if stretch.turn == "ASC" else "<"
        return sql.within(worded(BEYOND, sign=sign), after=(key, stretch.anchor.pk))

    def _turned(self, sql: Sql, stretch: Stretch) -> Sql:
        """Ids and places of the page: only its own rows are read whole, not those skipped over."""
        return sql.within(worded(TURNED_TO, turn=stretch.turn), after=(stretch.limit, stretch.offset))


def _in_list_order(answer: Iterable[Sequence[Any]], stretch: Stretch) -> list[Row]:
    rows = [Row(*values) for values in answer]
    return rows[::-1] if stretch.backwards else rows


def _within(way: Way) -> IssueQuerySet:
    """The issues of a way, each once."""
    values = sorted(way.values)
    if not way.field:
        return way.issues
    if len(values) == 1:
        return way.issues.filter(**{way.field: values[0]})
    if way.field == "co_units":
        helping = Issue.co_units.through.objects.filter(organisation_id__in=values)
        return way.issues.filter(pk__in=helping.values("issue_id"))
    return way.issues.filter(**{f"{way.field}__in": values})


def _columns(way: Way, asked: Values) -> Values:
    """The values of columns that both the way and the filters allow; none where they exclude each other."""
    if not way.field:
        return asked
    allowed = asked.get(way.field, sorted(way.values))
    return {**asked, way.field: [value for value in allowed if value in way.values]}
