"""Turn Python values into plain JSON that reads back the same from SQLite and from PostgreSQL.

An entry is hashed when it is written and again when it is verified, so what is hashed must survive storage.
PostgreSQL keeps JSON as jsonb, which has its own mind about numbers and characters:

- a float in exponent notation comes back written out, an integer when whole; minus zero loses its sign;
- U+0000 and lone surrogates are refused.
"""

import datetime as dt
import math
import uuid
from collections.abc import Mapping, Set
from decimal import Decimal
from enum import Enum
from functools import singledispatch
from typing import Any

from django.utils.duration import duration_iso_string
from django.utils.functional import Promise

WHOLE_FROM = 1e16  # from here on Python writes a float with an exponent, and every such float is whole
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def text(value: object) -> str:
    """The text of a value; characters that a database refuses become U+FFFD."""
    written = str(value).replace("\0", REPLACEMENT)
    return written.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def utc(moment: dt.datetime) -> str:
    """An aware moment as UTC to the microsecond, always written with the same number of digits."""
    return moment.astimezone(dt.UTC).isoformat(timespec="microseconds")


@singledispatch
def plain(value: object) -> Any:
    """The value as None, bool, int, float, str, list or dict. Raises TypeError for what has no such form."""
    raise TypeError(f"The trail cannot record a {type(value).__name__}: give its text or its primary key.")


@plain.register
def _nothing(_value: None) -> None:
    return None


@plain.register
def _truth(value: bool) -> bool:
    return value


@plain.register
def _whole(value: int) -> int:
    return int(value)


@plain.register
def _fraction(value: float) -> float | int | str:
    if not math.isfinite(value):
        return str(value)
    if abs(value) >= WHOLE_FROM:
        return int(value)
    return float(value) + 0.0  # minus zero becomes zero


@plain.register(str)
@plain.register(Decimal)
@plain.register(uuid.UUID)
@plain.register(Promise)
def _words(value: object) -> str:
    return text(value)


@plain.register
def _moment(value: dt.datetime) -> str:
    return value.isoformat() if value.tzinfo is None else utc(value)


@plain.register(dt.date)
@plain.register(dt.time)
def _calendar(value: dt.date | dt.time) -> str:
    return value.isoformat()


@plain.register
def _span(value: dt.timedelta) -> str:
    return duration_iso_string(value)


@plain.register
def _choice(value: Enum) -> Any:
    return plain(value.value)


@plain.register(Mapping)
def _mapping(value: Mapping[str, Any]) -> dict[str, Any]:
    for key in value:
        if not isinstance(key, str):
            raise TypeError(f"The trail records dictionaries with text keys, not {key!r}.")
    return {text(key): plain(item) for key, item in value.items()}


@plain.register(list)
@plain.register(tuple)
def _sequence(value: list[Any] | tuple[Any, ...]) -> list[Any]:
    return [plain(item) for item in value]


@plain.register(Set)
def _unordered(value: Set[Any]) -> list[Any]:
    return sorted((plain(item) for item in value), key=repr)
