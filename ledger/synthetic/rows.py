"""Rows of a synthetic ledger: one seed, one ledger. Pure; the dates are spread around `today`."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import accumulate
from typing import Any

from issues.models import Campaign
from ledger.synthetic.county import Stage
from ledger.synthetic.words import FAULTS, SELDOM, SENTENCES, SUBJECTS, TARGETS

# The oldest issues are nearly all finished, the newest nearly all open: 47 in 100 over the whole.
OPEN_AT_FIRST, OPEN_AT_LAST = 0.12, 0.82
OPEN_STATUSES = (("assigned", 0.13), ("rectifying", 0.87), ("reviewing", 1.0))
FINISHED_STATUSES = (("void", 0.03), ("draft", 0.05), ("normalised", 0.13), ("closed", 1.0))
TYPES = (
    ("staged", 0.52),
    ("immediate", 0.77),
    ("standing", 0.87),
    ("immediate_standing", 0.94),
    ("staged_standing", 1.0),
)
SEVERITIES = (("sign", 0.2), ("ordinary", 0.8), ("prominent", 0.95), ("chronic", 1.0))
SCOPES = (("unit", 0.8), ("team", 0.95), ("person", 1.0))
CAUSES = (("subjective", 0.5), ("system", 0.75), ("objective", 1.0))
# Open issues by their deadline: (share so far, first day, last day from today).
OPEN_DUE = ((0.05, -120, -16), (0.11, -15, -1), (0.18, 0, 7), (1.0, 8, 330))
CO_UNIT_SHARE = 0.25


@dataclass(frozen=True)
class Plan:
    """How many issues, from which seed, seen from which day; ids go on from `first_id`."""

    count: int
    seed: int
    today: date
    first_id: int = 1


@dataclass(frozen=True)
class Row:
    """One issue as column values, its co-units, and nothing that needs a second look at the database."""

    values: dict[str, Any]
    co_units: tuple[int, ...]


class Ledger:
    """Yields the rows of a plan. `serials` holds the next serial of every campaign."""

    def __init__(self, plan: Plan, stage: Stage) -> None:
        self.plan = plan
        self.stage = stage
        self.random = random.Random(plan.seed)  # noqa: S311 - a ledger that can be made again, not a secret
        self.serials = {campaign.pk: campaign.next_serial for campaign in stage.campaigns}
        # A few units have many issues, most have some.
        self.weights = list(accumulate(1 / (4 + at) + 0.01 for at in range(len(stage.units))))
        self.begins = min(campaign.starts_on for campaign in stage.campaigns)
        self.span = (plan.today - self.begins).days

    def rows(self) -> Iterator[Row]:
        """The issues, oldest first."""
        for at in range(self.plan.count):
            yield self._row(self.plan.first_id + at, age=at / self.plan.count)

    def _pick(self, shares: tuple[tuple[str, float], ...]) -> str:
        drawn = self.random.random()
        return next(name for name, upto in shares if drawn < upto)

    def _row(self, pk: int, *, age: float) -> Row:
        found_on = self.begins + timedelta(days=int(self.span * age))
        campaign = self._campaign(found_on)
        unit = self.random.choices(self.stage.units, cum_weights=self.weights)[0]
        kind = self._pick(TYPES)
        status = self._status(age, kind)
        values = {
            "id": pk,
            "campaign_id": campaign.pk,
            "organisation_id": campaign.organisation_id,
            "category_id": self.random.choice(self.stage.categories[campaign.pk]),
            "source_id": self.random.choice(self.stage.sources),
            "lead_leader_id": self._leader(unit),
            "unit_id": unit,
            "found_on": found_on,
            "rectification": kind,
            "status": status,
            "severity": self._pick(SEVERITIES),
            "scope": self._pick(SCOPES),
            "cause": self._pick(CAUSES),
            "created_by_id": self.stage.people["clerk"],
            **self._texts(),
            **self._number(campaign, status),
        }
        values.update(self._dates(values))
        return Row(values, self._co_units(unit))

    def _campaign(self, on: date) -> Campaign:
        running = [
            campaign
            for campaign in self.stage.campaigns
            if campaign.starts_on <= on and (campaign.ends_on is None or on <= campaign.ends_on)
        ]
        return self.random.choice(running or self.stage.campaigns[-1:])

    def _leader(self, unit: int) -> int:
        if self.random.random() < 0.4:
            return self.random.choice(self.stage.county_leaders)
        return self.stage.leaders_of[unit]

    def _co_units(self, unit: int) -> tuple[int, ...]:
        if self.random.random() >= CO_UNIT_SHARE:
            return ()
        found = self.random.choices(self.stage.units, k=self.random.choice((1, 1, 1, 2)))
        return tuple(sorted({one for one in found if one != unit}))

    def _status(self, age: float, kind: str) -> str:
        if self.random.random() < OPEN_AT_FIRST + (OPEN_AT_LAST - OPEN_AT_FIRST) * age:
            return self._pick(OPEN_STATUSES)
        status = self._pick(FINISHED_STATUSES)
        if status == "closed" and kind.endswith("standing"):
            return "normalised"
        return "closed" if status == "normalised" and not kind.endswith("standing") else status

    def _number(self, campaign: Campaign, status: str) -> dict[str, Any]:
        if status == "draft":
            return {"serial": None, "number": ""}
        serial = self.serials[campaign.pk]
        self.serials[campaign.pk] = serial + 1
        return {"serial": serial, "number": f"{campaign.code}-{serial:03d}"}

    def _texts(self) -> dict[str, Any]:
        sentences = self.random.sample(SENTENCES, k=self.random.choice((1, 2, 2, 3)))
        sentences += [text for one_in, text in SELDOM if self.random.random() * one_in < 1]
        return {
            "title": self.random.choice(SUBJECTS) + self.random.choice(FAULTS),
            "description": "".join(sentences),
            "target": self.random.choice(TARGETS),
        }

    def _dates(self, values: dict[str, Any]) -> dict[str, Any]:
        found_on, status = values["found_on"], values["status"]
        due_on = self._due(values)
        registered_on = None if status == "draft" else min(found_on + timedelta(days=3), self.plan.today)
        dates: dict[str, Any] = {
            "due_on": due_on,
            "due_text": f"{due_on.year}年{due_on.month}月{due_on.day}日前" if due_on else "长期坚持",
            "original_due_on": due_on,
            "registered_on": registered_on,
            "assigned_on": registered_on,
            "claimed_on": None,
            "progressed_on": registered_on,
            "confirmed_on": None,
            "closed_on": None,
            "refusals": 0,
            "void_reason": "重复登记" if status == "void" else "",
        }
        touched_on = found_on
        if status in ("rectifying", "reviewing"):
            touched_on = self._in_hand(dates, values)
        elif status in ("closed", "normalised"):
            touched_on = self._finished(dates, values)
        dates["created_at"] = self._moment(found_on)
        dates["updated_at"] = max(self._moment(touched_on), dates["created_at"])
        return dates

    def _due(self, values: dict[str, Any]) -> date | None:
        found_on: date = values["found_on"]
        if values["rectification"] == "standing":
            return None
        if values["status"] not in ("assigned", "rectifying", "reviewing"):
            return found_on + timedelta(days=self.random.randrange(20, 300))
        drawn = self.random.random()
        first, last = next((first, last) for upto, first, last in OPEN_DUE if drawn < upto)
        return max(found_on, self.plan.today + timedelta(days=self.random.randint(first, last)))

    def _in_hand(self, dates: dict[str, Any], values: dict[str, Any]) -> date:
        today = self.plan.today
        registered_on: date = dates["registered_on"]
        progressed_on = max(registered_on, today - timedelta(days=int(self.random.expovariate(1 / 6))))
        dates.update(claimed_on=registered_on, progressed_on=progressed_on)
        if values["rectification"].endswith("standing"):
            dates["confirmed_on"] = max(registered_on, today - timedelta(days=self.random.randrange(100)))
        if self.random.random() < 0.03:
            dates["refusals"] = self.random.choice((1, 1, 1, 2, 2, 3))
        return progressed_on

    def _finished(self, dates: dict[str, Any], values: dict[str, Any]) -> date:
        worked = timedelta(days=self.random.randrange(10, 260))
        registered_on: date = dates["registered_on"]
        closed_on: date = min(values["found_on"] + worked, self.plan.today)
        dates.update(claimed_on=registered_on, progressed_on=closed_on, closed_on=closed_on)
        return max(closed_on, registered_on)

    def _moment(self, on: date) -> datetime:
        opened = datetime.combine(on, time(1), tzinfo=UTC)  # nine in the morning in China
        return opened + timedelta(seconds=self.random.random() * 32_400)
