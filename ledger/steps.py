"""The step of an issue (四步工作法): derived from its records, never stored."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LABELS: tuple[str | Promise, ...] = (_("发现问题"), _("限期整改"), _("回头看"), _("优化制度"))
# One more than the last step: the loop is closed (闭环).
LOOP_CLOSED = len(LABELS) + 1


@dataclass(frozen=True)
class StepFacts:
    """What the present cycle's records say. `regulated`: a regulation is linked, or 无需建制 is stated."""

    claimed: bool = False
    closed: bool = False
    looked_back: bool = False
    regulated: bool = False


@dataclass(frozen=True)
class Step:
    """One station of the line, for `parts/steps.html`. `state` is done, current or ""."""

    label: str | Promise
    state: str
    note: str | Promise = ""


def step_of(facts: StepFacts) -> int:
    """1 until claimed, 2 until closed, 3 until looked back at, 4 until regulated; then LOOP_CLOSED."""
    passed = (facts.claimed, facts.closed, facts.looked_back, facts.regulated)
    for step, is_passed in enumerate(passed, start=1):
        if not is_passed:
            return step
    return LOOP_CLOSED


def step_line(step: int, notes: tuple[str | Promise, ...] = ()) -> list[Step]:
    """The four stations as they stand when the issue is in `step`; `notes` says something under each."""
    line = []
    for number, label in enumerate(LABELS, start=1):
        state = "done" if number < step else "current" if number == step else ""
        line.append(Step(label, state, notes[number - 1] if number <= len(notes) else ""))
    return line
