"""Look-back (回头看): planned, recorded, confirmed by another person; a rebound reopens the issue (回炉)."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from issues.actions import locked, move_to
from issues.models import Issue
from measures.actions.extending import Verdict
from measures.lifecycle import MOVES
from measures.models import LookBack
from people.models import User
from people.refusals import Unfit
from trail.recording import record


@dataclass(frozen=True)
class LookBackPlan:
    """When, how and by whom."""

    planned_on: date
    method: str
    reviewers: str


@dataclass(frozen=True)
class LookBackFinding:
    """What was found. `result` is holds, rebounded or false."""

    done_on: date
    finding: str
    result: str


@transaction.atomic
def plan_look_back(*, issue: Issue, plan: LookBackPlan, by: User) -> LookBack:
    """Plan a look-back on a finished issue; raises Unfit for `planned_on`."""
    issue = locked(issue, MOVES["plan_look_back"], by=by)
    if issue.closed_on is not None and plan.planned_on < issue.closed_on:
        raise Unfit(_("计划日期不能早于销号日期 %(date)s。") % {"date": issue.closed_on}, "planned_on")
    look_back = LookBack.objects.create(
        issue=issue,
        cycle=issue.cycle,
        planned_on=plan.planned_on,
        method=plan.method,
        reviewers=plan.reviewers,
        planned_by=by,
    )
    record(
        "look_back.plan", by=by, subject=look_back, thread=issue, after={"planned_on": str(plan.planned_on)}
    )
    return look_back


def _open(issue: Issue, state: str) -> LookBack:
    found: LookBack = LookBack.objects.select_for_update().get(issue=issue, state=state)
    return found


@transaction.atomic
def record_look_back(*, issue: Issue, finding: LookBackFinding, by: User) -> LookBack:
    """Record what the check found; it counts once a reviewer has confirmed it. Raises Unfit for `done_on`."""
    issue = locked(issue, MOVES["record_look_back"], by=by)
    if issue.closed_on is not None and finding.done_on < issue.closed_on:
        raise Unfit(_("开展日期不能早于销号日期 %(date)s。") % {"date": issue.closed_on}, "done_on")
    look_back = _open(issue, LookBack.State.PLANNED)
    look_back.done_on, look_back.finding, look_back.result = finding.done_on, finding.finding, finding.result
    look_back.recorded_by, look_back.state = by, LookBack.State.RECORDED
    look_back.save(update_fields=["done_on", "finding", "result", "recorded_by", "state"])
    after = {"result": finding.result, "finding": finding.finding}
    record("look_back.record", by=by, subject=look_back, thread=issue, after=after)
    return look_back


@transaction.atomic
def confirm_look_back(*, issue: Issue, verdict: Verdict, by: User, today: date) -> LookBack:
    """The reviewer's word: refused, it is to be recorded anew; a confirmed rebound or false closing
    reopens.
    """
    issue = locked(issue, MOVES["confirm_look_back"], by=by)
    look_back = _open(issue, LookBack.State.RECORDED)
    verdict.check(look_back)
    look_back.decision = verdict.reason
    if verdict.granted:
        look_back.confirmed_by, look_back.confirmed_at = by, timezone.now()
        look_back.state = LookBack.State.CONFIRMED
    else:
        look_back.state = LookBack.State.PLANNED
    look_back.save(update_fields=["decision", "confirmed_by", "confirmed_at", "state"])
    after = {"granted": verdict.granted, "result": look_back.result, "reason": verdict.reason}
    record("look_back.confirm", by=by, subject=look_back, thread=issue, after=after)
    if verdict.granted and look_back.result != LookBack.Result.HOLDS:
        _reopen(issue, by=by, today=today)
    return look_back


def _reopen(issue: Issue, *, by: User, today: date) -> None:
    """A new cycle begins. What was recorded of the old one stays; the frozen figures of a past quarter
    too.
    """
    changed = {"cycle": issue.cycle + 1, "refusals": 0, "closed_on": None, "progressed_on": today}
    move_to(issue, MOVES["reopen"], by=by, changed=changed)
