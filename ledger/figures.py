"""Figures and rates: each has one definition, as data. Dashboard, figure page and reports all ask here.

A rate is told with its formula, its denominator, how it is rounded and the day it holds for. `figures` counts
issues for any day, `tallied_figures` reads what is kept about whole ledgers today: one query each for all.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from django.db.models import Count, F, Q, Sum
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from issues.models import StateTally
from issues.querysets import IssueQuerySet
from issues.words import STANDING_TYPES, Status
from ledger.quarters import quarter_start


@dataclass(frozen=True)
class Rounding:
    """To `places` decimals, half up; or cut off."""

    places: int = 1
    cut: bool = False

    def __str__(self) -> str:
        how = gettext("直接舍去") if self.cut else gettext("四舍五入")
        if self.places == 0:
            return gettext("取整数，%(how)s") % {"how": how}
        return gettext("保留 %(places)d 位小数，%(how)s") % {"places": self.places, "how": how}


ONE_PLACE = Rounding(1)
TWO_PLACES = Rounding(2)
WHOLE_CUT = Rounding(0, cut=True)


def percent(numerator: int, denominator: int, rounding: Rounding = ONE_PLACE) -> Decimal | None:
    """`numerator` of `denominator` in per cent; None when there is nothing to divide by."""
    if denominator == 0:
        return None
    exact = Decimal(numerator) * 100 / Decimal(denominator)
    mode = ROUND_DOWN if rounding.cut else ROUND_HALF_UP
    return exact.quantize(Decimal(1).scaleb(-rounding.places), rounding=mode)


def percent_words(value: Decimal | None) -> str:
    """90.5% as people read it; — when there is no rate."""
    return "—" if value is None else f"{value}%"


@dataclass(frozen=True)
class Part:
    """One side of a fraction: its name, and the condition for the issues it counts on a day.

    `tallied`: the same of the tallies, which know of registered issues only, as they stand today.
    """

    name: str | Promise
    condition: Callable[[date], Q]
    tallied: Callable[[date], Q]


@dataclass(frozen=True)
class Definition:
    """A rate: numerator, denominator, formula in a sentence, rounding, and what is worth knowing about it."""

    key: str
    name: str | Promise
    formula: str | Promise
    numerator: Part
    denominator: Part
    note: str | Promise = ""
    rounding: Rounding = ONE_PLACE


@dataclass(frozen=True)
class Figure:
    """A definition with its numbers on a day."""

    definition: Definition
    numerator: int
    denominator: int
    as_of: date

    @property
    def value(self) -> Decimal | None:
        """In per cent, rounded as the definition says."""
        return percent(self.numerator, self.denominator, self.definition.rounding)

    @property
    def words(self) -> str:
        """The value as people read it."""
        return percent_words(self.value)


def _registered(as_of: date) -> Q:
    return ~Q(status__in=[Status.DRAFT, Status.VOID]) & Q(registered_on__lte=as_of)


def _closed(as_of: date) -> Q:
    return Q(status=Status.CLOSED, closed_on__lte=as_of)


def _applied(as_of: date) -> Q:
    return _closed(as_of) | Q(status=Status.REVIEWING, registered_on__lte=as_of)


def _with_standing(as_of: date) -> Q:
    confirmed = Q(rectification__in=STANDING_TYPES, confirmed_on__range=(quarter_start(as_of), as_of))
    routine = Q(status=Status.NORMALISED, closed_on__lte=as_of)
    return _applied(as_of) | routine | confirmed & _registered(as_of)


def _closed_with_day(as_of: date) -> Q:
    return _closed(as_of) & Q(original_due_on__isnull=False)


def _closed_with_extended_day(as_of: date) -> Q:
    return _closed(as_of) & Q(due_on__isnull=False)


def _on_time(as_of: date) -> Q:
    return _closed(as_of) & Q(closed_on__lte=F("original_due_on"))


def _on_extended_time(as_of: date) -> Q:
    return _closed(as_of) & Q(closed_on__lte=F("due_on"))


def _reopened(as_of: date) -> Q:
    return _registered(as_of) & Q(cycle__gt=1)


def _once_closed(as_of: date) -> Q:
    return _registered(as_of) & (Q(cycle__gt=1) | Q(status__in=[Status.CLOSED, Status.NORMALISED]))


TALLIED_CLOSED = Q(status=Status.CLOSED)
TALLIED_APPLIED = Q(status__in=[Status.CLOSED, Status.REVIEWING])
TALLIED_ONCE_CLOSED = Q(is_reopened=True) | Q(status__in=[Status.CLOSED, Status.NORMALISED])


def _tallied_with_standing(as_of: date) -> Q:
    confirmed = Q(confirmed_quarter=as_of.year * 10 + (as_of.month + 2) // 3)
    return TALLIED_APPLIED | Q(status=Status.NORMALISED) | confirmed


REGISTERED = Part(_("已挂号"), _registered, lambda _day: Q(amount__isnull=False))
CLOSED = Part(_("已销号"), _closed, lambda _day: TALLIED_CLOSED)

DEFINITIONS: tuple[Definition, ...] = (
    Definition(
        "closing",
        _("销号率"),
        _("已销号的问题数 ÷ 已挂号的问题数"),
        CLOSED,
        REGISTERED,
        _("草稿和作废的不计。转常态的持续整改问题不算销号。"),
    ),
    Definition(
        "completion",
        _("完成率"),
        _("（已销号 + 已申请销号待审核）的问题数 ÷ 已挂号的问题数"),
        Part(_("已销号和待审核"), _applied, lambda _day: TALLIED_APPLIED),
        REGISTERED,
        _("已申请销号、等待审核的也算完成；退回以后自动减去。"),
    ),
    Definition(
        "staged_completion",
        _("含阶段性完成率"),
        _("（已销号 + 待审核 + 已转常态 + 本季已确认的持续整改）的问题数 ÷ 已挂号的问题数"),
        Part(_("已销号、待审核、已转常态和本季已确认"), _with_standing, _tallied_with_standing),
        REGISTERED,
        _("持续整改的问题每季度确认一次，确认了的当季算阶段性完成。"),
    ),
    Definition(
        "on_time",
        _("按期率"),
        _("在原定时限当天或之前销号的问题数 ÷ 已销号且有原定日期的问题数"),
        Part(_("按原定时限销号"), _on_time, lambda _day: Q(in_time=True)),
        Part(_("已销号且有原定日期"), _closed_with_day, lambda _day: Q(has_day=True)),
        _("按原定时限算，延期的不算按期。只写“立行立改”等、没有具体日期的不计入。"),
    ),
    Definition(
        "on_extended_time",
        _("延期后按期率"),
        _("在最后批准的时限当天或之前销号的问题数 ÷ 已销号且有日期的问题数"),
        Part(_("按批准时限销号"), _on_extended_time, lambda _day: Q(in_extended_time=True)),
        Part(_("已销号且有日期"), _closed_with_extended_day, lambda _day: Q(has_extended_day=True)),
        _("按批准延期以后的时限算，与按期率对照看。"),
    ),
    Definition(
        "rebound",
        _("反弹率"),
        _("回头看后回炉的问题数 ÷ 曾经销号或转常态的问题数"),
        Part(_("回炉过"), _reopened, lambda _day: Q(is_reopened=True)),
        Part(_("曾经销号或转常态"), _once_closed, lambda _day: TALLIED_ONCE_CLOSED),
        _("反弹和虚假整改都算回炉；回炉后再次销号的仍计入。"),
    ),
)


def definition(key: str) -> Definition | None:
    """The definition with this key."""
    return next((one for one in DEFINITIONS if one.key == key), None)


PARTS = {part.condition.__name__: part for one in DEFINITIONS for part in (one.numerator, one.denominator)}


def figures(scope: IssueQuerySet, as_of: date) -> dict[str, Figure]:
    """Every figure over the issues of `scope` on the day `as_of`, by key: one query.

    The records are taken as they stand: an issue reopened since no longer counts as closed on an earlier day.
    """
    counts = {name: Count("pk", filter=part.condition(as_of)) for name, part in PARTS.items()}
    return _figures(scope.order_by().aggregate(**counts), as_of)


def tallied_figures(campaigns: Iterable[int], today: date) -> dict[str, Figure]:
    """Every figure over the whole ledgers of these campaigns, by key: one query, however many issues."""
    sums = {name: Sum("amount", filter=part.tallied(today), default=0) for name, part in PARTS.items()}
    return _figures(StateTally.objects.of(campaigns).aggregate(**sums), today)


def _figures(counted: Mapping[str, int], as_of: date) -> dict[str, Figure]:
    def count(part: Part) -> int:
        return counted[part.condition.__name__]

    return {one.key: Figure(one, count(one.numerator), count(one.denominator), as_of) for one in DEFINITIONS}
