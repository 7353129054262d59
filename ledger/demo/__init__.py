"""The demo ledger (演示台账): an invented county whose ledgers show every colour, status and screen."""

from ledger.demo.accounts import ACCOUNTS, PASSWORD
from ledger.demo.play import load

__all__ = ["ACCOUNTS", "PASSWORD", "load"]
