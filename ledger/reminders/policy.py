"""When a deadline is worth a reminder. Pure: dates in, dates out.

Milestones of a deadline: 7, 3, 1 and 0 days before, the day after, then every 7 days for as long as it
stays overdue. A notice belongs to its milestone, not to the day of the run: a run that was missed is made
up by the next one, and a run repeated tells nothing twice.
"""

from dataclasses import dataclass
from datetime import date, timedelta

BEFORE = {7: "due_7", 3: "due_3", 1: "due_1", 0: "due_0"}
FIRST_AFTER = 1
THEN_EVERY = 7
LOOK_AHEAD = max(BEFORE)


@dataclass(frozen=True)
class Milestone:
    """The day a reminder falls on and why; `late` from the first overdue day, when the leader hears as
    well.
    """

    day: date
    reason: str

    @property
    def late(self) -> bool:
        """Whether the deadline has passed."""
        return self.reason == "overdue"


def latest_milestone(due_on: date, *, on: date) -> Milestone | None:
    """The newest milestone of `due_on` that has come by day `on`; None while the deadline is over 7 days
    away.
    """
    late_by = (on - due_on).days
    if late_by >= FIRST_AFTER:
        periods = (late_by - FIRST_AFTER) // THEN_EVERY
        return Milestone(due_on + timedelta(days=FIRST_AFTER + periods * THEN_EVERY), "overdue")
    for before in sorted(BEFORE):
        if -late_by <= before:
            return Milestone(due_on - timedelta(days=before), BEFORE[before])
    return None
