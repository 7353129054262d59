"""Every write to issues: one transaction, a locked row, a checked move, one trail entry."""

from issues.actions.assigning import (
    Assignment,
    answer_reassignment,
    ask_reassignment,
    assign,
    claim,
    reassign,
    void,
)
from issues.actions.campaigns import save_campaign, save_source
from issues.actions.categories import CategoryRow, preset_rows, save_categories
from issues.actions.deadlines import DueBy, extend, set_first_deadline
from issues.actions.locking import locked, move_to
from issues.actions.registering import create_draft, edit, mark_repeat, register

__all__ = [
    "Assignment",
    "CategoryRow",
    "DueBy",
    "answer_reassignment",
    "ask_reassignment",
    "assign",
    "claim",
    "create_draft",
    "edit",
    "extend",
    "locked",
    "mark_repeat",
    "move_to",
    "preset_rows",
    "reassign",
    "register",
    "save_campaign",
    "save_categories",
    "save_source",
    "set_first_deadline",
    "void",
]
