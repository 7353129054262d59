"""Measures (整改措施), written in one go and completed one by one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from issues.actions import locked, move_to
from issues.models import Issue
from measures.actions.proving import must_belong
from measures.lifecycle import MOVES
from measures.models import Measure
from people.models import Organisation, User
from people.refusals import NotAllowedNow, Unfit
from trail.recording import record


@dataclass(frozen=True)
class MeasureRow:
    """One line of the measures form; `pk` None for a new one."""

    pk: int | None
    text: str
    unit: Organisation | None = None
    person: str = ""
    due_on: date | None = None
    due_text: str = ""


@transaction.atomic
def save_measures(*, issue: Issue, rows: Sequence[MeasureRow], by: User, version: int) -> Issue:
    """Make the measures of the present cycle be `rows`, in that order; raises Unfit, Outdated."""
    move = MOVES["plan_measures"]
    issue = locked(issue, move, by=by, version=version)
    present = {measure.pk: measure for measure in issue.measures.filter(cycle=issue.cycle)}
    before = [measure.text for measure in present.values()]
    _remove([measure for pk, measure in present.items() if pk not in {row.pk for row in rows}])
    for position, row in enumerate(rows):
        measure = present.get(row.pk or 0) or Measure(issue=issue, cycle=issue.cycle)
        measure.position, measure.text, measure.unit, measure.person = (
            position,
            row.text,
            row.unit,
            row.person,
        )
        measure.due_on, measure.due_text = row.due_on, row.due_text
        measure.save()
    said = {"measures": [row.text for row in rows], "previous_measures": before}
    return move_to(issue, move, by=by, changed={}, said=said)


def _remove(measures: Sequence[Measure]) -> None:
    for measure in measures:
        if why := why_kept(measure):
            raise Unfit(why)
        measure.delete()


def why_kept(measure: Measure) -> str:
    """Why a measure cannot be removed, in the user's words, or ""."""
    words = {"text": measure.text[:20]}
    if measure.progress.exists() or measure.evidence.exists():
        return _("措施“%(text)s”已有进展或佐证，不能删除。") % words
    if measure.state == Measure.State.DONE:
        return _("措施“%(text)s”已经完成，不能删除。") % words
    return ""


@transaction.atomic
def complete_measure(*, measure: Measure, by: User, today: date, on: date | None = None) -> Measure:
    """Mark a measure of the present cycle as completed `on` a day (default `today`); raises Unfit."""
    on = on or today
    move = MOVES["complete_measure"]
    issue = locked(measure.issue, move, by=by)
    measure = issue.measures.select_for_update().get(pk=measure.pk)
    must_be_open(measure, issue)
    if not issue.found_on <= on <= today:
        message = _("完成日期应在发现问题之日（%(found)s）到今天之间。") % {"found": issue.found_on}
        raise Unfit(message, "completed_on")
    measure.state, measure.completed_on = Measure.State.DONE, on
    measure.save(update_fields=["state", "completed_on"])
    issue.progressed_on = today
    issue.save(update_fields=["progressed_on", "updated_at"])
    record("measure.complete", by=by, subject=measure, thread=issue, after={"text": measure.text})
    return measure


def must_be_open(measure: Measure, issue: Issue) -> None:
    """Raise NotAllowedNow unless the measure is of the issue's present cycle and not completed."""
    must_belong(measure, issue)
    if measure.state == Measure.State.DONE:
        raise NotAllowedNow(issue, _("这条措施已经完成。"))
