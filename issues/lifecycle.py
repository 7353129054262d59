"""May this status change, and who may do it: one table of moves, read by actions, by buttons and by the
tests.

Moves that need to know measures and closings stand in `measures/lifecycle.py`, in the same form.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

import rules
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from issues.models import Issue, Status
from people.models import User
from people.permissions import demand
from people.refusals import NotAllowedNow

# A guard returns why the move is not possible now, in the user's words, or "" when it is.
Guard = Callable[[Issue], str]


def always(_issue: Issue) -> str:
    """No further condition."""
    return ""


@dataclass(frozen=True)
class Move:
    """One row of the table. `target` None: the status stays."""

    name: str
    label: str | Promise
    sources: frozenset[Status]
    target: Status | None
    permission: str
    guard: Guard = always


def complete(issue: Issue) -> str:
    """What an issue needs before it can be registered."""
    missing = [
        str(label)
        for name, label in (("unit", gettext_lazy("责任单位")), ("lead_leader", gettext_lazy("牵头领导")))
        if not getattr(issue, f"{name}_id")
    ]
    if missing:
        return _("还缺：%(fields)s。请先补全再挂号。") % {"fields": "、".join(missing)}
    return ""


def _no_open_request(issue: Issue) -> str:
    if issue.reassignment_requests.filter(granted=None).exists():
        return _("已有一份改派申请等待答复。")
    return ""


def _open_request(issue: Issue) -> str:
    if issue.reassignment_requests.filter(granted=None).exists():
        return ""
    return _("没有等待答复的改派申请。")


def _no_date_yet(issue: Issue) -> str:
    if issue.status == Status.DRAFT or issue.due_on is None:
        return ""
    return _("已有时限 %(due)s，只能通过延期申请调整。") % {"due": issue.due_on}


def table(*moves: Move) -> dict[str, Move]:
    """Moves by name."""
    return {move.name: move for move in moves}


UNCLAIMED = frozenset({Status.ASSIGNED})
IN_HAND = frozenset({Status.ASSIGNED, Status.RECTIFYING})

MOVES: Mapping[str, Move] = table(
    Move("edit", gettext_lazy("修改"), frozenset({Status.DRAFT, *IN_HAND}), None, "issues.edit"),
    Move(
        "register",
        gettext_lazy("挂号"),
        frozenset({Status.DRAFT}),
        Status.ASSIGNED,
        "issues.register",
        complete,
    ),
    Move("assign", gettext_lazy("交办"), frozenset({Status.DRAFT, *UNCLAIMED}), None, "issues.assign"),
    Move(
        "set_deadline",
        gettext_lazy("设时限"),
        frozenset({Status.DRAFT, *IN_HAND}),
        None,
        "issues.set_deadline",
        _no_date_yet,
    ),
    Move("claim", gettext_lazy("认领"), UNCLAIMED, Status.RECTIFYING, "issues.claim"),
    Move(
        "ask_reassignment",
        gettext_lazy("申请改派"),
        IN_HAND,
        None,
        "issues.ask_reassignment",
        _no_open_request,
    ),
    Move("reassign", gettext_lazy("改派"), IN_HAND, Status.ASSIGNED, "issues.reassign"),
    Move(
        "decline_reassignment",
        gettext_lazy("不同意改派"),
        IN_HAND,
        None,
        "issues.reassign",
        _open_request,
    ),
    Move(
        "mark_repeat",
        gettext_lazy("认定屡查屡犯"),
        frozenset({*IN_HAND, Status.REVIEWING}),
        None,
        "issues.mark_repeat",
    ),
    Move("void", gettext_lazy("作废"), frozenset({Status.DRAFT, *UNCLAIMED}), Status.VOID, "issues.void"),
)


def why_not(move: Move, issue: Issue) -> str:
    """Why `move` is not possible for `issue` now, or ""."""
    if issue.status not in move.sources:
        return _("当前状态是“%(status)s”，不能%(move)s。") % {
            "status": issue.get_status_display(),
            "move": move.label,
        }
    return move.guard(issue)


def check(move: Move, issue: Issue, by: User) -> None:
    """Raise `NotYours` when `by` may never, `NotAllowedNow` when the state forbids."""
    demand(move.permission, by, issue)
    if why := why_not(move, issue):
        raise NotAllowedNow(issue, why)


def offers(moves: Mapping[str, Move], issue: Issue, by: User) -> list[tuple[Move, str]]:
    """Moves that status and permission leave to `by`, each with its guard's objection ("" for none)."""
    may = cache(lambda permission: bool(rules.has_perm(permission, by, issue)))
    return [
        (move, move.guard(issue))
        for move in moves.values()
        if issue.status in move.sources and may(move.permission)
    ]


def possible(moves: Mapping[str, Move], issue: Issue, by: User) -> list[Move]:
    """The moves `by` may make now: the buttons of the page."""
    return [move for move, why in offers(moves, issue, by) if not why]
