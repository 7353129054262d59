"""From what was asked to the issues, in the pieces that the database answers fastest.

A piece with one value for a column is one range of one index. So a person who sees issues in several ways,
or a filter that allows several values (a unit with those below it), becomes several pieces, to be united.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from issues.models import Issue, RectificationType
from issues.querysets import KEPT, IssueQuerySet, Way
from issues.searching import words_of
from ledger.listing.asked import Asked, Offered
from ledger.listing.conditions import NOTHING_ASKED, Conditions, conditions_of
from ledger.listing.orders import ordering
from ledger.todos import find

TYPES = {
    "immediate": [kind.value for kind in RectificationType if kind.is_immediate],
    "staged": [kind.value for kind in RectificationType if kind.is_staged],
    "standing": [kind.value for kind in RectificationType if kind.is_standing],
}


@dataclass(frozen=True)
class Narrowed:
    """Issues of any of `ways`, under `conditions`, with one of each of `values`, that hold the `words`."""

    ways: Sequence[Way]
    conditions: Conditions = NOTHING_ASKED
    values: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    words: Sequence[str] = ()
    is_todo: bool = False

    @property
    def is_simple(self) -> bool:
        """Whether every order has an index that leads straight to the rows."""
        return self.conditions.is_simple and not self.is_todo and not self.words

    @property
    def is_everything(self) -> bool:
        """Whether nothing narrows the ledger down but the words."""
        way = self.ways[0]
        return not (self.conditions.exact or self.values or way.field or way.issues.query.where)


def narrow(asked: Asked, offered: Offered, today: date) -> Narrowed:
    """What `asked` means for this person on this day."""
    return Narrowed(
        ways=[Way(_todo(asked.todo, offered, today))] if asked.todo else _ways(offered),
        conditions=conditions_of(asked, offered.choices.policies, today),
        values=_values(asked, offered),
        words=words_of(asked.q),
        is_todo=bool(asked.todo),
    )


def _ways(offered: Offered) -> list[Way]:
    """The ways to see issues; the ledgers one keeps are named by their campaigns, which have an index."""
    ways = []
    for way in Issue.objects.ways_to_see(offered.user):
        if way.field == KEPT:
            way = Way(way.issues, "campaign_id", offered.choices.kept_in(way.values))
        if way.values or not way.field:
            ways.append(way)
    return ways


def _todo(key: str, offered: Offered, today: date) -> IssueQuerySet:
    """The to-do's own question; it starts from what the person sees."""
    todo = find(key, offered.user)
    if todo is None:
        return Issue.objects.none()
    return todo.issues(offered.user, today, offered.choices.policies).order_by()


def _values(asked: Asked, offered: Offered) -> dict[str, Sequence[Any]]:
    """The filters that have several values of one column."""
    values: dict[str, Sequence[Any]] = {}
    if asked.category:
        values["category_id"] = offered.choices.filed_under(asked.category)
    if asked.unit:
        values["unit_id"] = sorted(offered.user.ids_below(asked.unit))
    if asked.type:
        values["rectification"] = TYPES[asked.type]
    return values


def everything(asked: Asked, offered: Offered, today: date) -> IssueQuerySet:
    """All that is asked for, as one queryset in its order: for export and print."""
    narrowed = narrow(asked, offered, today)
    start = narrowed.ways[0].issues if asked.todo else Issue.objects.visible_to(offered.user)
    several = {f"{column}__in": values for column, values in narrowed.values.items()}
    found = start.filter(narrowed.conditions.exact, **several).matching(asked.q)
    return found.order_by(*ordering(asked.order, descending=asked.descending))
