"""Progress (进展): what was done, 本周无变化, and the quarterly confirmation of standing issues."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from issues.actions import locked
from issues.models import Issue
from measures.actions.proving import must_belong
from measures.lifecycle import MOVES
from measures.models import Measure, Progress
from people.models import User
from people.refusals import Unfit
from trail.recording import record


@dataclass(frozen=True)
class Report:
    """What is reported. `move` is report_progress, no_change or confirm_quarter."""

    text: str = ""
    percent: int | None = None
    measure: Measure | None = None
    move: str = "report_progress"


@transaction.atomic
def report_progress(*, issue: Issue, report: Report, by: User, today: date) -> Progress:
    """Add one dated entry. 本周无变化 ends a stall like any other, and is said once a week at most."""
    issue = locked(issue, MOVES[report.move], by=by)
    must_belong(report.measure, issue)
    if report.move == "no_change" and _said_this_week(issue, today):
        raise Unfit(_("本周已经填报过“无变化”，不必再报。"))
    confirms = report.move == "confirm_quarter"
    entry = Progress.objects.create(
        issue=issue,
        measure=report.measure,
        made_on=today,
        text=report.text,
        percent=report.percent,
        no_change=report.move == "no_change",
        confirms_quarter=confirms,
        by=by,
    )
    _start(report.measure)
    issue.progressed_on = today
    issue.confirmed_on = today if confirms else issue.confirmed_on
    issue.save(update_fields=["progressed_on", "confirmed_on", "updated_at"])
    record(f"progress.{report.move}", by=by, subject=entry, thread=issue, after={"text": report.text})
    return entry


def _said_this_week(issue: Issue, today: date) -> bool:
    monday = today - timedelta(days=today.weekday())
    return issue.progress.filter(no_change=True, made_on__gte=monday).exists()


def _start(measure: Measure | None) -> None:
    if measure is not None and measure.state == Measure.State.TODO:
        measure.state = Measure.State.DOING
        measure.save(update_fields=["state"])
