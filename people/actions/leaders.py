"""Keeping responsible leaders (责任领导)."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from people.actions.writing import locked, once, only, plain, save_changes
from people.models import Leader, Role, User
from people.permissions import demand
from people.refusals import Unfit
from trail.recording import record

FACTS = ("organisation", "post", "name", "portfolio", "user", "position")


@transaction.atomic
def create_leader(*, values: Mapping[str, Any], by: User) -> Leader:
    """A new post that can lead issues; `values` holds FACTS. Raises NotYours, Unfit."""
    facts = only(values, FACTS)
    demand("people.keep_leaders_of", by, facts["organisation"])
    _check_account(facts.get("user"))
    leader = Leader(**facts)
    with once(_taken(), "post"):
        leader.save()
    record(
        "leader.create", by=by, subject=leader, after={name: plain(value) for name, value in facts.items()}
    )
    return leader


@transaction.atomic
def edit_leader(*, leader: Leader, values: Mapping[str, Any], by: User, version: int) -> Leader:
    """Change FACTS and `active`. Raises NotYours, Outdated, Unfit."""
    demand("people.keep_leader", by, leader)
    leader = locked(leader, version)
    demand("people.keep_leader", by, leader)
    facts = only(values, (*FACTS, "active"))
    demand("people.keep_leaders_of", by, facts.get("organisation", leader.organisation))
    if facts.get("user", leader.user) != leader.user:
        _check_account(facts["user"])
    with once(_taken(), "post"):
        return save_changes(leader, facts, verb="leader.edit", by=by)


def _check_account(user: User | None) -> None:
    """Only somebody who was given the leader role can act for a post."""
    if user is not None and not (user.is_active and user.has_role(Role.LEADER)):
        raise Unfit(_("“%(name)s”没有“责任领导”角色，请先由安全管理员授予。") % {"name": user}, "user")


def _taken() -> str:
    return _("这个组织里已有同样的职务和姓名。")
