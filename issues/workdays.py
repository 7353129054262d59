"""Working days: weekends, public holidays and make-up working days (调休), with corrections by hand.

The holidays of a year are announced in the November before it, so the library never knows the far future. For
a year it does not know, Monday to Friday are taken; `is_known` tells a caller that this is only a fallback.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType

import chinese_calendar

Corrections = Mapping[date, bool]
"""Day → is it a working day; entered by the office, stronger than the library."""

NO_CORRECTIONS: Corrections = MappingProxyType({})

ONE_DAY = timedelta(days=1)
SATURDAY = 5


def _years_of_the_library() -> frozenset[int]:
    # A holiday over New Year reaches into a year not announced yet, so National Day decides.
    years = {day.year for day in chinese_calendar.holidays}
    return frozenset(year for year in years if date(year, 10, 1) in chinese_calendar.holidays)


KNOWN_YEARS = _years_of_the_library()


def known_years() -> frozenset[int]:
    """Years whose public holidays the library knows."""
    return KNOWN_YEARS


def is_known(year: int) -> bool:
    """False: working days of that year are only guessed from the weekday."""
    return year in KNOWN_YEARS


def is_workday(day: date, corrections: Corrections = NO_CORRECTIONS) -> bool:
    """Is work done on that day: a correction first, then the library, then Monday to Friday."""
    corrected = corrections.get(day)
    if corrected is not None:
        return corrected
    if is_known(day.year):
        return bool(chinese_calendar.is_workday(day))
    return day.weekday() < SATURDAY


def add_workdays(start: date, count: int, corrections: Corrections = NO_CORRECTIONS) -> date:
    """The count-th working day after start, which itself never counts; a negative count goes back.

    Raises OverflowError beyond the years 1 to 9999.
    """
    step = ONE_DAY if count >= 0 else -ONE_DAY
    day, left = start, abs(count)
    while left:
        day += step
        left -= is_workday(day, corrections)
    return day


def next_workday(day: date, corrections: Corrections = NO_CORRECTIONS) -> date:
    """The day itself when it is a working day, else the first one after it."""
    while not is_workday(day, corrections):
        day += ONE_DAY
    return day


def workdays_between(start: date, end: date, corrections: Corrections = NO_CORRECTIONS) -> int:
    """How many working days lie after start up to and including end; negative when end is earlier.

    For a working day `end` it undoes `add_workdays`.
    """
    if end < start:
        days = (end + timedelta(days=offset) for offset in range((start - end).days))
        return -sum(is_workday(day, corrections) for day in days)
    days = (start + timedelta(days=offset + 1) for offset in range((end - start).days))
    return sum(is_workday(day, corrections) for day in days)
