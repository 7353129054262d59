"""Deadlines (时限): the first one, and each one that an approved extension adds."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from issues.actions.locking import locked, move_to
from issues.lifecycle import MOVES
from issues.models import Deadline, Issue, Status
from people.models import User
from people.refusals import Unfit


@dataclass(frozen=True)
class DueBy:
    """A deadline as written and as read; `due_on` None where the text names no day."""

    text: str = ""
    due_on: date | None = None


def keep_original(issue: Issue, *, on: date) -> None:
    """Write deadline number 0 of an issue that is being registered."""
    Deadline.objects.create(issue=issue, ordinal=0, due_on=issue.due_on, text=issue.due_text, set_on=on)


@transaction.atomic
def set_first_deadline(*, issue: Issue, due: DueBy, by: User, today: date) -> Issue:
    """Give a deadline to an issue that has none yet; a date is moved by an approved extension only."""
    move = MOVES["set_deadline"]
    issue = locked(issue, move, by=by)
    if due.due_on is not None and due.due_on < issue.found_on:
        raise Unfit(_("时限不能早于发现日期 %(found)s。") % {"found": issue.found_on}, "due_text")
    changed = {"due_on": due.due_on, "due_text": due.text, "original_due_on": due.due_on}
    move_to(issue, move, by=by, changed=changed)
    if issue.status != Status.DRAFT:
        Deadline.objects.filter(issue=issue, ordinal=0, due_on=None).delete()
        keep_original(issue, on=today)
    return issue


def extend(issue: Issue, *, deadline: Deadline) -> None:
    """Add an approved deadline after the others. The caller has locked the issue and writes the trail."""
    deadline.issue = issue
    deadline.ordinal = issue.deadlines.count()
    deadline.save(force_insert=True)
    issue.due_on, issue.due_text = deadline.due_on, deadline.text
    issue.version += 1
    issue.save(update_fields=["due_on", "due_text", "version", "updated_at"])
