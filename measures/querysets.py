"""Questions to what is done about issues. Everything that hangs on an issue is visible exactly where the
issue is.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Self, TypeVar

from django.db import models
from django.db.models import Q

from issues.models import Issue
from people.roles import BUSINESS

if TYPE_CHECKING:
    from people.models import User

Record = TypeVar("Record", bound=models.Model)


class OfIssueQuerySet(models.QuerySet[Record]):
    """Records that belong to one issue."""

    def visible_to(self, user: User) -> Self:
        """Those whose issue the person sees."""
        return self.filter(issue__in=Issue.objects.visible_to(user))


class LookBackQuerySet(OfIssueQuerySet[Any]):
    """Look-backs (回头看)."""

    def planned(self) -> Self:
        """Not yet recorded."""
        return self.filter(state="planned")

    def recorded(self) -> Self:
        """Waiting for the reviewer's word."""
        return self.filter(state="recorded")

    def due(self, *, on: date) -> Self:
        """Planned for `on` or earlier and not done."""
        return self.planned().filter(planned_on__lte=on)


class DecidedQuerySet(OfIssueQuerySet[Any]):
    """Applications that a reviewer decides: closings and extensions."""

    def undecided(self) -> Self:
        """Waiting for a decision."""
        return self.filter(granted=None)


class RegulationQuerySet(models.QuerySet[Any]):
    """Regulations (制度成果)."""

    def visible_to(self, user: User) -> Self:
        """Those of the own subtree and those that answer a visible issue."""
        if not user.has_role(*BUSINESS):
            return self.none()
        if user.covers_all_organisations:
            return self
        answering = self.model.issues.through.objects.filter(issue__in=Issue.objects.visible_to(user))
        return self.filter(
            Q(organisation_id__in=user.subtree_ids) | Q(pk__in=answering.values("regulation_id"))
        )
