"""Plays the stories in the order of their days, through the same actions people use, with the clock set to
each day.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from types import ModuleType
from unittest import mock

from django.db import transaction
from django.utils import timezone

from issues import actions as issue_actions
from issues.models import Campaign, Issue
from ledger.demo import conduct, livelihood
from ledger.demo.afterwards import follow_ups
from ledger.demo.places import Places, build
from ledger.demo.script import Step, Story
from ledger.demo.verbs import VERBS, Stage
from ledger.reminders import remind

Event = tuple[int, Callable[[], None]]


@dataclass
class Told:
    """What the stories have become so far: issues by title."""

    places: Places
    today: date
    issues: dict[str, Issue] = field(default_factory=dict)

    def stage(self, issue: Issue, day: int, story: Story) -> Stage:
        """What a verb needs to act on `issue` on that day."""
        return Stage(self.places, issue, story, self.today + timedelta(days=day), self.today)

    def titled(self, beginning: str) -> Issue:
        """The issue whose title begins so."""
        return next(issue for title, issue in self.issues.items() if title.startswith(beginning))


@contextmanager
def clock_at(day: date, minute: int) -> Iterator[None]:
    """Inside, the clock shows a morning of `day`, so that the trail of the demo reads like a year of work."""
    moment = datetime.combine(day, time(8, 30), tzinfo=timezone.get_current_timezone()) + timedelta(
        minutes=minute % 500
    )
    with mock.patch("django.utils.timezone.now", return_value=moment):
        yield


@transaction.atomic
def load(*, today: date) -> int:
    """Put the demo into an empty, migrated database; how many issues it has."""
    with clock_at(today - timedelta(days=250), 0):
        told = Told(build(conduct, livelihood, today=today), today)
    events: list[Event] = []
    for campaign, script in zip(told.places.campaigns, (conduct, livelihood), strict=True):
        events += [event for story in script.STORIES for event in _life(told, campaign, story)]
        events += _afterwards(told, script)
    for number, (day, act) in enumerate(sorted(events, key=lambda event: event[0])):
        with clock_at(min(today + timedelta(days=day), today), number):
            act()
    for back in range(40, -1, -1):
        with clock_at(today - timedelta(days=back), 0):
            remind(on=today - timedelta(days=back))
    return len(told.issues)


def _life(told: Told, campaign: Campaign, story: Story) -> Iterator[Event]:
    yield story.found, lambda: _begin(told, campaign, story)
    for step in story.steps:
        yield step.day, _doing(told, story, step)


def _doing(told: Told, story: Story, step: Step) -> Callable[[], None]:
    def act() -> None:
        issue = told.issues[story.title]
        issue.refresh_from_db()
        VERBS[step.verb](told.stage(issue, step.day, story), **step.said)

    return act


def _begin(told: Told, campaign: Campaign, story: Story) -> None:
    values = told.places.facts_of(story, campaign, today=told.today)
    told.issues[story.title] = issue_actions.create_draft(
        campaign=campaign, values=values, by=told.places.clerk
    )


def _afterwards(told: Told, script: ModuleType) -> Iterator[Event]:
    for day, act in follow_ups(script, told.places, told.today, told.titled):
        yield min(day, 0), act
