"""What every action does first and last: lock the issue, check the move, save just what changed, leave a
trail.
"""

from collections.abc import Iterable
from typing import Any

from issues.lifecycle import Move, check
from issues.models import Issue
from people.models import Organisation, User
from people.refusals import Outdated
from trail.recording import record


def locked(issue: Issue, move: Move, *, by: User, version: int | None = None) -> Issue:
    """The issue, fresh from the database and locked, once `move` is known to be possible.

    Raises NotYours, NotAllowedNow, or Outdated when `version` (what the form was opened with) is no longer
    current. Call inside transaction.atomic. Nobody else reads a locked row's old state: SQLite's
    transactions are IMMEDIATE.
    """
    fresh = Issue.objects.select_for_update(of=("self",)).get(pk=issue.pk)
    check(move, fresh, by)
    if version is not None and fresh.version != version:
        raise Outdated(fresh)
    return fresh


def move_to(
    issue: Issue, move: Move, *, by: User, changed: dict[str, Any], said: dict[str, Any] | None = None
) -> Issue:
    """Set `changed` and the move's target on a locked issue, save just those fields, and record the move.

    `said` is what the person wrote with it (a reason, a statement); it stands in the trail entry only.
    """
    if move.target is not None:
        changed = {**changed, "status": move.target}
    before = {name: plain(getattr(issue, name)) for name in changed}
    for name, value in changed.items():
        setattr(issue, name, value)
    issue.version += 1
    issue.save(update_fields=[*changed, "version", "updated_at"])
    after = {name: plain(value) for name, value in changed.items()}
    differing = [name for name in after if before[name] != after[name]]
    record(
        f"issue.{move.name}",
        by=by,
        subject=issue,
        before={name: before[name] for name in differing},
        after={name: after[name] for name in differing} | (said or {}),
    )
    return issue


def set_co_units(
    issue: Issue, co_units: Iterable[Organisation] | None, *, unit: Organisation | None
) -> dict[str, Any]:
    """Make these the co-units of a locked issue, without `unit`, which answers itself.

    None changes nothing. Returns what to say about it in the trail: empty when they were these already.
    """
    if co_units is None:
        return {}
    wanted = {one for one in co_units if one != unit}
    present = set(issue.co_units.all())
    if wanted == present:
        return {}
    issue.co_units.set(wanted)
    return {"co_units": _names(wanted), "previous_co_units": _names(present)}


def _names(units: Iterable[Organisation]) -> list[str]:
    return sorted(unit.name for unit in units)


def plain(value: Any) -> Any:
    """A value as the trail keeps it: related records by their name."""
    if value is None or isinstance(value, (str, int, float, bool)):
        return str(value) if isinstance(value, str) else value
    return str(value)
