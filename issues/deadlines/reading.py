"""What reading a deadline text gives, and the doubts it can carry."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

DeadlineType = Literal["immediate", "staged", "standing"]


class Note(StrEnum):
    """The one thing to say about a reading; its Chinese sentence stands in `issues/deadline_words.py`."""

    CLEAR = "clear"
    EMPTY = "empty"
    NOT_FOUND = "not_found"
    VAGUE_WORD = "vague_word"  # 限期整改, 近期, 尽快
    PLACEHOLDER = "placeholder"  # X月X日
    EVENT = "event"  # 国庆节前
    IMPOSSIBLE = "impossible"  # 2月30日
    NEEDS_BASE = "needs_base"  # a span or 本月底 without the day it counts from
    NEEDS_YEAR = "needs_year"
    YEAR_GUESSED = "year_guessed"
    AMBIGUOUS = "ambiguous"  # 8月前: two days are possible
    APPROXIMATE = "approximate"  # 月初, 左右
    UNREAD_PART = "unread_part"  # another piece of the text looks like a date, too
    SEVERAL = "several"
    BACKWARDS = "backwards"  # the end of a range lies before its start
    DONE = "done"  # 已完成: a state, not a deadline
    CALENDAR_UNKNOWN = "calendar_unknown"  # working days in a year without announced holidays
    TOO_LONG = "too_long"


@dataclass(frozen=True, slots=True)
class Reading:
    """One deadline text, read.

    text      exactly as it was written
    types     none, one or several of immediate, staged, standing, in this order
    due_on    the last day on which the work is in time
    sure      False: a person has to confirm it
    periodic  a rhythm such as 每季度
    other     a second day that is possible too, only where the note says so
    """

    text: str
    types: tuple[DeadlineType, ...] = ()
    due_on: date | None = None
    sure: bool = False
    periodic: bool = False
    note: Note = Note.EMPTY
    other: date | None = None
