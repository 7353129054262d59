"""Granting and taking back roles (角色), under the separation of the three administrators (三员分立)."""

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from people.actions.writing import locked
from people.models import ADMINISTRATORS, Role, RoleGrant, User
from people.permissions import demand
from people.refusals import Unfit
from trail.recording import record


@transaction.atomic
def set_roles(*, person: User, roles: Collection[str], by: User, version: int) -> User:
    """Make `roles` the person's roles. Raises NotYours, Outdated, Unfit.

    An administrator holds that one role and nothing else: whoever has business as well gets a second account,
    so that what an account did can always be told by what it is for.
    """
    demand("people.grant_roles", by, person)
    person = locked(person, version)
    wanted = frozenset(Role(role) for role in roles)
    _check_separation(wanted)
    held = person.roles
    for role in (held - wanted).intersection(ADMINISTRATORS):
        if person.is_active:
            keep_one_holder(role, without=person)
    if wanted == held:
        return person
    person.grants.exclude(role__in=wanted).delete()
    RoleGrant.objects.bulk_create(RoleGrant(user=person, role=role) for role in sorted(wanted - held))
    person.version += 1
    person.save(update_fields=["version"])
    record(
        "person.roles",
        by=by,
        subject=person,
        before={"roles": sorted(held)},
        after={"roles": sorted(wanted)},
    )
    return person


def _check_separation(wanted: frozenset[Role]) -> None:
    administrating = wanted.intersection(ADMINISTRATORS)
    if len(administrating) > 1:
        raise Unfit(_("三员分立：系统、安全、审计管理员，一个人只能任其中一个。"), "roles")
    if administrating and len(wanted) > 1:
        raise Unfit(
            _("三员分立：管理员账号不能兼业务角色。兼任的，请由系统管理员另开一个业务账号。"), "roles"
        )


def keep_one_holder(role: str, *, without: User) -> None:
    """Raise Unfit when `without` is the last active holder of an administrator role.

    Locks the grants of the role: two last holders must not leave at the same moment.
    """
    list(RoleGrant.objects.select_for_update().filter(role=role).order_by("pk").values_list("pk"))
    if not User.objects.with_role(role).exclude(pk=without.pk).exists():
        label = Role(role).label
        raise Unfit(
            _("“%(role)s”只剩这一个在用账号。请先给接任的人授予这个角色，再办这一步。") % {"role": label}
        )
