"""What Celery runs: each task takes a date or ids, calls one function, and may run twice without harm."""

from datetime import date

from celery import shared_task
from django.db import connection
from django.utils import timezone

from issues import tallies
from ledger.reminders import remind
from people.forgetting import forget_what_is_over
from trail.anchoring import write_anchor


@shared_task(name="ledger.tasks.remind_daily")
def remind_daily(day: str | None = None) -> int:
    """Scan the deadlines of `day` (ISO; today without); how many notices were made."""
    return remind(on=date.fromisoformat(day) if day else timezone.localdate()).made


@shared_task(name="ledger.tasks.anchor_trail")
def anchor_trail() -> None:
    """Write today's anchor of the trail outside the database."""
    write_anchor(timezone.localdate())


@shared_task(name="ledger.tasks.forget_submissions")
def forget_submissions() -> int:
    """Forget ended sessions and tokens of forms sent long ago; how many rows."""
    return forget_what_is_over(at=timezone.now())


@shared_task(name="ledger.tasks.fold_tallies")
def fold_tallies() -> None:
    """Add up the tallies of issues, so that they stay few."""
    tallies.fold(connection)
