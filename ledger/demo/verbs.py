"""What a step of a story does: each verb calls the action a person would."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.files.base import ContentFile

from issues import actions as issue_actions
from issues.models import Issue
from ledger.demo.places import Places
from ledger.demo.script import Story
from measures import actions
from measures.models import Measure
from people.models import User


@dataclass
class Stage:
    """One issue on one day."""

    places: Places
    issue: Issue
    story: Story
    day: date
    today: date

    @property
    def liaison(self) -> User:
        """Who speaks for the responsible unit."""
        return self.places.liaisons[self.story.unit]

    @property
    def leader(self) -> User | None:
        """Who signs in as the lead leader, if anybody does."""
        return self.places.leaders[self.story.leader].user


def proof(name: str, text: str) -> actions.Upload:
    """A small text file as evidence."""
    content = text.encode()
    digest = hashlib.sha256(content).hexdigest()
    return actions.Upload(ContentFile(content), name, "text/plain", digest, len(content))


def _register(on: Stage) -> None:
    issue_actions.register(issue=on.issue, by=on.places.clerk, today=on.day)


def _claim(on: Stage) -> None:
    issue_actions.claim(issue=on.issue, by=on.liaison, today=on.day)


def _plan(on: Stage) -> None:
    rows = [
        actions.MeasureRow(None, text, unit=on.issue.unit, person=str(on.liaison), due_on=on.issue.due_on)
        for text in on.story.measures
    ]
    actions.save_measures(issue=on.issue, rows=rows, by=on.liaison, version=on.issue.version)


def _report(on: Stage, text: str, percent: int | None = None) -> None:
    report = actions.Report(text, percent, on.issue.measures.filter(cycle=on.issue.cycle).first())
    actions.report_progress(issue=on.issue, report=report, by=on.liaison, today=on.day)


def _confirm(on: Stage, text: str) -> None:
    report = actions.Report(text, move="confirm_quarter")
    actions.report_progress(issue=on.issue, report=report, by=on.liaison, today=on.day)


def _complete(on: Stage, measure: Measure) -> None:
    actions.complete_measure(measure=measure, by=on.liaison, today=on.day)
    upload = proof(
        f"{measure.text[:16]}_落实情况.txt", f"{on.issue.title}\n{measure.text}\n{on.day} 已落实。\n"
    )
    actions.add_evidence(issue=on.issue, uploads=[upload], kind="document", measure=measure, by=on.liaison)


def _complete_all(on: Stage) -> None:
    for measure in on.issue.measures.filter(cycle=on.issue.cycle).exclude(state="done"):
        _complete(on, measure)


def _complete_first(on: Stage) -> None:
    _complete(on, on.issue.measures.order_by("position")[0])


def _apply(on: Stage, statement: str) -> None:
    actions.apply(issue=on.issue, statement=statement, by=on.liaison, today=on.day)


def _endorse(on: Stage, text: str) -> None:
    if on.leader is not None:
        actions.endorse(issue=on.issue, text=text, by=on.leader)


def _decide(*, granted: bool) -> Callable[..., None]:
    def decide(on: Stage, reason: str) -> None:
        actions.decide(issue=on.issue, granted=granted, reason=reason, by=on.places.reviewer, today=on.day)

    return decide


def _extend(on: Stage, due: int, reason: str) -> None:
    due_on = on.today + timedelta(days=due)
    wanted = issue_actions.DueBy(f"{due_on.year}年{due_on.month}月{due_on.day}日前", due_on)
    actions.ask_extension(issue=on.issue, due=wanted, reason=reason, by=on.liaison)


def _grant(on: Stage, reason: str) -> None:
    verdict = actions.Verdict(True, reason)
    actions.decide_extension(issue=on.issue, verdict=verdict, by=on.places.reviewer, today=on.day)


def _ask_reassignment(on: Stage, reason: str) -> None:
    issue_actions.ask_reassignment(issue=on.issue, reason=reason, by=on.liaison)


def _void(on: Stage, reason: str) -> None:
    issue_actions.void(issue=on.issue, reason=reason, by=on.places.clerk)


def plan_look_back(on: Stage, method: str, planned_on: date | None = None) -> None:
    """Plan a look-back, a week ahead unless told."""
    plan = actions.LookBackPlan(planned_on or on.day + timedelta(days=7), method, "督查组两人")
    actions.plan_look_back(issue=on.issue, plan=plan, by=on.places.clerk)


def record_look_back(on: Stage, finding: str, result: str) -> None:
    """Record what was found that day."""
    found = actions.LookBackFinding(on.day, finding, result)
    actions.record_look_back(issue=on.issue, finding=found, by=on.places.clerk)


def confirm_look_back(on: Stage) -> None:
    """The reviewer agrees."""
    verdict = actions.Verdict(True, "同意检查结论。")
    actions.confirm_look_back(issue=on.issue, verdict=verdict, by=on.places.reviewer, today=on.day)


VERBS: Mapping[str, Callable[..., None]] = {
    "register": _register,
    "claim": _claim,
    "plan": _plan,
    "report": _report,
    "confirm": _confirm,
    "complete_all": _complete_all,
    "complete_first": _complete_first,
    "apply": _apply,
    "endorse": _endorse,
    "accept": _decide(granted=True),
    "refuse": _decide(granted=False),
    "extend": _extend,
    "grant": _grant,
    "ask_reassignment": _ask_reassignment,
    "void": _void,
    "plan_look_back": plan_look_back,
    "record_look_back": record_look_back,
    "confirm_look_back": confirm_look_back,
}
