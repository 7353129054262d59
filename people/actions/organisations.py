"""Keeping the tree of organisations (组织). None is ever deleted: what is not used is put out of use."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from people.actions.writing import locked, once, only, plain, save_changes
from people.models import Organisation, User
from people.permissions import demand
from people.refusals import Unfit
from trail.recording import record

Tree = dict[int, Organisation]
FACTS = ("name", "kind", "parent", "position")


@transaction.atomic
def create_organisation(*, values: Mapping[str, Any], by: User) -> Organisation:
    """A new node of the tree; `values` holds FACTS. Raises NotYours, Unfit."""
    demand("people.keep_organisations", by)
    facts = only(values, FACTS)
    _check_place(_locked_tree(), None, facts.get("parent"))
    organisation = Organisation(**facts)
    with once(_taken(), "name"):
        organisation.save()
    record(
        "organisation.create",
        by=by,
        subject=organisation,
        after={name: plain(value) for name, value in facts.items()},
    )
    return organisation


@transaction.atomic
def edit_organisation(
    *, organisation: Organisation, values: Mapping[str, Any], by: User, version: int
) -> Organisation:
    """Change FACTS and `active`. Raises NotYours, Outdated, Unfit."""
    demand("people.keep_organisations", by)
    tree = _locked_tree()
    organisation = locked(organisation, version)
    facts = only(values, (*FACTS, "active"))
    parent = facts.get("parent", organisation.parent)
    _check_place(tree, organisation, parent)
    if organisation.active and facts.get("active") is False:
        _check_unused(organisation)
    if facts.get("active") and parent is not None and not tree[parent.pk].active:
        raise Unfit(_("上级组织“%(name)s”已停用，请先启用上级组织。") % {"name": parent}, "active")
    with once(_taken(), "name"):
        return save_changes(organisation, facts, verb="organisation.edit", by=by)


def _taken() -> str:
    return _("同一上级组织下已有这个名称，请换一个，或在原来的组织上修改。")


def _locked_tree() -> Tree:
    """All of it: two moves at once, each harmless alone, could close a circle."""
    return {one.pk: one for one in Organisation.objects.select_for_update().order_by("pk")}


def _check_place(tree: Tree, organisation: Organisation | None, parent: Organisation | None) -> None:
    """One root, nobody below itself, and nothing new below what is out of use."""
    is_root = organisation is not None and organisation.parent_id is None
    if parent is None:
        root = next((one for one in tree.values() if one.parent_id is None), None)
        if root is not None and not is_root:
            raise Unfit(_("最上级组织只有一个（%(name)s），请选择上级组织。") % {"name": root}, "parent")
        return
    if organisation is not None and organisation.pk in _upwards(tree, parent):
        raise Unfit(_("“%(name)s”在本组织之下或就是本组织，不能作上级。") % {"name": parent}, "parent")
    stays = organisation is not None and organisation.parent_id == parent.pk
    if not tree[parent.pk].active and not stays:
        raise Unfit(_("“%(name)s”已停用，不能作上级。") % {"name": parent}, "parent")


def _upwards(tree: Tree, organisation: Organisation) -> set[int]:
    """The organisation and all above it."""
    found: set[int] = set()
    pk: int | None = organisation.pk
    while pk is not None and pk not in found:
        found.add(pk)
        pk = tree[pk].parent_id
    return found


def _check_unused(organisation: Organisation) -> None:
    """Put out of use from the leaves up, when nobody is left inside. What it has on record stays."""
    children = organisation.children.filter(active=True).count()
    if children:
        raise Unfit(_("还有 %(n)d 个下级组织在用，请先停用或改到别的上级之下。") % {"n": children}, "active")
    people = organisation.people.filter(is_active=True).count()
    if people:
        raise Unfit(_("还有 %(n)d 个启用的人员账号，请先调到别的组织或停用账号。") % {"n": people}, "active")
