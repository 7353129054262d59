"""What the filters offer a person: campaigns, categories, units, leaders. One query, then remembered."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, NamedTuple

from django.db.models import CharField, F, IntegerField, QuerySet, Value
from django.db.models.functions import Cast, Coalesce, Concat, ExtractDay, ExtractMonth, ExtractYear
from django.utils.safestring import SafeString, mark_safe

from issues.colours import Policies, Policy
from issues.models import Campaign, Category
from ledger.desk import Desk
from ledger.remembering import remembered
from people.models import Leader, Organisation, User

# Choices of so many scopes are kept in a process, each with the ticket it was asked for under.
MOST_KEPT = 200
_KEPT: dict[str, tuple[str, "Choices"]] = {}
INDENT = "\u3000"


class Filed(NamedTuple):
    """A category: its campaign, its parent (0 for none) and its name."""

    campaign: int
    parent: int
    name: str


@dataclass(frozen=True)
class Choices:
    """Names by id of what may be chosen, in the order they are offered, and the options as they are sent."""

    campaigns: Mapping[int, str]
    categories: Mapping[int, Filed]
    units: Mapping[int, str]
    leaders: Mapping[int, str]
    options: Mapping[str, str]
    # Every campaign's thresholds and keeper: an issue has one colour for whoever sees it.
    policies: Policies
    keepers: Mapping[int, int]

    def known(self, kind: str) -> Collection[int]:
        """Ids of one kind."""
        kinds: dict[str, Mapping[int, Any]] = {
            "campaign": self.campaigns,
            "category": self.categories,
            "unit": self.units,
            "leader": self.leaders,
        }
        return kinds[kind].keys()

    def filed_under(self, category: int) -> list[int]:
        """Ids of a category and of those below it."""
        return [category, *(pk for pk, filed in self.categories.items() if filed.parent == category)]

    def kept_in(self, organisations: Collection[int]) -> frozenset[int]:
        """Ids of the campaigns that these organisations keep."""
        return frozenset(pk for pk, keeper in self.keepers.items() if keeper in organisations)

    def html(self, kind: str, chosen: int | None) -> SafeString:
        """The options of a select, with one of them chosen."""
        options = self.options.get(kind, "")
        if chosen is not None:
            options = options.replace(f'value="{chosen}"', f'value="{chosen}" selected', 1)
        return mark_safe(options)  # noqa: S308 - every name was escaped when the options were written


class Row(NamedTuple):
    """One row of the query: what it is, what it belongs to, and up to three numbers of its kind."""

    kind: str
    pk: int
    above: int
    name: str
    numbers: tuple[int, int, int]


def choices_for(desk: Desk) -> Choices:
    """What the filters offer; the same for everybody with the same roles in the same place."""
    user = desk.user
    scope = f"choices:{user.organisation_id}:{','.join(sorted(user.roles))}"
    ticket = remembered(scope, desk.structure, lambda: str(uuid.uuid4()))
    # The cache keeps a ticket only: to unpack hundreds of names for every page would take too long.
    kept = _KEPT.get(scope)
    if kept is None or kept[0] != ticket:
        if len(_KEPT) >= MOST_KEPT:
            _KEPT.clear()
        kept = _KEPT[scope] = (ticket, ask(user))
    desk.policies = kept[1].policies
    return kept[1]


def ask(user: User) -> Choices:
    """Ask the database, in one query."""
    rows: dict[str, list[Row]] = defaultdict(list)
    for kind, pk, above, name, *numbers in _question(user):
        rows[kind].append(Row(kind, pk, above, name.strip(), tuple(numbers)))
    campaigns = {row.pk: row.name for row in sorted(rows["campaign"], key=lambda row: row.numbers)}
    filed = {
        row.pk: Filed(row.above, row.numbers[0], row.name) for row in _filed(rows["category"], campaigns)
    }
    units = dict(_from_the_top(rows["unit"]))
    leaders = {row.pk: row.name for row in sorted(rows["leader"], key=lambda row: (row.numbers, row.pk))}
    return Choices(
        campaigns=campaigns,
        categories=filed,
        units=units,
        leaders=leaders,
        options=dict(_options(campaigns, filed, units, leaders)),
        policies={row.pk: Policy(*row.numbers) for row in rows["policy"]},
        keepers={row.pk: row.above for row in rows["policy"]},
    )


def _question(user: User) -> QuerySet[Any, Any]:
    day = ExtractYear("starts_on") * 400 + ExtractMonth("starts_on") * 31 + ExtractDay("starts_on")
    newest_first = -Cast(day, IntegerField())
    nothing = Value("", output_field=CharField())
    limits = (F("warn_days"), F("stall_days"), F("red_after_days"))
    office = F("organisation__position")
    post = Concat("post", Value(" "), "name")
    return _rows(Campaign.objects.all(), "policy", nothing, limits, above=F("organisation_id")).union(
        _rows(Campaign.objects.visible_to(user), "campaign", F("title"), (newest_first, -F("pk"))),
        _rows(
            Category.objects.visible_to(user),
            "category",
            F("name"),
            (Coalesce("parent_id", 0), F("position")),
            above=F("campaign_id"),
        ),
        _rows(
            Organisation.objects.visible_to(user),
            "unit",
            F("name"),
            (F("position"),),
            above=Coalesce("parent_id", 0),
        ),
        _rows(Leader.objects.visible_to(user), "leader", post, (office, F("position"))),
        all=True,
    )


def _rows(
    found: QuerySet[Any], kind: str, name: Any, numbers: Sequence[Any], *, above: Any = None
) -> QuerySet[Any, Any]:
    filled = [*numbers, *[Value(0, output_field=IntegerField())] * (3 - len(numbers))]
    return found.order_by().values_list(
        Value(kind, output_field=CharField()), "pk", above or Value(0), name, *filled
    )


def _filed(rows: list[Row], campaigns: Mapping[int, str]) -> Iterator[Row]:
    """Campaign by campaign, each category followed by those below it."""
    below: dict[tuple[int, int], list[Row]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: (row.numbers[1], row.pk)):
        below[row.above, row.numbers[0]].append(row)
    for campaign in campaigns:
        for top in below[campaign, 0]:
            yield top
            yield from below[campaign, top.pk]


def _from_the_top(rows: list[Row]) -> Iterator[tuple[int, str]]:
    """Depth first. What is not directly below a top has the name of its parent before its own."""
    names = {row.pk: row.name for row in rows}
    below: dict[int, list[Row]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: (row.numbers, row.pk), reverse=True):
        below[row.above if row.above in names else 0].append(row)
    waiting = [(row, 0) for row in below[0]]
    while waiting:
        row, depth = waiting.pop()
        yield row.pk, f"{names[row.above]} / {row.name}" if depth > 1 else row.name
        waiting += [(child, depth + 1) for child in below[row.pk]]


def _options(
    campaigns: Mapping[int, str],
    filed: Mapping[int, Filed],
    units: Mapping[int, str],
    leaders: Mapping[int, str],
) -> Iterator[tuple[str, str]]:
    """Options of every select; of the categories one set for each campaign, and one with all of them."""
    yield "campaign", _list(campaigns.items())
    yield "unit", _list(units.items())
    yield "leader", _list(leaders.items())
    groups = []
    for campaign, title in campaigns.items():
        options = _list(
            (pk, f"{INDENT if one.parent else ''}{one.name}")
            for pk, one in filed.items()
            if one.campaign == campaign
        )
        yield f"category:{campaign}", options
        groups.append(f'<optgroup label="{escape(title)}">{options}</optgroup>' if options else "")
    yield "category", "".join(groups)


def _list(named: Any) -> str:
    return "".join(f'<option value="{pk}">{escape(name)}</option>' for pk, name in named)
