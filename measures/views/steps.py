"""What the form pages for one step on an issue have in common."""

from typing import Any

from issues.views.steps import IssueStep
from measures.lifecycle import MOVES


class MeasureStep(IssueStep):
    """A form page that makes one move of `measures.lifecycle` on the issue in the address."""

    moves = MOVES

    def make_form(self, data: Any = None, files: Any = None) -> Any:
        """A form that knows the issue and the day."""
        return self.form_class(data, files, issue=self.record, today=self.today())
