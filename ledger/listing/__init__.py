"""The list of the ledger: what an address asks for, found fast, page by page."""

from ledger.listing.asked import Asked, Offered, Reading, read
from ledger.listing.choices import Choices, choices_for
from ledger.listing.narrowing import everything
from ledger.listing.paging import Page, turn
from ledger.listing.rows import Drawing
from ledger.listing.screen import Screen

__all__ = [
    "Asked",
    "Choices",
    "Drawing",
    "Offered",
    "Page",
    "Reading",
    "Screen",
    "choices_for",
    "everything",
    "read",
    "turn",
]
