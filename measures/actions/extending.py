"""Extension (延期): asked with a reason, decided by a second person; the original deadline stays."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from issues.actions import DueBy, extend, locked
from issues.models import Deadline, Issue
from measures.lifecycle import MOVES
from measures.models import Extension, LookBack
from people.models import User
from people.refusals import NotAllowedNow, Unfit
from trail.recording import record


@dataclass(frozen=True)
class Verdict:
    """A decision with its reason (obligatory when refused).

    `on` is the id of the application or look-back that was read: no other one is decided in its place.
    """

    granted: bool
    reason: str = ""
    on: int | None = None

    def check(self, waiting: Extension | LookBack) -> None:
        """Raise Unfit without a reason for a refusal, NotAllowedNow when `waiting` is not what was read."""
        if not self.granted and not self.reason.strip():
            raise Unfit(_("不同意时必须写明理由。"), "reason")
        if self.on is not None and waiting.pk != self.on:
            raise NotAllowedNow(
                waiting.issue, _("您看到的那一份已有结论，现在等待结论的是另一份，请重新查看。")
            )


@transaction.atomic
def ask_extension(*, issue: Issue, due: DueBy, reason: str, by: User) -> Extension:
    """Ask for a later deadline than the present one; raises Unfit for `due_text`."""
    issue = locked(issue, MOVES["ask_extension"], by=by)
    if due.due_on is None or issue.due_on is None or due.due_on <= issue.due_on:
        raise Unfit(_("新的时限必须晚于现在的时限 %(due)s。") % {"due": issue.due_on}, "due_text")
    extension = Extension.objects.create(
        issue=issue, due_on=due.due_on, text=due.text, reason=reason, applied_by=by
    )
    after = {"due_on": str(due.due_on), "reason": reason}
    record("extension.apply", by=by, subject=extension, thread=issue, after=after)
    return extension


@transaction.atomic
def decide_extension(*, issue: Issue, verdict: Verdict, by: User, today: date) -> Extension:
    """Grant (adds a deadline) or refuse the waiting application."""
    issue = locked(issue, MOVES["decide_extension"], by=by)
    extension: Extension = Extension.objects.select_for_update().get(issue=issue, granted=None)
    verdict.check(extension)
    extension.granted, extension.decision = verdict.granted, verdict.reason
    extension.decided_by, extension.decided_at = by, timezone.now()
    extension.save(update_fields=["granted", "decision", "decided_by", "decided_at"])
    if verdict.granted:
        _add_deadline(issue, extension, by=by, today=today)
    after = {"granted": verdict.granted, "due_on": str(extension.due_on), "reason": verdict.reason}
    record("extension.decide", by=by, subject=extension, thread=issue, after=after)
    return extension


def _add_deadline(issue: Issue, extension: Extension, *, by: User, today: date) -> None:
    deadline = Deadline(
        due_on=extension.due_on,
        text=extension.text,
        reason=extension.reason,
        asked_by=extension.applied_by,
        approved_by=by,
        set_on=today,
    )
    extend(issue, deadline=deadline)
