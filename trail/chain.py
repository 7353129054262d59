"""What an entry's fingerprint is made of: its canonical text and the hash of the entry before it."""

import datetime as dt
import hashlib
import json
from typing import Any, NamedTuple

from trail.plain import utc

GENESIS = "0" * 64  # stands for "the hash before the first entry"


class Content(NamedTuple):
    """Every field of an entry that its hash covers: all but the storage key `id` and the hash itself."""

    position: int
    at: dt.datetime
    who_id: int | None
    who_name: str
    verb: str
    subject_type: str
    subject_id: int
    thread_type: str
    thread_id: int
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    previous_hash: str


def canonical(content: Content) -> str:
    """One stable JSON text: keys sorted, no spaces, characters as they are, the moment in UTC microseconds.

    `before` and `after` must be plain (see `trail.plain`); None is written null and differs from {}.
    """
    fields = content._asdict() | {"at": utc(content.at)}
    return json.dumps(fields, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def fingerprint(content: Content) -> str:
    """SHA-256 of the canonical text in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical(content).encode()).hexdigest()
