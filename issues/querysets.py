"""Questions to the issues and campaigns tables. `visible_to` is the only way in for views, forms, exports,
reports.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Self

from django.db import models

from issues.colours import Colour, Policies, Policy, is_coloured
from issues.searching import Indexed, words_of
from issues.words import OPEN_STATUSES, OUTCOMES, Status
from people.roles import BUSINESS, OFFICE

if TYPE_CHECKING:
    from issues.models import Issue  # noqa: F401 - named in a base class, which ruff does not read
    from people.models import User


class CampaignQuerySet(models.QuerySet[Any]):
    """Campaigns."""

    def visible_to(self, user: User) -> Self:
        """Campaigns run in the own subtree or by an organisation above (whose items the unit may have to
        answer).
        """
        if not user.has_role(*BUSINESS):
            return self.none()
        return self.filter(organisation_id__in=user.subtree_ids | user.ancestor_ids)

    def run_by(self, user: User) -> Self:
        """Campaigns whose ledger `user` keeps as a member of the office."""
        if not user.has_role(*OFFICE):
            return self.none()
        return self.filter(organisation_id__in=user.subtree_ids)

    def in_progress(self) -> Self:
        """Campaigns not yet wound up."""
        return self.filter(closed_on=None)

    def policies(self) -> Policies:
        """The colour policy of each campaign, by campaign id."""
        rows = self.order_by().values_list("pk", "warn_days", "stall_days", "red_after_days")
        return {pk: Policy(warn, stall, red) for pk, warn, stall, red in rows}


class CategoryQuerySet(models.QuerySet[Any]):
    """Categories."""

    def visible_to(self, user: User) -> Self:
        """Categories of the campaigns visible to `user`."""
        if not user.has_role(*BUSINESS):
            return self.none()
        return self.filter(campaign__organisation_id__in=user.subtree_ids | user.ancestor_ids)


# Whose ledger it stands in: that of its campaign, which stays with its organisation once it has issues.
KEPT = "organisation_id"


@dataclass(frozen=True)
class Way:
    """Issues that somebody sees because `field` has one of `values`; all of `issues` without a field."""

    issues: IssueQuerySet
    field: str = ""
    values: frozenset[int] = frozenset()


class IssueQuerySet(models.QuerySet["Issue"]):
    """Issues."""

    def visible_to(self, user: User) -> Self:
        """What the person's organisation keeps, what their unit (co-)answers for, and what they lead.

        Drafts are the office's own until they are registered. Administrators and panelists see none.
        """
        ways = self.ways_to_see(user)
        if not ways:
            return self.none()
        if not ways[0].field:
            return self if user.has_role(*OFFICE) else self.exclude(status=Status.DRAFT)
        return self._seen_in(ways)

    def seen_elsewhere(self, user: User) -> Self:
        """What the person sees of ledgers that their organisation does not keep."""
        ways = [way for way in self.ways_to_see(user) if way.field not in ("", KEPT)]
        return self._seen_in(ways).exclude(organisation_id__in=user.subtree_ids) if ways else self.none()

    def _seen_in(self, ways: list[Way]) -> Self:
        """A UNION lets each way use its own index; an OR would use none."""
        ids = [way.issues.filter(**{f"{way.field}__in": way.values}).values("pk") for way in ways]
        return self.filter(pk__in=ids[0].union(*ids[1:]))

    def ways_to_see(self, user: User) -> list[Way]:
        """How `user` comes to see issues: what `visible_to` unites, each way with an index of its own.

        None at all for administrators and panelists.
        """
        if not user.has_role(*BUSINESS):
            return []
        every = self.model._default_manager.order_by()
        is_of_office = user.has_role(*OFFICE)
        if user.covers_all_organisations:
            return [Way(every if is_of_office else every.exclude(status=Status.DRAFT))]
        registered = every.exclude(status=Status.DRAFT)
        kept = every if is_of_office else registered
        ways = [
            Way(kept, KEPT, user.subtree_ids),
            Way(registered, "unit_id", user.subtree_ids),
            Way(registered, "co_units", user.subtree_ids),
            Way(registered, "lead_leader_id", user.leader_ids),
        ]
        return [way for way in ways if way.values]

    def open(self) -> Self:
        """Registered and not yet finished."""
        return self.filter(status__in=OPEN_STATUSES)

    def awaiting_claim(self) -> Self:
        """待认领."""
        return self.filter(status=Status.ASSIGNED)

    def awaiting_review(self) -> Self:
        """待审核."""
        return self.filter(status=Status.REVIEWING)

    def led_by(self, user: User) -> Self:
        """Issues whose lead leader is one of the posts `user` holds."""
        return self.filter(lead_leader_id__in=user.leader_ids)

    def answered_by(self, user: User) -> Self:
        """Issues the unit of `user` is responsible for."""
        return self.filter(unit_id=user.organisation_id)

    def overdue(self, *, on: date) -> Self:
        """Open and past their deadline on day `on`."""
        return self.open().filter(due_on__lt=on)

    def due_between(self, first: date, last: date) -> Self:
        """Open and due from `first` to `last`, both included."""
        return self.open().filter(due_on__range=(first, last))

    def due_this_week(self, *, on: date) -> Self:
        """Open and due from `on` to the Sunday of its week."""
        return self.due_between(on, on + timedelta(days=6 - on.weekday()))

    def coloured(self, colour: Colour, *, on: date, policies: Policies) -> Self:
        """Issues that carry `colour` on day `on`."""
        return self.filter(is_coloured(colour, on=on, policies=policies))

    def matching(self, text: str) -> Self:
        """Issues whose number, title or description contains every word of `text`, taken literally."""
        words = words_of(text)
        return self.filter(Indexed(words)) if words else self

    def earlier_like(self, *, unit: int, category: str, before: int | None = None) -> Self:
        """Finished issues of the same unit and a category of that name: candidates for 屡查屡犯.

        By name: every campaign has its own categories, and a repeat mostly shows up in a later campaign.
        """
        found = self.filter(unit_id=unit, category__name=category, status__in=OUTCOMES)
        return found.exclude(pk=before) if before else found

    def with_people(self) -> Self:
        """Everything a row of the ledger shows, in one query."""
        return self.select_related(
            "campaign", "category", "category__parent", "source", "unit", "lead_leader", "liaison"
        )

    def among(self, ids: Iterable[int]) -> Self:
        """Issues with these ids."""
        return self.filter(pk__in=list(ids))
