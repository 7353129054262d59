from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Group
from django.db import connection, transaction

from tests.append_only import guards_lifted
from trail.chain import fingerprint
from trail.models import Entry
from trail.recording import Fact, record_many


@dataclass
class Person:
    """Somebody who acts; the trail needs no more than this of a user."""

    pk: int
    name: str

    def __str__(self) -> str:
        return self.name


@pytest.fixture
def clerk():
    return Person(3, "经办岗")


@pytest.fixture
def thing():
    """A record with a primary key; what kind it is means nothing to the trail."""
    return Group(pk=7, name="会议偏多")


@pytest.fixture
def write(clerk, thing) -> Callable[[int], list[Entry]]:
    """Record so many entries in one transaction."""

    def write(count: int) -> list[Entry]:
        with transaction.atomic():
            return record_many(
                [Fact(verb="thing.change", subject=thing, after={"n": n}) for n in range(count)], by=clerk
            )

    return write


@pytest.fixture
def forge():
    """What somebody who owns the database could do: change rows past every guard."""

    def sql(statement: str, *values: object) -> None:
        with guards_lifted(connection), connection.cursor() as cursor:
            cursor.execute(statement, values)

    def rehash(position: int) -> str:
        """Make the entry's hash fit its content again."""
        entry = Entry.objects.get(position=position)
        entry.hash = fingerprint(entry.content())
        sql("UPDATE trail_entry SET hash = %s WHERE position = %s", entry.hash, position)
        return entry.hash

    def shift(first: int, by: int) -> None:
        """Renumber the entries from `first` on; in two steps, since positions are unique."""
        sql("UPDATE trail_entry SET position = position + 1000000 WHERE position >= %s", first)
        sql("UPDATE trail_entry SET position = position - 1000000 + %s WHERE position > 1000000", by)

    def swap(one: int, other: int) -> None:
        sql("UPDATE trail_entry SET position = 1000000 WHERE position = %s", one)
        sql("UPDATE trail_entry SET position = %s WHERE position = %s", one, other)
        sql("UPDATE trail_entry SET position = %s WHERE position = 1000000", other)

    return SimpleNamespace(sql=sql, rehash=rehash, shift=shift, swap=swap)
