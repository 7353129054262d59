"""The daily scan: every open issue near or past its deadline, one notice per person and milestone."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import Any

from django.db import transaction

from issues.models import Issue
from ledger.models import Notice
from ledger.reminders.policy import LOOK_AHEAD, latest_milestone
from people.models import Role, User

BATCH = 2000


@dataclass(frozen=True)
class Scan:
    """What one scan did: rows looked at, notices made."""

    looked_at: int
    made: int


@dataclass(frozen=True)
class Candidate:
    """What the scan needs of an issue; ids, and dates in the office's calendar."""

    issue: int
    due_on: date
    since: date
    liaison: int | None
    unit: int
    leader: int | None


def candidates(*, on: date) -> Iterator[Candidate]:
    """Open issues with a deadline at most a week ahead of `on`."""
    rows = (
        Issue.objects.open()
        .filter(due_on__lte=on + timedelta(days=LOOK_AHEAD))
        .order_by("pk")
        .values_list("pk", "due_on", "registered_on", "liaison_id", "unit_id", "lead_leader__user_id")
    )
    return (_candidate(row) for row in rows.iterator(chunk_size=BATCH))


def _candidate(row: tuple[Any, ...]) -> Candidate:
    return Candidate(*row)


def liaisons_by_unit() -> dict[int, list[int]]:
    """Who speaks for each unit, for issues that name no liaison yet."""
    found: dict[int, list[int]] = {}
    people = User.objects.with_role(Role.LIAISON).values_list("organisation_id", "pk")
    for unit, person in people:
        found.setdefault(unit, []).append(person)
    return found


def notices_for(candidate: Candidate, speakers: list[int], *, on: date) -> list[Notice]:
    """The notices of the newest milestone: to the liaison, from the first overdue day to the leader too."""
    milestone = latest_milestone(candidate.due_on, on=on)
    if milestone is None or milestone.day < candidate.since:
        return []
    people = {candidate.liaison} if candidate.liaison else set(speakers)
    if milestone.late and candidate.leader:
        people.add(candidate.leader)
    return [
        Notice(
            issue_id=candidate.issue,
            person_id=person,
            reason=milestone.reason,
            day=milestone.day,
            due_on=candidate.due_on,
        )
        for person in sorted(people)
    ]


def remind(*, on: date) -> Scan:
    """Make the notices that are due on day `on` and not made yet. Safe to repeat and to run twice at the
    same time.
    """
    speakers = liaisons_by_unit()
    looked_at = made = 0
    waiting = candidates(on=on)
    while batch := list(islice(waiting, BATCH)):
        looked_at += len(batch)
        made += _make(
            notice for row in batch for notice in notices_for(row, speakers.get(row.unit, []), on=on)
        )
    return Scan(looked_at, made)


@transaction.atomic
def _make(notices: Iterable[Notice]) -> int:
    """Insert those that do not exist; how many were new."""
    wanted = list(notices)
    before = _told({notice.issue_id for notice in wanted})
    new = [n for n in wanted if (n.issue_id, n.person_id, n.reason, n.day) not in before]
    # Another scan may be a step ahead: the unique key settles who tells.
    Notice.objects.bulk_create(new, ignore_conflicts=True, batch_size=500)
    return len(new)


def _told(issues: set[int]) -> set[tuple[int, int, str, date]]:
    rows = Notice.objects.filter(issue__in=issues)
    return set(rows.values_list("issue_id", "person_id", "reason", "day"))
