"""The one room that knows Excel. Everything else hands it texts and gets bytes."""

from ledger.workbook.ledger_file import Sheet, write_ledger

__all__ = ["Sheet", "write_ledger"]
