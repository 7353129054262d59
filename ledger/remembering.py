"""Answers that hold until something is recorded.

Every change to the books leaves an entry in the trail, in the same transaction, and the hash of the last one
stands for all that went before. So an answer kept under that hash is never stale, also after a rollback or a
restored backup, and the moment anybody changes anything it is asked anew.
"""

from collections.abc import Callable
from typing import TypeVar

from django.core.cache import cache

Answer = TypeVar("Answer")
KEPT_SECONDS = 60 * 60
# Entries that change nothing anyone counts: two hundred people who sign in shall not ask everything anew.
CHANGES_NOTHING = ("person.sign_in", "person.sign_out", "person.change_password")


def remembered(name: str, position: str, ask: Callable[[], Answer]) -> Answer:
    """The answer of `ask`, kept under `name` for as long as the trail stands at `position`, a hash."""
    key = f"{name}@{position}"
    kept: Answer | None = cache.get(key)
    if kept is None:
        kept = ask()
        cache.set(key, kept, KEPT_SECONDS)
    return kept
