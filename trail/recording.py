"""Writing the trail: in the transaction of the change it tells of, one writer at a time.

The chain stays locked from the first entry to the end of the transaction. So lock the rows you change before
you record, and of many changes record all at the end with `record_many`: then nobody waits for a row while
holding the chain.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from django.db import connections, models, router
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.transaction import TransactionManagementError
from django.utils import timezone

from trail.chain import GENESIS, fingerprint
from trail.models import Entry, type_of
from trail.plain import plain, text

CHAIN_LOCK = int.from_bytes(
    b"trail", "big"
)  # key of the PostgreSQL advisory lock: one writer appends at a time
NAME_LENGTH = 150
ABSENT = object()


class Actor(Protocol):
    """Whoever acts: anything with a primary key and a text."""

    @property
    def pk(self) -> Any: ...


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One thing to record; `thread` is the record whose timeline it belongs to, if not given the subject."""

    verb: str
    subject: models.Model
    thread: models.Model | None = None
    before: Mapping[str, Any] | None = None
    after: Mapping[str, Any] | None = None


def record(
    verb: str,
    *,
    by: Actor | None,
    subject: models.Model,
    thread: models.Model | None = None,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> Entry:
    """Append one entry; `by` None is the system.

    Raises TransactionManagementError outside transaction.atomic, ValueError for an unsaved subject or thread,
    TypeError for values that have no plain form.
    """
    fact = Fact(verb=verb, subject=subject, thread=thread, before=before, after=after)
    return record_many([fact], by=by)[0]


def record_many(facts: Iterable[Fact], *, by: Actor | None) -> list[Entry]:
    """Append entries in the given order with one insert; same errors as `record`."""
    entries = [_described(fact, by) for fact in facts]
    if not entries:
        return []
    connection = connections[router.db_for_write(Entry)]
    _hold_chain(connection)
    _link(entries, *_head(connection.alias), at=timezone.now())
    return Entry.objects.using(connection.alias).bulk_create(entries)


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What differs: the old values and the new ones; a key that only one side has stays on that side."""
    differing = {key for key in {*before, *after} if before.get(key, ABSENT) != after.get(key, ABSENT)}
    return (
        {key: value for key, value in before.items() if key in differing},
        {key: value for key, value in after.items() if key in differing},
    )


def _described(fact: Fact, by: Actor | None) -> Entry:
    """The entry without its place in the chain."""
    thread = fact.thread or fact.subject
    if fact.subject.pk is None or thread.pk is None:
        raise ValueError("The trail records saved records only.")
    return Entry(
        who_id=None if by is None else by.pk,
        who_name="" if by is None else text(by)[:NAME_LENGTH],
        verb=text(fact.verb),
        subject_type=type_of(fact.subject),
        subject_id=fact.subject.pk,
        thread_type=type_of(thread),
        thread_id=thread.pk,
        before=plain(fact.before),
        after=plain(fact.after),
    )


def _hold_chain(connection: BaseDatabaseWrapper) -> None:
    """Keep other writers from appending until this transaction ends."""
    if not connection.in_atomic_block:
        raise TransactionManagementError(
            "record() belongs inside the transaction.atomic of the change it records."
        )
    if connection.vendor == "postgresql":  # on SQLite an IMMEDIATE transaction is alone already
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])


def _head(alias: str) -> tuple[int, str]:
    """Position and hash of the last entry."""
    last = Entry.objects.using(alias).order_by("-position").values_list("position", "hash").first()
    return last or (0, GENESIS)


def _link(entries: list[Entry], position: int, previous_hash: str, *, at: dt.datetime) -> None:
    """Give the entries their places after the given one."""
    for entry in entries:
        position += 1
        entry.position, entry.at, entry.previous_hash = position, at, previous_hash
        entry.hash = previous_hash = fingerprint(entry.content())
