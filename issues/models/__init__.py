"""What is wrong and who answers for it."""

from issues.models.campaigns import CATEGORY_PRESETS, Campaign, Category, Source
from issues.models.deadlines import Deadline
from issues.models.issues import Issue, ledger_places
from issues.models.reassignments import ReassignmentRequest
from issues.models.tallies import CategoryTally, StateTally, UnitTally
from issues.words import OPEN_STATUSES, OUTCOMES, RectificationType, Status

__all__ = [
    "CATEGORY_PRESETS",
    "OPEN_STATUSES",
    "OUTCOMES",
    "Campaign",
    "Category",
    "CategoryTally",
    "Deadline",
    "Issue",
    "ReassignmentRequest",
    "RectificationType",
    "Source",
    "StateTally",
    "Status",
    "UnitTally",
    "ledger_places",
]
