"""What hangs on a synthetic issue: measures, a progress entry, a waiting application."""

from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from ledger.synthetic.words import MEASURES, STEPS

CLOSED = ("closed", "normalised")


def measures_of(values: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Two measures; those of a finished issue are done."""
    done = values["status"] in CLOSED
    for position in range(2):
        yield {
            "issue_id": values["id"],
            "position": position,
            "text": MEASURES[(values["id"] + position) % len(MEASURES)],
            "unit_id": values["unit_id"],
            "due_on": values["due_on"],
            "due_text": values["due_text"],
            "state": "done" if done else "doing",
            "completed_on": values["closed_on"] if done else None,
        }


def progress_of(values: dict[str, Any], *, by: int) -> dict[str, Any]:
    """The newest progress entry."""
    return {
        "issue_id": values["id"],
        "made_on": values["progressed_on"],
        "text": STEPS[values["id"] % len(STEPS)],
        "percent": 100 if values["status"] in CLOSED else values["id"] % 10 * 10,
        "by_id": by,
        "at": timezone.now(),
    }


def closure_of(values: dict[str, Any], *, by: int) -> dict[str, Any]:
    """An application that waits for its review."""
    standing = values["rectification"].endswith("standing")
    return {
        "issue_id": values["id"],
        "cycle": 1,
        "kind": "normalise" if standing else "close",
        "statement": STEPS[values["id"] % len(STEPS)],
        "applied_by_id": by,
        "applied_on": values["progressed_on"],
        "applied_at": timezone.now(),
    }
