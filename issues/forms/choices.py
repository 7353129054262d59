"""What a person may choose from: always out of `visible_to`, still in use, or chosen before."""

from typing import Any

from django.db.models import Q, QuerySet

from issues.models import Campaign, Category, Source
from people.fields import Choice, Choices
from people.models import Leader, Organisation, Role, User


class UnitChoice(Choice):
    """An organisation, with the one above it where the name alone could mean several."""

    def label_from_instance(self, obj: Any) -> str:
        """政务科 or 政务科 / 窗口组."""
        return unit_label(obj)


class UnitChoices(Choices):
    """Several organisations."""

    def label_from_instance(self, obj: Any) -> str:
        """As for one."""
        return unit_label(obj)


class LiaisonChoice(Choice):
    """A person, with the unit they speak for."""

    def label_from_instance(self, obj: Any) -> str:
        """Name and unit."""
        return f"{obj.full_name}（{obj.organisation}）"


class CategoryChoice(Choice):
    """A category under the one above it."""

    def label_from_instance(self, obj: Any) -> str:
        """形式主义 or 形式主义 › 文山会海."""
        return category_label(obj)


def unit_label(unit: Organisation) -> str:
    """The name; below the second level of the tree, the name above it too."""
    above = unit.parent
    return unit.name if above is None or above.parent_id is None else f"{above.name} / {unit.name}"


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


def units(user: User, *, keep: int | None = None) -> QuerySet[Organisation]:
    """Organisations in use, in the order of the tree."""
    seen = Organisation.objects.visible_to(user).filter(Q(active=True) | Q(pk=keep))
    ordered: QuerySet[Organisation] = seen.with_tree_fields().select_related("parent")
    return ordered


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
