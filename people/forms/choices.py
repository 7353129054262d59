"""What a person may choose from: out of `visible_to`, still in use, or chosen before."""

from typing import Any

from django.db.models import Q, QuerySet

from people.fields import Choice, Choices
from people.models import Organisation, Role, User


class TreeChoice(Choice):
    """An organisation, with the one above it where the name alone could mean several."""

    def label_from_instance(self, obj: Any) -> str:
        """政务科 or 政务科 / 窗口组."""
        return name_in_tree(obj)


class TreeChoices(Choices):
    """Several organisations."""

    def label_from_instance(self, obj: Any) -> str:
        """As for one."""
        return name_in_tree(obj)


class PersonChoice(Choice):
    """A person, with where they work."""

    def label_from_instance(self, obj: Any) -> str:
        """Name and organisation."""
        return f"{obj.full_name}（{obj.organisation}）"


def name_in_tree(organisation: Organisation) -> str:
    """The name; below the second level of the tree, the name above it too."""
    above = organisation.parent
    is_clear = above is None or above.parent_id is None
    return organisation.name if is_clear else f"{above.name} / {organisation.name}"


def in_tree_order(found: QuerySet[Organisation]) -> QuerySet[Organisation]:
    """Each after the one it stands below."""
    trees: Any = found
    ordered: QuerySet[Organisation] = trees.with_tree_fields().select_related("parent")
    return ordered


def organisations(user: User, *, keep: int | None = None) -> QuerySet[Organisation]:
    """Those in use, in the order of the tree."""
    found = Organisation.objects.visible_to(user).filter(Q(active=True) | Q(pk=keep))
    return in_tree_order(found)


def parents(user: User, *, of: Organisation | None = None) -> QuerySet[Organisation]:
    """Where an organisation can stand: not below itself."""
    found = organisations(user, keep=of.parent_id if of else None)
    if of is None:
        return found
    below = Organisation.objects.visible_to(user).descendants(of, include_self=True)
    return found.exclude(pk__in=[one.pk for one in below])


def leader_accounts(user: User, *, keep: int | None = None) -> QuerySet[User]:
    """Active people who were given the leader role."""
    leading: QuerySet[User] = User.objects.visible_to(user).filter(
        Q(is_active=True, grants__role=Role.LEADER) | Q(pk=keep)
    )
    return leading.select_related("organisation").distinct()
