"""A deadline out of a spreadsheet cell: text, a date, or the serial number Excel keeps for a date."""

import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from math import isfinite

from issues.deadlines.reader import read
from issues.deadlines.reading import Note, Reading
from issues.workdays import NO_CORRECTIONS, Corrections

EXCEL_DAY_ZERO = date(1899, 12, 30)
# 1982 to 2119: a smaller number is a count or a year, a larger one an identifier.
FIRST_SERIAL, LAST_SERIAL = 30000, 80000
_SERIAL_TEXT = re.compile(r"\s{0,9}(\d{5})(?:\.\d{1,12})?\s{0,9}")


def read_cell(
    value: object,
    *,
    base: date | None = None,
    previous: date | None = None,
    corrections: Corrections = NO_CORRECTIONS,
) -> Reading:
    """Like `read`, for whatever a cell holds: None, text, date, datetime, int or float."""
    if value is None:
        return Reading("")
    if isinstance(value, datetime):
        return _on(value.date(), value.date().isoformat())
    if isinstance(value, date):
        return _on(value, value.isoformat())
    text = _written(value)
    serial = _serial(text)
    if serial is not None:
        return _on(EXCEL_DAY_ZERO + timedelta(days=serial), text)
    reading = read(text, base=base, previous=previous, corrections=corrections)
    if isinstance(value, float) and reading.sure:
        # Typed as 6.30, a number cell keeps 6.3: the day may have lost its nought.
        return replace(reading, sure=False, note=Note.APPROXIMATE)
    return reading


def _on(day: date, text: str) -> Reading:
    return Reading(text, due_on=day, sure=True, note=Note.CLEAR)


def _written(value: object) -> str:
    if isinstance(value, float) and isfinite(value) and value.is_integer():
        return str(int(value))
    return str(value)


def _serial(text: str) -> int | None:
    match = _SERIAL_TEXT.fullmatch(text)
    if match is None:
        return None
    number = int(match[1])
    return number if FIRST_SERIAL <= number <= LAST_SERIAL else None
