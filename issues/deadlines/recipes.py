"""What the grammar hands over: how to get from a year, or from a base date, to a period."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from issues.deadlines.periods import Period
from issues.deadlines.reading import Note
from issues.workdays import Corrections


@dataclass(frozen=True, slots=True)
class Year:
    """A year as written: a number, 今年/明年 (offset from the base year), or nothing (both None)."""

    number: int | None = None
    offset: int | None = None
    from_neighbour: bool = False  # 当年, 次年 count from the date before them in the same text

    @property
    def is_written(self) -> bool:
        return self.number is not None or self.offset is not None


@dataclass(frozen=True, slots=True)
class InYear:
    """A place in the calendar that lacks only its year; `build` raises ValueError if it does not exist."""

    year: Year
    build: Callable[[int], Period]
    note: Note = Note.CLEAR
    other: date | None = None


@dataclass(frozen=True, slots=True)
class FromBase:
    """A place that counts from a base date; a span starts at 自…起 when the text says so."""

    build: Callable[[date, Corrections], tuple[Period, Note]]
    is_span: bool = False


@dataclass(frozen=True, slots=True)
class Unread:
    """It looks like a date and is none."""

    note: Note


@dataclass(frozen=True, slots=True)
class Rhythm:
    """每季度, 按月."""


Recipe = InYear | FromBase | Unread | Rhythm


@dataclass(frozen=True, slots=True)
class Found:
    """A recipe with its place in the normalised text, and the word that follows it.

    suffix is "before" (前), "about" (前后, 左右), "start" (起, 以后), "within" (内) or "".
    """

    start: int
    end: int
    recipe: Recipe
    suffix: str
