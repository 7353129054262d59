"""Until when an issue is to be claimed (认领期限)."""

from datetime import date

from issues.models import Issue
from issues.workdays import NO_CORRECTIONS, Corrections, add_workdays


def claim_by(issue: Issue, corrections: Corrections = NO_CORRECTIONS) -> date | None:
    """The last day to claim: the campaign's number of working days after the issue was handed over.

    A reassignment hands it over anew. None for a draft.
    """
    handed_over_on = issue.assigned_on or issue.registered_on
    if handed_over_on is None:
        return None
    return add_workdays(handed_over_on, issue.campaign.claim_days, corrections)
