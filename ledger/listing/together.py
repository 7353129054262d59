"""What can be done with a row together with others: the list says it before anybody goes on."""

from collections.abc import Collection
from typing import Any

from issues.lifecycle import MOVES

MOVES_FOR_MANY = ("assign", "set_deadline")


def possible_for_many(issue: Any, kept: Collection[int]) -> str:
    """Names of the moves that the table leaves to a clerk of the campaigns `kept`, with blanks between."""
    if issue.campaign_id not in kept:
        return ""
    moves = (MOVES[name] for name in MOVES_FOR_MANY)
    return " ".join(move.name for move in moves if issue.status in move.sources and not move.guard(issue))
