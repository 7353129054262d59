"""How the words of a search are looked for: rare ones by the index, common ones along the order of the list.

A rare word is a short list of issues. A common one would be a long one, to be sorted for twenty rows; read
row by row in the order of the list, twenty of them are soon found.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from issues.searching import Indexed, Said, spread_of
from ledger.counting import LIMIT


@dataclass(frozen=True)
class Found:
    """What is known of the words before the list is narrowed down; no words ask for nothing."""

    words: Sequence[str] = ()
    count: int = LIMIT
    is_common: bool = False

    @property
    def is_rare(self) -> bool:
        """Whether all issues that have them were counted."""
        return self.count < LIMIT

    def by_filters(self, *, of_few: bool = False, most: int | None = None) -> Q:
        """The condition while the filters lead.

        `of_few`: to so few issues that each can be looked at. `most`: the index may stop at so many.
        """
        if not self.words:
            return Q()
        if most is not None:
            return Q(Indexed(self.words, most=most))
        look = self.is_common or (of_few and not self.is_rare)
        return Q(Said(self.words)) if look else Q(Indexed(self.words))

    @property
    def in_order(self) -> Q:
        """The condition while the order of the list is followed."""
        if not self.words:
            return Q()
        return Q(Indexed(self.words)) if self.is_rare else Q(Said(self.words))


def look_for(words: Sequence[str]) -> Found:
    """How often the words stand in the ledger: one query, none without words."""
    if not words:
        return Found()
    spread = spread_of(words, limit=LIMIT)
    return Found(words, spread.count, spread.is_common)
