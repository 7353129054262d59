"""Parts of the calendar a deadline can name: day, ten days, month, quarter, half-year, year, week.

Every constructor raises ValueError for what no calendar has (2月30日, 第五季度) and years no ledger means.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

FIRST_YEAR, LAST_YEAR = 1900, 2199

Unit = Literal["day", "ten_days", "month", "quarter", "half", "year", "week"]


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day, both included."""

    first: date
    last: date
    unit: Unit

    def only_last_day(self) -> "Period":
        """月底, 年末: the last day instead of the whole."""
        return Period(self.last, self.last, "day")


def _date(year: int, month: int, day: int) -> date:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(year)
    return date(year, month, day)


def _months(year: int, first: int, last: int, unit: Unit) -> Period:
    start = _date(year, first, 1)
    return Period(start, _date(year, last, monthrange(year, last)[1]), unit)


def one_day(day: date) -> Period:
    """A day already known to exist."""
    return Period(day, day, "day")


def day_of(year: int, month: int, day: int) -> Period:
    """A single day."""
    return one_day(_date(year, month, day))


def month_of(year: int, month: int) -> Period:
    """A whole month."""
    if not 1 <= month <= 12:
        raise ValueError(month)
    return _months(year, month, month, "month")


def part_of_month(year: int, month: int, first: int, last: int | None) -> Period:
    """Days first to last of a month (上旬 is 1 to 10); last None is the end of the month."""
    whole = month_of(year, month)
    end = whole.last if last is None else whole.first.replace(day=last)
    return Period(whole.first.replace(day=first), end, "ten_days")


def quarter_of(year: int, quarter: int) -> Period:
    """A quarter, 1 to 4."""
    if not 1 <= quarter <= 4:
        raise ValueError(quarter)
    return _months(year, quarter * 3 - 2, quarter * 3, "quarter")


def half_of(year: int, half: int) -> Period:
    """A half-year, 1 or 2."""
    return _months(year, half * 6 - 5, half * 6, "half")


def year_of(year: int) -> Period:
    """A whole year."""
    return _months(year, 1, 12, "year")


def week_of(day: date, *, later: int = 0) -> Period:
    """Monday to Sunday of the week around a day, or of a later (earlier) one."""
    monday = day - timedelta(days=day.weekday()) + timedelta(weeks=later)
    return Period(monday, monday + timedelta(days=6), "week")


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or the last day of a shorter month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    whole = month_of(year, month)
    return whole.first.replace(day=min(day.day, whole.last.day))
