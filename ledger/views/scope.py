"""What a page of figures is about: the campaigns in progress that the person sees, or the one they chose."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.http import HttpRequest

from issues.models import Campaign, Issue
from issues.querysets import IssueQuerySet
from ledger.desk import Desk
from ledger.figures import DEFINITIONS, Figure, figures
from ledger.menu import desk_of
from ledger.remembering import remembered
from ledger.standings import Counted, counted_by
from ledger.todos import Asker
from people.models import User


@dataclass
class Scope:
    """Campaigns, their visible issues, and their counts, remembered until something is recorded."""

    desk: Desk
    every: Sequence[Campaign]
    asked: str

    @cached_property
    def campaign(self) -> Campaign | None:
        """The one campaign it is about, if it is one."""
        return next((one for one in self.every if str(one.pk) == self.asked), None)

    @property
    def only(self) -> Campaign | None:
        """The campaign chosen, or the only one there is."""
        return self.campaign or (self.every[0] if len(self.every) == 1 else None)

    @property
    def campaigns(self) -> Sequence[Campaign]:
        """The campaigns it is about, as far as the person sees them."""
        return [self.campaign] if self.campaign else self.every

    @property
    def query(self) -> str:
        """What keeps a link within the scope."""
        return f"campaign={self.campaign.pk}" if self.campaign else ""

    @property
    def issues(self) -> IssueQuerySet:
        """The visible issues: also those that a campaign of somebody else's gave to the person's unit."""
        if self.campaign:
            return Issue.objects.visible_to(self.desk.user).filter(campaign=self.campaign)
        return Asker(self.desk.user, self.desk.today).in_progress

    @property
    def _name(self) -> str:
        """Who sees everything sees the same figures, so they share the answer."""
        desk = self.desk
        who = f"all:{desk.today.isoformat()}" if desk.user.covers_all_organisations else desk.name
        return f"{who}:{self.campaign.pk if self.campaign else 'every'}"

    @cached_property
    def figures(self) -> dict[str, Figure]:
        """Every rate."""
        found = remembered(f"figures:{self._name}", self.desk.position, self._figures)
        return {one.key: Figure(one, *found[one.key], self.desk.today) for one in DEFINITIONS}

    def _figures(self) -> dict[str, tuple[int, int]]:
        counted = figures(self.issues, self.desk.today)
        return {key: (one.numerator, one.denominator) for key, one in counted.items()}

    @cached_property
    def by_unit(self) -> list[Counted]:
        """Counts by unit."""
        return remembered(
            f"units:{self._name}", self.desk.position, lambda: counted_by("unit_id", self.issues)
        )

    @cached_property
    def by_category(self) -> list[Counted]:
        """Counts by category."""
        return remembered(
            f"categories:{self._name}", self.desk.position, lambda: counted_by("category_id", self.issues)
        )


def scope_of(request: HttpRequest, user: User) -> Scope:
    """The scope a request asks for with ?campaign=."""
    campaigns = list(Campaign.objects.visible_to(user).in_progress())
    return Scope(desk_of(request, user), campaigns, request.GET.get("campaign", ""))
