"""Who answers: assign (交办), claim (认领), ask for and make a reassignment (改派), void (作废)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from issues.actions.locking import locked, move_to, set_co_units
from issues.lifecycle import MOVES
from issues.models import Issue, ReassignmentRequest
from people.models import Leader, Organisation, User
from trail.recording import record


@dataclass(frozen=True)
class Assignment:
    """Who leads, who answers, who helps. `co_units` None leaves them as they are."""

    unit: Organisation
    lead_leader: Leader
    liaison: User | None = None
    co_units: Sequence[Organisation] | None = None


def _people(to: Assignment) -> dict[str, object]:
    return {"unit": to.unit, "lead_leader": to.lead_leader, "liaison": to.liaison}


@transaction.atomic
def assign(*, issue: Issue, to: Assignment, by: User) -> Issue:
    """Say who leads and who answers, as long as nobody has claimed."""
    move = MOVES["assign"]
    issue = locked(issue, move, by=by)
    said = set_co_units(issue, to.co_units, unit=to.unit)
    return move_to(issue, move, by=by, changed=_people(to), said=said)


@transaction.atomic
def claim(*, issue: Issue, by: User, today: date) -> Issue:
    """认领: the unit or the leader takes the issue; a liaison of the unit becomes its liaison."""
    move = MOVES["claim"]
    issue = locked(issue, move, by=by)
    changed: dict[str, object] = {"claimed_on": today, "progressed_on": today}
    if issue.liaison_id is None and by.has_role("liaison") and by.organisation_id == issue.unit_id:
        changed["liaison"] = by
    return move_to(issue, move, by=by, changed=changed)


@transaction.atomic
def ask_reassignment(*, issue: Issue, reason: str, by: User) -> ReassignmentRequest:
    """Ask the office to hand the issue to somebody else."""
    issue = locked(issue, MOVES["ask_reassignment"], by=by)
    request = ReassignmentRequest.objects.create(issue=issue, reason=reason, asked_by=by)
    record("issue.ask_reassignment", by=by, subject=request, thread=issue, after={"reason": reason})
    return request


def _answer_open_request(issue: Issue, *, granted: bool, answer: str, by: User) -> None:
    issue.reassignment_requests.filter(granted=None).update(
        granted=granted, answer=answer, answered_by=by, answered_at=timezone.now()
    )


@transaction.atomic
def reassign(*, issue: Issue, to: Assignment, reason: str, by: User, today: date) -> Issue:
    """改派: back to 待认领 with other people, whose time begins today; an open request is granted by it."""
    move = MOVES["reassign"]
    issue = locked(issue, move, by=by)
    _answer_open_request(issue, granted=True, answer=reason, by=by)
    said = {"reason": reason, **set_co_units(issue, to.co_units, unit=to.unit)}
    changed = {**_people(to), "assigned_on": today, "claimed_on": None, "progressed_on": today}
    return move_to(issue, move, by=by, changed=changed, said=said)


@transaction.atomic
def answer_reassignment(*, issue: Issue, answer: str, by: User) -> Issue:
    """Decline the open request with a reason; the issue stays where it is."""
    issue = locked(issue, MOVES["decline_reassignment"], by=by)
    _answer_open_request(issue, granted=False, answer=answer, by=by)
    record("issue.decline_reassignment", by=by, subject=issue, after={"answer": answer})
    return issue


@transaction.atomic
def void(*, issue: Issue, reason: str, by: User) -> Issue:
    """作废, with a reason."""
    move = MOVES["void"]
    return move_to(locked(issue, move, by=by), move, by=by, changed={"void_reason": reason})
