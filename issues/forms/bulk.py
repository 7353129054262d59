"""Many issues at once: the same people, or the same deadline."""

from datetime import date

from issues.forms.answering import BulkAssignForm
from issues.forms.deadline import DeadlineForm

__all__ = ["BulkAssignForm", "BulkDeadlineForm"]


class BulkDeadlineForm(DeadlineForm):
    """One deadline for all; each issue is checked against its own day by the action."""

    def not_before(self) -> date | None:
        """No single day holds for all of them."""
        return None
