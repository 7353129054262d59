"""Each filter as conditions: the one that decides, and others that lead the database to the best index.

The latter follow from the first, so they change nothing in what is found.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from django.db import connections, models, router
from django.db.models import F, Func, Q
from django.db.models.lookups import GreaterThanOrEqual, LessThanOrEqual

from issues.colours import RED_REFUSALS, Colour, Policies, Policy, is_coloured
from issues.models import Issue, ledger_places
from ledger.listing.asked import OPEN, Asked

EVERYTHING = Q()
# Written as a comparison: the bare column, which Django makes of `is_open=True`, SQLite looks up in no index.
IS_OPEN = Q(is_open__in=[True])
NARROW = timedelta(days=1)
FIRST_DAY, LAST_DAY = date(1, 1, 1), date(9998, 12, 31)


class Unindexed(Func):
    """A column that no index is used for. PostgreSQL, which knows how many rows fit, is left to choose."""

    template = "+%(expressions)s"

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, Any]:
        """The bare column."""
        return self.as_sql(compiler, connection, template="%(expressions)s", **extra)


class Seldom(Func):
    """A condition that hardly any row fits: SQLite, which would guess at a quarter, is told."""

    output_field = models.BooleanField()
    template = "%(expressions)s"

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, Any]:
        """With the share it should reckon with."""
        return self.as_sql(compiler, connection, template="likelihood(%(expressions)s, 0.001)", **extra)


class Composed(Func):
    """A condition on issues whose SQL is composed already."""

    output_field = models.BooleanField()

    def __init__(self, sql: str, params: tuple[Any, ...]) -> None:
        self.sql = sql
        self.params = params
        super().__init__()

    def as_sql(self, *_args: Any, **_kwargs: Any) -> tuple[str, tuple[Any, ...]]:
        """As it was composed."""
        return f"({self.sql})", self.params


@lru_cache(maxsize=64)
def _coloured(colour: Colour, today: date, policies: tuple[tuple[int, Policy], ...]) -> Composed:
    """The rule of colours is long: it is composed once a day, not once a page."""
    where = Issue.objects.filter(is_coloured(colour, on=today, policies=dict(policies))).query.where
    connection = connections[router.db_for_read(Issue)]
    sql, params = where.as_sql(Issue.objects.all().query.get_compiler(connection=connection), connection)
    return Composed(sql, tuple(params))


@dataclass(frozen=True)
class Conditions:
    """`exact` decides; `walking` says the same where the order of the list is followed.

    Helpers, which follow from it: `along`, by order, while that order is followed; `either`, which together
    cover all, while the filters lead.
    """

    exact: Q = EVERYTHING
    walking: Q = EVERYTHING
    along: Mapping[str, Q] = field(default_factory=dict)
    either: Sequence[Q] = (EVERYTHING,)
    # One value of one indexed column each, so that every order has its index.
    is_simple: bool = True
    # So narrow that sorting all of it is quicker than looking for it along an order.
    is_narrow: bool = False

    def __and__(self, other: "Conditions") -> "Conditions":
        if self is NOTHING_ASKED or other is NOTHING_ASKED:
            return self if other is NOTHING_ASKED else other
        orders = self.along.keys() | other.along.keys()
        return Conditions(
            self.exact & other.exact,
            self.walking & other.walking,
            {key: self.along.get(key, EVERYTHING) & other.along.get(key, EVERYTHING) for key in orders},
            [one & another for one in self.either for another in other.either],
            self.is_simple and other.is_simple,
            self.is_narrow or other.is_narrow,
        )

    def in_order(self, order: str) -> Q:
        """While an order of the list is followed."""
        return self.walking & self.along.get(order, EVERYTHING)

    def by_filters(self) -> list[Q]:
        """While the filters lead: what fits any of them."""
        return [self.exact & one for one in self.either]


NOTHING_ASKED = Conditions()


def conditions_of(asked: Asked, policies: Policies, today: date) -> Conditions:
    """Those of the filters that have one value."""
    return _equal(asked) & _campaign(asked) & _due(asked) & _colour(asked, policies, today)


def _equal(asked: Asked) -> Conditions:
    found = Q()
    if asked.leader:
        found &= Q(lead_leader_id=asked.leader)
    if asked.just_unit:
        found &= Q(unit_id=asked.just_unit)
    if asked.status:
        found &= IS_OPEN if asked.status == OPEN else Q(status=asked.status)
    return Conditions(found, found) if found else NOTHING_ASKED


def _campaign(asked: Asked) -> Conditions:
    """A campaign is one stretch of the ledger."""
    if not asked.campaign:
        return NOTHING_ASKED
    stretch = Q(ledger_order__range=ledger_places(asked.campaign))
    this_one = Q(campaign_id=asked.campaign)
    return Conditions(this_one, this_one, {"number": stretch})


def _due(asked: Asked) -> Conditions:
    if not (asked.due_from or asked.due_to):
        return NOTHING_ASKED
    first, last = asked.due_from or FIRST_DAY, asked.due_to or LAST_DAY
    ordered = Q(due_order__range=(first, last))
    plain = Q(GreaterThanOrEqual(Unindexed("due_on"), first)) & Q(LessThanOrEqual(Unindexed("due_on"), last))
    is_narrow = last - first <= NARROW
    return Conditions(ordered, plain, {"due": ordered}, is_simple=False, is_narrow=is_narrow)


def _colour(asked: Asked, policies: Policies, today: date) -> Conditions:
    """A colour, and between which deadlines it can be found at all."""
    if not asked.colour:
        return NOTHING_ASKED
    exact = Q(_coloured(Colour(asked.colour), today, tuple(policies.items())))
    after = [timedelta(days=one.red_after_days) for one in policies.values()] or [timedelta()]
    warned = today + min((timedelta(days=one.warn_days) for one in policies.values()), default=timedelta())
    if asked.colour == Colour.RED:
        late = Q(due_on__lt=today - min(after))
        refused = Q(Seldom(GreaterThanOrEqual(F("refusals"), RED_REFUSALS)))
        return Conditions(exact, exact & IS_OPEN, either=(late, refused), is_simple=False)
    if asked.colour == Colour.YELLOW:
        along = {"due": Q(due_order__gte=today - max(after))}
        return Conditions(exact, exact & IS_OPEN, along, is_simple=False)
    return Conditions(exact, exact & IS_OPEN, {"due": Q(due_order__gt=warned)}, is_simple=False)
