"""The colour rule (红黄蓝三色管理): one policy, said once in Python and once in SQL.

Red: overdue by more than `red_after_days`, or refused `RED_REFUSALS` times. Yellow: overdue at all, due
within `warn_days`, no progress for `stall_days`, or a standing issue whose quarterly confirmation was missed.
Blue: otherwise. Only open issues carry a colour. Source: domain brief, section 4. Tests hold both sayings
equal on random data.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db.models import Case, Expression, Q, TextField, Value, When

from issues.words import OPEN_STATUSES, STANDING_TYPES, RectificationType, Status

if TYPE_CHECKING:
    from issues.models import Issue

RED_REFUSALS = 3


class Colour(StrEnum):
    """A colour, or NONE for an issue that is not open."""

    RED = "red"
    YELLOW = "yellow"
    BLUE = "blue"
    NONE = ""


@dataclass(frozen=True)
class Policy:
    """A campaign's thresholds in days."""

    warn_days: int = 7
    stall_days: int = 14
    red_after_days: int = 15


Policies = Mapping[int, Policy]


def previous_quarter_start(today: date) -> date:
    """The first day of the quarter before the one `today` is in."""
    first_of_quarter = date(today.year, (today.month - 1) // 3 * 3 + 1, 1)
    before = first_of_quarter - timedelta(days=1)
    return date(before.year, (before.month - 1) // 3 * 3 + 1, 1)


def _is_red(issue: Issue, today: date, policy: Policy) -> bool:
    late = issue.due_on is not None and (today - issue.due_on).days > policy.red_after_days
    return late or issue.refusals >= RED_REFUSALS


def is_stalled(issue: Issue, today: date, policy: Policy) -> bool:
    """Nothing moved for `stall_days`. The unit has done its part while the office reviews, and a standing
    issue without
    a date follows its quarterly rhythm instead."""
    if issue.status == Status.REVIEWING or issue.progressed_on is None:
        return False
    if issue.rectification == RectificationType.STANDING and issue.due_on is None:
        return False
    return (today - issue.progressed_on).days >= policy.stall_days


def _missed_confirmation(issue: Issue, today: date) -> bool:
    """A whole quarter passed without the confirmation that a standing issue needs."""
    if issue.rectification not in STANDING_TYPES:
        return False
    last = issue.confirmed_on or issue.registered_on
    return last is not None and last < previous_quarter_start(today)


def _is_yellow(issue: Issue, today: date, policy: Policy) -> bool:
    due_soon = issue.due_on is not None and (issue.due_on - today).days <= policy.warn_days
    return due_soon or is_stalled(issue, today, policy) or _missed_confirmation(issue, today)


def colour_of(issue: Issue, *, on: date, policy: Policy) -> Colour:
    """The colour of `issue` on day `on`."""
    if issue.status not in OPEN_STATUSES:
        return Colour.NONE
    if _is_red(issue, on, policy):
        return Colour.RED
    return Colour.YELLOW if _is_yellow(issue, on, policy) else Colour.BLUE


def _red(today: date, policy: Policy) -> Q:
    return Q(due_on__lt=today - timedelta(days=policy.red_after_days)) | Q(refusals__gte=RED_REFUSALS)


def _yellow(today: date, policy: Policy) -> Q:
    stalled = (
        Q(progressed_on__lte=today - timedelta(days=policy.stall_days))
        & ~Q(status=Status.REVIEWING)
        & ~Q(rectification=RectificationType.STANDING, due_on=None)
    )
    quarter = previous_quarter_start(today)
    unconfirmed = Q(rectification__in=STANDING_TYPES) & (
        Q(confirmed_on__lt=quarter) | Q(confirmed_on=None, registered_on__lt=quarter)
    )
    return Q(due_on__lte=today + timedelta(days=policy.warn_days)) | stalled | unconfirmed


def _per_policy(policies: Policies) -> list[tuple[Q, Policy]]:
    """Campaigns grouped by equal policy, so that one policy for all (the usual case) needs no campaign
    condition.
    """
    groups: dict[Policy, list[int]] = {}
    for campaign, policy in policies.items():
        groups.setdefault(policy, []).append(campaign)
    if len(groups) == 1:
        return [(Q(), policy) for policy in groups]
    return [(Q(campaign__in=campaigns), policy) for policy, campaigns in groups.items()]


def is_coloured(colour: Colour, *, on: date, policies: Policies) -> Q:
    """The condition that an issue has `colour` on day `on`, written so that the indexes on open issues
    serve it.
    """
    anyone = Q()
    for where, policy in _per_policy(policies):
        red, yellow = _red(on, policy), _yellow(on, policy)
        found = {Colour.RED: red, Colour.YELLOW: ~red & yellow, Colour.BLUE: ~red & ~yellow}[colour]
        anyone |= where & found
    return Q(status__in=OPEN_STATUSES) & anyone if policies else Q(pk__in=[])


def colour_case(*, on: date, policies: Policies) -> Expression:
    """The colour as a SQL expression, for annotating and grouping."""
    whens = []
    for where, policy in _per_policy(policies):
        whens += [
            When(where & _red(on, policy), then=Value(Colour.RED.value)),
            When(where & _yellow(on, policy), then=Value(Colour.YELLOW.value)),
        ]
    closed = When(~Q(status__in=OPEN_STATUSES), then=Value(Colour.NONE.value))
    return Case(closed, *whens, default=Value(Colour.BLUE.value), output_field=TextField())
