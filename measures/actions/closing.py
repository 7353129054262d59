"""Closing (销号): applied for by the unit, endorsed by the leader, decided by a second person."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from issues.actions import locked, move_to
from issues.models import Issue
from measures.lifecycle import MOVES
from measures.models import Closure
from people.models import User
from people.refusals import NotAllowedNow, Unfit
from trail.recording import record


@transaction.atomic
def apply(*, issue: Issue, statement: str, by: User, today: date) -> Closure:
    """申请销号 (转常态 for a standing issue): the closing rules of its type must hold."""
    move = MOVES["apply"]
    issue = locked(issue, move, by=by)
    closure = Closure.objects.create(
        issue=issue,
        cycle=issue.cycle,
        kind=Closure.Kind.NORMALISE if issue.type.is_standing else Closure.Kind.CLOSE,
        statement=statement,
        applied_by=by,
        applied_on=today,
        liaison=issue.liaison,
        lead_user=issue.lead_leader.user if issue.lead_leader else None,
    )
    move_to(issue, move, by=by, changed={"progressed_on": today}, said={"statement": statement})
    return closure


def _waiting(issue: Issue) -> Closure:
    waiting: Closure = Closure.objects.select_for_update().get(issue=issue, granted=None)
    return waiting


@transaction.atomic
def endorse(*, issue: Issue, text: str, by: User) -> Closure:
    """The lead leader's word on a waiting application."""
    issue = locked(issue, MOVES["endorse"], by=by)
    closure = _waiting(issue)
    closure.endorsement, closure.endorsed_by, closure.endorsed_at = text, by, timezone.now()
    closure.save(update_fields=["endorsement", "endorsed_by", "endorsed_at"])
    record("closure.endorse", by=by, subject=closure, thread=issue, after={"endorsement": text})
    return closure


@transaction.atomic
def decide(
    *, issue: Issue, granted: bool, reason: str, by: User, today: date, closure: int | None = None
) -> Issue:
    """Accept (→ 已销号 or 已转常态) or refuse (→ 整改中, reason obligatory).

    `closure` is the id of the application the reviewer has read: no other one is decided in its place. The
    applicant and those responsible can never decide (NotYours).
    """
    if not granted and not reason.strip():
        raise Unfit(_("退回时必须写明理由，让责任单位知道要补什么。"), "reason")
    issue = locked(issue, MOVES["refuse"], by=by)
    waiting = _waiting(issue)
    if closure is not None and waiting.pk != closure:
        raise NotAllowedNow(issue, _("您看到的那份销号申请已经审核，现在等待审核的是另一份，请重新查看。"))
    ends_as = "normalise" if waiting.kind == Closure.Kind.NORMALISE else "accept"
    waiting.granted, waiting.decision = granted, reason
    waiting.decided_by, waiting.decided_at = by, timezone.now()
    waiting.save(update_fields=["granted", "decision", "decided_by", "decided_at"])
    changed = {"closed_on": today} if granted else {"refusals": issue.refusals + 1, "progressed_on": today}
    move = MOVES[ends_as if granted else "refuse"]
    return move_to(issue, move, by=by, changed=changed, said={"reason": reason})
