"""How a demo issue is told: what it is, and what happens to it on which day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Step:
    """One event, `day` days from today (negative: past)."""

    day: int
    verb: str
    said: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Story:
    """An issue and its life. `due` is days from today, "" or a text without a date."""

    category: str
    title: str
    description: str
    unit: str
    leader: str
    source: str
    kind: str
    found: int
    due: int | str
    measures: Sequence[str]
    steps: Sequence[Step]
    co_units: Sequence[str] = ()
    severity: str = "ordinary"
    target: str = ""


def step(day: int, verb: str, **said: Any) -> Step:
    """A step in one line."""
    return Step(day, verb, said)


def underway(start: int, *, plan_after: int = 3) -> list[Step]:
    """Registered, claimed two days later, measures written."""
    return [step(start, "register"), step(start + 2, "claim"), step(start + plan_after, "plan")]


def settled(start: int, end: int, *, done: str, report: str) -> list[Step]:
    """A whole life that ends well: from registration on day `start` to the accepted closing on day `end`."""
    middle = (start + end) // 2
    return [
        *underway(start),
        step(middle, "report", text=report, percent=60),
        step(end - 6, "complete_all"),
        step(end - 5, "apply", statement=done),
        step(end - 3, "endorse", text="情况属实，同意申请。"),
        step(end, "accept", reason="经核查资料和现场，整改到位。"),
    ]
