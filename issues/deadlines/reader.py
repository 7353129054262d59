"""Puts the expressions of one deadline text together into one reading."""

import re
from dataclasses import dataclass, replace
from datetime import date

from issues.deadlines import words
from issues.deadlines.calendar_grammar import JOIN
from issues.deadlines.placing import Frame, Placed, place
from issues.deadlines.reading import Note, Reading
from issues.deadlines.recipes import Found, FromBase, InYear, Rhythm
from issues.deadlines.scanning import scan
from issues.deadlines.text import LIMIT, normalise
from issues.workdays import NO_CORRECTIONS, Corrections

_RANGE = re.compile(JOIN)
# 2025年5月至长期, 2024年1月至今: a start whose end is no date.
_OPEN_END = re.compile(r"(?:起?至|到(?![位期账岗场])|-{1,3}(?=长期|永久|至?今))(?=.)")
_LIKE_A_DATE = re.compile(r"\d[年月周]|(?:19|20)\d{2}[-./]\d")
_CLAUSE_ENDS = re.compile(r"[,;。]|$")


@dataclass(frozen=True, slots=True)
class _Facts:
    """What a text holds.

    due        the deadlines, placed
    failed     what looks like one and could not be placed
    periodic   it names a rhythm
    leftover   some piece between the expressions still looks like a date
    """

    due: tuple[Placed, ...]
    failed: tuple[Placed, ...]
    periodic: bool
    leftover: bool


def read(
    text: str,
    *,
    base: date | None = None,
    previous: date | None = None,
    corrections: Corrections = NO_CORRECTIONS,
) -> Reading:
    """Read a deadline as people write it; never raises.

    base is the date of the document (or of the feedback a span counts from), previous the deadline before
    this one; both lend a missing year. Only the first 300 characters are looked at.
    """
    plain = normalise(text)
    if not plain:
        return Reading(text)
    facts = _gather(plain, Frame(base, previous, corrections))
    reading = Reading(text, types=words.types_in(plain), periodic=facts.periodic)
    reading = _dated(reading, facts) if facts.due else _undated(reading, facts, plain)
    return _doubted(reading, plain)


def _gather(plain: str, frame: Frame) -> _Facts:
    found = scan(plain)
    frame = replace(frame, span_start=_span_start(plain, found, frame))
    due: list[Placed] = []
    failed: list[Placed] = []
    rhythm_ends = 0
    periodic = False
    for index, here in enumerate(found):
        if isinstance(here.recipe, Rhythm):
            periodic, rhythm_ends = True, _clause_end(plain, here.end)
            continue
        if here.start < rhythm_ends and not _names_its_year(here):
            continue
        ends_range = index > 0 and _joined(plain, found[index - 1], here)
        placed = place(here, replace(frame, ends_range=ends_range))
        if ends_range:
            placed = _checked_range(placed, frame)
        frame = replace(frame, neighbour=_neighbour(here, placed) or frame.neighbour)
        if not _is_start(plain, found, index) and not _is_year_of_rhythm(placed, found, index):
            (due if placed.period else failed).append(placed)
    return _Facts(tuple(due), tuple(failed), periodic, _has_leftover(plain, found))


def _has_leftover(plain: str, found: list[Found]) -> bool:
    edges = [0, *(edge for here in found for edge in (here.start, here.end)), len(plain)]
    gaps = zip(edges[::2], edges[1::2], strict=True)
    return any(_LIKE_A_DATE.search(plain[start:end]) for start, end in gaps)


def _clause_end(plain: str, position: int) -> int:
    end = _CLAUSE_ENDS.search(plain, position)
    return end.start() if end else len(plain)


def _names_its_year(found: Found) -> bool:
    return isinstance(found.recipe, InYear) and found.recipe.year.is_written


def _neighbour(found: Found, placed: Placed) -> date | None:
    """Only a date that is certain lends its year to the next one."""
    if placed.period is None or placed.note == Note.YEAR_GUESSED:
        return None
    return placed.period.last if _names_its_year(found) else None


def _joined(plain: str, first: Found, second: Found) -> bool:
    return _RANGE.fullmatch(plain, first.end, second.start) is not None


def _is_start(plain: str, found: list[Found], index: int) -> bool:
    """It begins something: 2024年5月起, 自6月, or the first half of a range."""
    here = found[index]
    if isinstance(here.recipe, Rhythm):
        return False
    is_span = isinstance(here.recipe, FromBase) and here.recipe.is_span
    begins = here.suffix == "start" or (plain[: here.start].endswith(("自", "从")) and not is_span)
    begins = begins or (here.suffix != "before" and _OPEN_END.match(plain, here.end) is not None)
    return begins or (index + 1 < len(found) and _joined(plain, here, found[index + 1]))


def _is_year_of_rhythm(placed: Placed, found: list[Found], index: int) -> bool:
    """2025年每季度: the year says how long the rhythm runs, it is no deadline."""
    if placed.period is None or placed.period.unit != "year" or index + 1 == len(found):
        return False
    following = found[index + 1]
    return isinstance(following.recipe, Rhythm) and following.start == found[index].end


def _span_start(plain: str, found: list[Found], frame: Frame) -> date | None:
    """自2025年6月1日起30日内 counts from the day it names."""
    for index, here in enumerate(found):
        if isinstance(here.recipe, InYear) and _is_start(plain, found, index):
            period = place(here, frame).period
            return period.first if period else None
    return None


def _checked_range(placed: Placed, frame: Frame) -> Placed:
    if placed.due_on and frame.neighbour and placed.due_on < frame.neighbour:
        return replace(placed, note=Note.BACKWARDS)
    return placed


def _dated(reading: Reading, facts: _Facts) -> Reading:
    """The latest deadline counts; anything beside it makes the reading doubtful."""
    chosen = max(facts.due, key=lambda placed: placed.due_on or date.min)
    days = {placed.due_on for placed in facts.due}
    note, other = chosen.note, chosen.other
    if len(days) > 1:
        note, other = Note.SEVERAL, None
    elif facts.failed and note == Note.CLEAR:
        failed = facts.failed[0].note
        note = Note.SEVERAL if failed in {Note.NEEDS_BASE, Note.NEEDS_YEAR} else failed
    elif facts.leftover and note == Note.CLEAR:
        note = Note.UNREAD_PART
    return replace(reading, due_on=chosen.due_on, note=note, other=other, sure=note == Note.CLEAR)


def _undated(reading: Reading, facts: _Facts, plain: str) -> Reading:
    if facts.failed:
        return replace(reading, note=facts.failed[0].note)
    if reading.types or reading.periodic:
        return replace(reading, note=Note.CLEAR, sure=True)
    return replace(reading, note=Note.VAGUE_WORD if words.VAGUE.search(plain) else Note.NOT_FOUND)


def _doubted(reading: Reading, plain: str) -> Reading:
    """Doubts about the text as a whole come last: they hold whatever was read."""
    if words.DONE.search(plain):
        return replace(reading, note=Note.DONE, sure=False)
    if len(reading.text.strip()) > LIMIT and reading.sure:
        return replace(reading, note=Note.TOO_LONG, sure=False)
    return reading
