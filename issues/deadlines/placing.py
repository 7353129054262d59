"""From a recipe to a day: finds the missing year, counts from the base date, decides what 前 means."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from issues.deadlines.periods import Period
from issues.deadlines.reading import Note
from issues.deadlines.recipes import Found, FromBase, InYear, Recipe, Unread, Year
from issues.workdays import Corrections

LAST_QUARTER_BEGINS, FIRST_QUARTER_ENDS = 10, 3


@dataclass(frozen=True, slots=True)
class Frame:
    """What an expression is read against.

    base        date of the document
    previous    the deadline before this text
    neighbour   the dated expression before this one in the same text
    ends_range  this expression is the end of a range that the neighbour begins
    span_start  where 自…起 lets a span begin, else the base
    """

    base: date | None
    previous: date | None
    corrections: Corrections
    neighbour: date | None = None
    ends_range: bool = False
    span_start: date | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """The period of one expression, or None and the note that says why."""

    period: Period | None
    note: Note = Note.CLEAR
    other: date | None = None

    @property
    def due_on(self) -> date | None:
        return self.period.last if self.period else None


def place(found: Found, frame: Frame) -> Placed:
    """Never raises: what the calendar does not have is noted as impossible."""
    try:
        placed = _place(found.recipe, frame)
    except (ValueError, OverflowError):
        return Placed(None, Note.IMPOSSIBLE)
    if placed.period is None:
        return placed
    return _with_suffix(placed, placed.period, found, frame)


def _place(recipe: Recipe, frame: Frame) -> Placed:
    if isinstance(recipe, InYear):
        placed = _in_year(recipe, frame)
        if placed.period is None or recipe.note == Note.CLEAR:
            return placed
        return replace(placed, note=recipe.note, other=recipe.other)
    if isinstance(recipe, FromBase):
        start = (frame.span_start if recipe.is_span else None) or frame.base
        if start is None:
            return Placed(None, Note.NEEDS_BASE)
        return Placed(*recipe.build(start, frame.corrections))
    return Placed(None, recipe.note if isinstance(recipe, Unread) else Note.NOT_FOUND)


def _in_year(recipe: InYear, frame: Frame) -> Placed:
    year = recipe.year
    if year.number is not None:
        return Placed(recipe.build(year.number))
    if year.offset is not None:
        return _relative_year(recipe.build, year, frame)
    if frame.neighbour:
        return _year_of_neighbour(recipe.build, frame.neighbour, ends_range=frame.ends_range)
    if frame.base:
        return _year_of_base(recipe.build, frame.base, frame.previous)
    if frame.previous:
        return _year_of_previous(recipe.build, frame.previous)
    recipe.build(
        2024
    )  # a leap year: what does not even exist then (6月31日) is impossible, not lacking a year
    return Placed(None, Note.NEEDS_YEAR)


Build = Callable[[int], Period]


def _relative_year(build: Build, year: Year, frame: Frame) -> Placed:
    """今年, 明年 count from the base; 当年, 次年 from the date before them in the text."""
    start = (frame.neighbour if year.from_neighbour else None) or frame.base
    if start:
        return Placed(build(start.year + (year.offset or 0)))
    if frame.previous:
        return Placed(build(frame.previous.year + (year.offset or 0)), Note.YEAR_GUESSED)
    return Placed(None, Note.NEEDS_BASE)


def _year_of_neighbour(build: Build, neighbour: date, *, ends_range: bool) -> Placed:
    same = build(neighbour.year)
    if ends_range and same.last < neighbour:
        return Placed(build(neighbour.year + 1), Note.YEAR_GUESSED, same.last)
    return Placed(same)


def _year_of_base(build: Build, base: date, previous: date | None) -> Placed:
    """The base's year; doubtful where the day has passed by then, or the deadline before has a later year."""
    same = build(base.year)
    has_passed = same.last < base
    is_outrun = previous is not None and previous.year > base.year
    if not has_passed and not is_outrun:
        return Placed(same)
    later = _built(build, previous.year if previous and is_outrun else base.year + 1)
    if later is None:
        return Placed(same, Note.YEAR_GUESSED)
    if is_outrun:
        chosen, other = (later, same) if has_passed else (same, later)
        return Placed(chosen, Note.YEAR_GUESSED, other.last)
    # A paper of October to December that says 3月底前 plans ahead; any other past month may be an old one.
    if base.month >= LAST_QUARTER_BEGINS and same.last.month <= FIRST_QUARTER_ENDS:
        return Placed(later, Note.YEAR_GUESSED, same.last)
    return Placed(same, Note.YEAR_GUESSED, later.last)


def _year_of_previous(build: Build, previous: date) -> Placed:
    same = build(previous.year)
    if same.last >= previous:
        return Placed(same)
    later = _built(build, previous.year + 1)
    return Placed(same, Note.YEAR_GUESSED, later.last if later else None)


def _built(build: Build, year: int) -> Period | None:
    """None where that year lacks the day: 29 February is not in every one."""
    try:
        return build(year)
    except ValueError:
        return None


def _with_suffix(placed: Placed, period: Period, found: Found, frame: Frame) -> Placed:
    if found.suffix == "about":
        return replace(placed, note=Note.APPROXIMATE)
    if found.suffix == "within" and _may_be_a_span(period, found):
        return replace(placed, note=Note.APPROXIMATE)
    if found.suffix == "before" and period.unit != "day":
        return _before(period, frame.base)
    return placed


def _may_be_a_span(period: Period, found: Found) -> bool:
    """三月内 can be March or three months."""
    recipe = found.recipe
    return period.unit == "month" and isinstance(recipe, InYear) and not recipe.year.is_written


def _before(period: Period, base: date | None) -> Placed:
    """8月前: 31 July or 31 August.

    Months and years are named like points in time, so the day before them is proposed (unless it has passed
    already); quarters, half-years and ten-day parts are named like stretches of work, so their last day is.
    """
    eve = period.first - timedelta(days=1)
    eve_has_passed = base is not None and eve < base <= period.last
    if period.unit in {"month", "year"} and not eve_has_passed:
        return Placed(replace(period, first=eve, last=eve, unit="day"), Note.AMBIGUOUS, period.last)
    return Placed(period, Note.AMBIGUOUS, eve)
