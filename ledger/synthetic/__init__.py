"""Synthetic ledgers of any size, for measuring and for looking at full lists. Nothing in them is real."""

from ledger.synthetic.county import ACCOUNTS, PASSWORD, Stage, holds_something, is_synthetic, set_stage
from ledger.synthetic.loading import load, next_id
from ledger.synthetic.rows import Plan

__all__ = [
    "ACCOUNTS",
    "PASSWORD",
    "Plan",
    "Stage",
    "holds_something",
    "is_synthetic",
    "load",
    "next_id",
    "set_stage",
]
