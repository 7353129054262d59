"""What a page of figures is about: the campaigns in progress that the person sees, or the one they chose."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.http import HttpRequest

from issues.models import Campaign
from issues.querysets import IssueQuerySet
from ledger.desk import Desk
from ledger.figures import DEFINITIONS, Figure, figures, tallied_figures
from ledger.menu import desk_of
from ledger.remembering import remembered
from ledger.standings import Counted, counted_by, tallied_by
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

    @cached_property
    def _kept(self) -> list[int]:
        """The campaigns whose whole ledger the person sees: their numbers are kept as tallies."""
        return [one.pk for one in self.campaigns if one.organisation_id in self.desk.user.subtree_ids]

    @property
    def _keeps_all(self) -> bool:
        """Whether there is no ledger but those whose whole the person sees."""
        return self.desk.user.covers_all_organisations

    @property
    def _elsewhere(self) -> IssueQuerySet:
        """The visible issues of other ledgers: also those that somebody else's campaign gave to the unit."""
        found = self.desk.asker.elsewhere
        return found.filter(campaign=self.campaign) if self.campaign else found

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
        every = [tallied_figures(self._kept, self.desk.today)]
        if not self._keeps_all:
            every.append(figures(self._elsewhere, self.desk.today))
        return {
            key: (
                sum(found[key].numerator for found in every),
                sum(found[key].denominator for found in every),
            )
            for key in every[0]
        }

    @cached_property
    def by_unit(self) -> list[Counted]:
        """Counts by unit."""
        return self._by("unit_id")

    @cached_property
    def by_category(self) -> list[Counted]:
        """Counts by category."""
        return self._by("category_id")

    def _by(self, field: str) -> list[Counted]:
        def ask() -> list[Counted]:
            elsewhere = [] if self._keeps_all else counted_by(field, self._elsewhere)
            return tallied_by(field, self._kept) + elsewhere

        return remembered(f"{field}:{self._name}", self.desk.position, ask)


def scope_of(request: HttpRequest, user: User) -> Scope:
    """The scope a request asks for with ?campaign=."""
    campaigns = list(Campaign.objects.visible_to(user).in_progress())
    return Scope(desk_of(request, user), campaigns, request.GET.get("campaign", ""))
