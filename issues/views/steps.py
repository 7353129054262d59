"""What the pages for one step on an issue have in common."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django.shortcuts import get_object_or_404
from django.utils import timezone

from issues.forms.desk import Desk
from issues.lifecycle import MOVES, Move, check
from issues.models import Issue
from people.pages import FormPage


class IssueStep(FormPage):
    """A form page that makes one move on the issue in the address."""

    template_name = "issues/step.html"
    moves: ClassVar[Mapping[str, Move]] = MOVES
    move: ClassVar[str]
    record: Issue

    def find(self) -> Issue:
        """The issue; 404 when not visible."""
        return get_object_or_404(Issue.objects.visible_to(self.user).with_people(), pk=self.kwargs["pk"])

    def may(self) -> None:
        """Raise NotYours or NotAllowedNow for the move."""
        check(self.moves[self.move], self.record, self.user)

    def today(self) -> date:
        """The day in the office's time zone."""
        return timezone.localdate()

    def desk(self) -> Desk:
        """Who, when, which issue."""
        return Desk(self.user, self.today(), self.record)

    def make_form(self, data: Any = None, files: Any = None) -> Any:
        """The form about the issue on the desk."""
        return self.form_class(data, files, desk=self.desk())
