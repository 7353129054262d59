"""What a person may choose from: always out of `visible_to`, still in use, or chosen before."""

from typing import Any

from django.db.models import Q, QuerySet

from issues.models import Campaign, Category, Source
from people.fields import Choice
from people.models import Leader, Role, User


class CategoryChoice(Choice):
    """A category under the one above it."""

    def label_from_instance(self, obj: Any) -> str:
        """形式主义 or 形式主义 › 文山会海."""
        return category_label(obj)


def category_label(category: Category) -> str:
    """The name, after that of the first level it stands under."""
    return f"{category.parent.name} › {category.name}" if category.parent else category.name


def campaigns(user: User, *, keep: int | None = None) -> QuerySet[Campaign]:
    """Campaigns in progress whose ledger the person keeps."""
    kept = Campaign.objects.visible_to(user).run_by(user)
    return kept.filter(Q(closed_on=None) | Q(pk=keep))


def categories(user: User, campaign: Campaign | None) -> QuerySet[Category]:
    """The campaign's categories, each second level after its first, in the campaign's order."""
    visible = Category.objects.visible_to(user).select_related("parent")
    return visible.filter(campaign=campaign) if campaign else visible.none()


def leaders(user: User, *, keep: int | None = None) -> QuerySet[Leader]:
    """Leaders in office."""
    return Leader.objects.visible_to(user).filter(Q(active=True) | Q(pk=keep))


def liaisons(user: User, *, keep: int | None = None) -> QuerySet[User]:
    """People who speak for a unit."""
    seen = User.objects.visible_to(user).select_related("organisation")
    found: QuerySet[User] = seen.filter(Q(is_active=True, grants__role=Role.LIAISON) | Q(pk=keep))
    return found.distinct()


def sources(*, keep: int | None = None) -> QuerySet[Source]:
    """Sources in use; every office shares them."""
    return Source.objects.filter(Q(active=True) | Q(pk=keep))
