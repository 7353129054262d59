"""Quarters of a year."""

from datetime import date


def quarter_start(day: date) -> date:
    """The first day of the quarter that `day` is in."""
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def quarter_of(day: date) -> int:
    """1 to 4."""
    return (day.month - 1) // 3 + 1
