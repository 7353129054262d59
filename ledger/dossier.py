"""Everything that hangs on one issue, in a fixed number of queries: what its page and its print show."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from issues.models import OUTCOMES, Deadline, Issue, ReassignmentRequest, Status
from ledger.steps import LOOP_CLOSED, Step, StepFacts, step_line, step_of
from measures.models import Closure, Evidence, Extension, Instruction, LookBack, Measure, Progress, Regulation
from people.models import Organisation, User


@dataclass
class MeasureCard:
    """A measure with what was reported on it and what proves it, newest first."""

    measure: Measure
    progress: list[Progress] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)

    @property
    def percent(self) -> int:
        """How far it has come, 0 to 100: done is 100, otherwise what was last reported."""
        if self.measure.state == Measure.State.DONE:
            return 100
        return next((entry.percent for entry in self.progress if entry.percent is not None), 0)


@dataclass
class Cycle:
    """One round of rectification; a later one begins with each reopening (回炉)."""

    number: int
    measures: list[MeasureCard] = field(default_factory=list)
    progress: list[Progress] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    closures: list[Closure] = field(default_factory=list)
    look_backs: list[LookBack] = field(default_factory=list)

    @property
    def done(self) -> int:
        """How many measures are completed."""
        return sum(card.measure.state == Measure.State.DONE for card in self.measures)

    @property
    def progress_count(self) -> int:
        """Entries on the issue itself and on its measures."""
        return len(self.progress) + sum(len(card.progress) for card in self.measures)

    @property
    def evidence_count(self) -> int:
        """Files on the issue itself and on its measures."""
        return len(self.evidence) + sum(len(card.evidence) for card in self.measures)


@dataclass
class Dossier:
    """The issue with everything around it. `cycles` are newest first, the present one at the head."""

    issue: Issue
    cycles: list[Cycle]
    deadlines: list[Deadline]
    extensions: list[Extension]
    instructions: list[Instruction]
    regulations: list[Regulation]
    co_units: list[Organisation]
    requests: list[ReassignmentRequest]
    repeats: list[Issue]
    repeat_of: Issue | None

    @property
    def now(self) -> Cycle:
        """The present cycle."""
        return self.cycles[0]

    @property
    def earlier(self) -> list[Cycle]:
        """The cycles before it that left something behind."""
        return self.cycles[1:]

    @property
    def waiting_extension(self) -> Extension | None:
        """An extension that waits for a decision."""
        return next((one for one in self.extensions if one.granted is None), None)

    @property
    def refused_extensions(self) -> list[Extension]:
        """Those that were not granted; the granted ones are deadlines."""
        return [one for one in self.extensions if one.granted is False]

    @property
    def waiting_request(self) -> ReassignmentRequest | None:
        """A reassignment request that waits for an answer."""
        return next((one for one in self.requests if one.granted is None), None)

    @property
    def facts(self) -> StepFacts:
        """What the step is derived from."""
        confirmed = any(look.state == LookBack.State.CONFIRMED for look in self.now.look_backs)
        return StepFacts(
            claimed=self.issue.claimed_on is not None,
            closed=self.issue.status in OUTCOMES,
            looked_back=confirmed,
            regulated=bool(self.regulations or self.issue.no_regulation_reason),
        )

    @property
    def step(self) -> int:
        """1 to 4, or LOOP_CLOSED."""
        return step_of(self.facts)

    @property
    def is_loop_closed(self) -> bool:
        """闭环."""
        return self.step == LOOP_CLOSED

    @property
    def steps(self) -> list[Step]:
        """The line ①–④."""
        return step_line(self.step, self._notes())

    def _notes(self) -> tuple[str, str, str, str]:
        issue = self.issue
        found = _("%(day)s 挂号") % {"day": day(issue.registered_on)} if issue.registered_on else ""
        claimed = _("%(day)s 认领") % {"day": day(issue.claimed_on)} if issue.claimed_on else found
        return claimed, self._end_note(), self._look_back_note(), self._regulation_note()

    def _end_note(self) -> str:
        issue = self.issue
        if not issue.closed_on:
            return ""
        how = _("%(day)s 转常态") if issue.status == Status.NORMALISED else _("%(day)s 销号")
        return how % {"day": day(issue.closed_on)}

    def _look_back_note(self) -> str:
        if not self.now.look_backs:
            return ""
        latest = self.now.look_backs[0]
        if latest.state == LookBack.State.PLANNED:
            return _("%(day)s 开展") % {"day": day(latest.planned_on)}
        return str(latest.get_result_display())

    def _regulation_note(self) -> str:
        if self.regulations:
            return _("%(count)d 项制度") % {"count": len(self.regulations)}
        return _("无需建制") if self.issue.no_regulation_reason else ""


def day(value: object) -> str:
    """A date as tables write it: 2026-03-05."""
    return date_format(value, "Y-m-d")  # type: ignore[arg-type]  # the stub is narrower than the function


def dossier_of(issue: Issue, *, user: User) -> Dossier:
    """Read what hangs on a visible `issue`; other issues it refers to appear only if `user` sees them too."""
    related = Issue.objects.visible_to(user).filter(Q(pk=issue.repeat_of_id) | Q(repeat_of=issue.pk))
    others = list(related.order_by("id"))
    return Dossier(
        issue=issue,
        cycles=_cycles(issue),
        deadlines=list(issue.deadlines.select_related("approved_by", "asked_by")),
        extensions=list(issue.extensions.select_related("applied_by", "decided_by")),
        instructions=list(issue.instructions.select_related("leader", "by")),
        regulations=list(issue.regulations.select_related("organisation")),
        co_units=list(issue.co_units.all()),
        requests=list(issue.reassignment_requests.select_related("asked_by", "answered_by")),
        repeats=[other for other in others if other.repeat_of_id == issue.pk],
        repeat_of=next((other for other in others if other.pk == issue.repeat_of_id), None),
    )


def _cycles(issue: Issue) -> list[Cycle]:
    cycles = {number: Cycle(number) for number in range(1, issue.cycle + 1)}
    look_backs = list(issue.look_backs.select_related("recorded_by", "confirmed_by", "planned_by"))
    for look_back in look_backs:
        cycles[look_back.cycle].look_backs.append(look_back)
    for closure in issue.closures.select_related("applied_by", "decided_by", "endorsed_by"):
        cycles[closure.cycle].closures.append(closure)
    cards = _cards(issue)
    for card in cards.values():
        cycles[card.measure.cycle].measures.append(card)
    for evidence in issue.evidence.select_related("uploaded_by").order_by("-id"):
        place = cards.get(evidence.measure_id or 0) or cycles[evidence.cycle]
        place.evidence.append(evidence)
    ends = _ends(look_backs)
    for entry in issue.progress.select_related("by"):
        place = cards.get(entry.measure_id or 0) or cycles[min(1 + bisect_right(ends, entry.at), issue.cycle)]
        place.progress.append(entry)
    return [cycles[number] for number in sorted(cycles, reverse=True)]


def _cards(issue: Issue) -> dict[int, MeasureCard]:
    measures: Iterable[Measure] = issue.measures.select_related("unit")
    return {measure.pk: MeasureCard(measure) for measure in measures}


def _ends(look_backs: Iterable[LookBack]) -> list[datetime]:
    """When each finished cycle ended: with the confirmed look-back that reopened the issue."""
    ended: dict[int, datetime] = {}
    for look_back in look_backs:
        if look_back.confirmed_at is not None and look_back.result != LookBack.Result.HOLDS:
            ended[look_back.cycle] = look_back.confirmed_at
    return sorted(ended.values())
