"""How many registered issues each campaign has for a person: of whole ledgers by their tallies."""

from django.db.models import Count, Sum

from issues.models import Campaign, Issue, Status, UnitTally
from people.models import User


def registered_by_campaign(user: User) -> dict[int, int]:
    """By campaign; neither drafts nor void ones, and only what the person sees. Two queries."""
    own = Campaign.objects.visible_to(user).filter(organisation_id__in=user.subtree_ids)
    tallied = UnitTally.objects.of(own.values_list("pk", flat=True)).order_by()
    counts = dict(tallied.values_list("campaign_id").annotate(Sum("amount")))
    elsewhere = Issue.objects.seen_elsewhere(user).exclude(status__in=[Status.DRAFT, Status.VOID])
    counts |= dict(elsewhere.order_by().values_list("campaign").annotate(Count("pk")))
    return counts
