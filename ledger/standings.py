"""How far units and categories have come: one GROUP BY each, told as bars in the office's own order."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Q, Sum

from issues.models import OUTCOMES, Campaign, Category, CategoryTally, Status, UnitTally
from issues.querysets import IssueQuerySet
from people.models import Organisation, User

# Of a unit or a category: its id, how many are registered, how many finished.
Counted = tuple[int, int, int]


@dataclass
class Bar:
    """`done` of `total` registered issues are finished (已销号, 已转常态). `has_list`: the list knows it."""

    pk: int
    label: str
    done: int = 0
    total: int = 0
    heading: str = ""
    has_list: bool = True


@dataclass
class Bars:
    """Rows in their fixed order. `shown` are those that fit; the rest is behind the link to all."""

    rows: list[Bar] = field(default_factory=list)
    shown: list[Bar] = field(default_factory=list)

    @property
    def hidden(self) -> int:
        """How many rows are not shown."""
        return len(self.rows) - len(self.shown)


def counted_by(field: str, scope: IssueQuerySet) -> list[Counted]:
    """Registered issues of `scope` by `unit_id` or `category_id`: one GROUP BY."""
    registered = scope.exclude(status__in=[Status.DRAFT, Status.VOID]).order_by()
    counted = registered.values(field).annotate(
        total=Count("pk"), done=Count("pk", filter=Q(status__in=OUTCOMES))
    )
    return list(counted.values_list(field, "total", "done"))


def tallied_by(field: str, campaigns: Iterable[int]) -> list[Counted]:
    """The same of the whole ledgers of these campaigns: one query, however many issues."""
    tallies = {"unit_id": UnitTally, "category_id": CategoryTally}[field]
    summed = tallies.objects.of(campaigns).order_by().values(field)
    finished = Sum("amount", filter=Q(is_finished=True), default=0)
    found = summed.annotate(total=Sum("amount"), done=finished).values_list(field, "total", "done")
    return [row for row in found if row[1]]


def unit_bars(counted: Iterable[Counted], user: User, *, fits: int) -> Bars:
    """Units the person sees, the tree's order from the top down, zero rows kept."""
    sums = _summed(counted)
    known = Organisation.objects.visible_to(user).active()
    named = Organisation.objects.filter(Q(pk__in=known) | Q(pk__in=list(sums)))
    rows = list(named.values_list("pk", "name", "parent_id", "kind"))
    counties = {pk for pk, _, _, kind in rows if kind == Organisation.Kind.COUNTY}
    bars = [
        Bar(pk, name, *sums.get(pk, (0, 0)), has_list=pk in user.subtree_ids)
        for pk, name in _from_the_top([row[:3] for row in rows])
        if pk in sums or pk not in counties
    ]
    return _fitting(bars, fits)


def category_bars(counted: Sequence[Counted], campaigns: Sequence[Campaign], *, fits: int) -> Bars:
    """Top-level categories in their campaigns' order; what stands under them is added up.

    Zero rows are kept for `campaigns`; after them come counted categories of other campaigns.
    """
    met = [pk for pk, _, _ in counted]
    wanted = Q(campaign__in=campaigns) | Q(pk__in=met) | Q(children__in=met)
    fields = ("pk", "name", "parent_id", "campaign_id", "campaign__title")
    ordered = list(Category.objects.filter(wanted).order_by("position", "pk").distinct().values_list(*fields))
    top_of = {pk: parent or pk for pk, _, parent, _, _ in ordered}
    sums = _summed((top_of[one], total, done) for one, total, done in counted)
    own = [campaign.pk for campaign in campaigns]
    order = [*own, *sorted({owner for *_, owner, _ in ordered} - set(own))]
    bars = [
        Bar(pk, name, *sums.get(pk, (0, 0)), title if len(order) > 1 else "", has_list=owner in own)
        for campaign in order
        for pk, name, parent, owner, title in ordered
        if owner == campaign and parent is None
    ]
    return _fitting(bars, fits)


def _summed(counted: Iterable[Counted]) -> dict[int, tuple[int, int]]:
    """(done, total) by id."""
    totals: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for pk, total, done in counted:
        totals[pk][0] += done
        totals[pk][1] += total
    return {pk: (done, total) for pk, (done, total) in totals.items()}


def _from_the_top(rows: Sequence[tuple[int, str, int | None]]) -> list[tuple[int, str]]:
    """Depth first, siblings in the order given; what has no parent among the rows is a top."""
    below: dict[int | None, list[tuple[int, str]]] = defaultdict(list)
    present = {pk for pk, _, _ in rows}
    for pk, name, parent in rows:
        below[parent if parent in present else None].append((pk, name))
    found: list[tuple[int, str]] = []
    waiting = below[None][::-1]
    while waiting:
        unit = waiting.pop()
        found.append(unit)
        waiting += below[unit[0]][::-1]
    return found


def _fitting(bars: list[Bar], fits: int) -> Bars:
    """All of them where they fit; otherwise, in the same order, those that have something to tell."""
    if len(bars) <= fits:
        return Bars(bars, bars)
    telling = [bar for bar in bars if bar.total]
    return Bars(bars, telling[:fits])
