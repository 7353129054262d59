"""Counting no further than anyone reads, many questions in one query."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

# A count that reaches this is shown as "1000+".
LIMIT = 1001


@dataclass(frozen=True)
class Counts:
    """How many rows each question has, and how many different ones they have together, up to the limit.

    Rows of the questions `beside` are counted too, but not together with the others.
    """

    each: tuple[int, ...] = ()
    together: int = 0
    beside: tuple[int, ...] = ()


def count_in_one_query(
    questions: Sequence[QuerySet[Any]], *, beside: Sequence[QuerySet[Any]] = (), limit: int = LIMIT
) -> Counts:
    """Counts of querysets of one model. Each is read only up to `limit`, and once for both its counts."""
    parts: dict[int, str] = {}
    params: list[Any] = []
    for number, question in enumerate((*questions, *beside)):
        try:
            sql, given = question.order_by().values("pk")[:limit].query.sql_with_params()
        except EmptyResultSet:
            continue
        parts[number] = f"q{number} (id) AS ({sql})"
        params += given
    if not parts:
        return Counts((0,) * len(questions), 0, (0,) * len(beside))
    together = [f"q{number}" for number in parts if number < len(questions)]
    counted, union = _row(_statement(parts, together), params)
    found = dict(zip(parts, counted, strict=True))
    each = [found.get(number, 0) for number in range(len(questions) + len(beside))]
    return Counts(tuple(each[: len(questions)]), min(union, limit), tuple(each[len(questions) :]))


def _statement(parts: Mapping[int, str], together: Sequence[str]) -> str:
    counts = [_count(f"q{number}") for number in parts]
    union = " UNION ".join(f"SELECT id FROM {name}" for name in together)  # noqa: S608 - names are made above
    counts.append(_count(f"({union}) AS every_id") if together else "0")
    return f"WITH {', '.join(parts.values())} SELECT {', '.join(counts)}"


def _count(source: str) -> str:
    return f"(SELECT COUNT(*) FROM {source})"  # noqa: S608 - sources are made here, values are parameters


def _row(sql: str, params: Sequence[Any]) -> tuple[Sequence[int], int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        found: Sequence[int] = cursor.fetchone()
    return found[:-1], found[-1]


def shown(count: int, *, cap: int = LIMIT - 1) -> str:
    """A count as people read it: exact up to `cap`, then "1000+"."""
    return f"{cap}+" if count > cap else str(count)
