"""The book seen whole."""

from ledger.models.notices import Notice

__all__ = ["Notice"]
