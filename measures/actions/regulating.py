"""Regulations (制度成果): made, revised, repealed; or the stated reason why none is needed (无需建制)."""

from collections.abc import Sequence

from django.db import transaction

from issues.actions import locked, move_to
from issues.models import Issue
from measures.lifecycle import MOVES
from measures.models import Regulation
from people.models import User
from people.permissions import demand
from people.refusals import Outdated
from trail.recording import record

FACTS = ("organisation", "name", "document_number", "change", "state", "issued_on")


@transaction.atomic
def save_regulation(
    *, regulation: Regulation, issues: Sequence[Issue], by: User, version: int | None = None
) -> Regulation:
    """Save a regulation and which of the issues that `by` sees it answers; links to others stay.

    Raises NotYours, Outdated.
    """
    existing = Regulation.objects.select_for_update().filter(pk=regulation.pk).first()
    demand("measures.keep_regulation", by, regulation)
    if existing is not None:
        demand("measures.keep_regulation", by, existing)
        if version is not None and existing.version != version:
            raise Outdated(existing)
        regulation.version = existing.version + 1
    regulation.save()
    _record(existing, regulation, by=by)
    _link(regulation, issues, by=by)
    return regulation


def _record(existing: Regulation | None, regulation: Regulation, *, by: User) -> None:
    before, after = _facts(existing) if existing else {}, _facts(regulation)
    differing = [name for name in FACTS if before.get(name) != after[name]]
    record(
        "regulation.edit" if existing else "regulation.create",
        by=by,
        subject=regulation,
        before={name: before[name] for name in differing if name in before},
        after={name: after[name] for name in differing},
    )


def _facts(regulation: Regulation) -> dict[str, str | None]:
    values = ((name, getattr(regulation, name)) for name in FACTS)
    return {name: None if value is None else str(value) for name, value in values}


def _link(regulation: Regulation, issues: Sequence[Issue], *, by: User) -> None:
    wanted = {issue.pk: issue for issue in issues}
    present = {issue.pk: issue for issue in regulation.issues.visible_to(by)}
    new, gone = wanted.keys() - present.keys(), present.keys() - wanted.keys()
    regulation.issues.add(*new)
    regulation.issues.remove(*gone)
    name = {"name": regulation.name}
    for pk in new:
        record("regulation.link", by=by, subject=regulation, thread=wanted[pk], after=name)
    for pk in gone:
        record("regulation.unlink", by=by, subject=regulation, thread=present[pk], before=name)


@transaction.atomic
def state_no_regulation(*, issue: Issue, reason: str, by: User) -> Issue:
    """无需建制, with the reason."""
    move = MOVES["state_no_regulation"]
    return move_to(locked(issue, move, by=by), move, by=by, changed={"no_regulation_reason": reason})
