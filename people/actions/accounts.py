"""Keeping people's accounts (人员). An account is put out of use, never deleted: the records name it."""

from collections.abc import Mapping
from typing import Any

import rules
from django.db import transaction
from django.utils.translation import gettext as _

from people.actions.passwords import issue_password, one_time_password
from people.actions.roles import keep_one_holder
from people.actions.writing import locked, once, only, plain, save_changes
from people.models import ADMINISTRATORS, User
from people.permissions import demand
from people.refusals import NotAllowedNow, Unfit
from trail.recording import record

FACTS = ("username", "full_name", "organisation", "post", "phone")
CONTACT = ("post", "phone")
PREFERENCES = ("phone", "compact_rows")


@transaction.atomic
def create_account(*, values: Mapping[str, Any], by: User) -> tuple[User, str]:
    """A new account without any role, and its one-time password; `values` holds FACTS.

    Raises NotYours, Unfit.
    """
    demand("people.create_account", by)
    facts = only(values, FACTS)
    _check_organisation(facts)
    password = one_time_password()
    person = User(**facts)
    person.set_password(password)
    with once(_taken(), "username"):
        person.save()
    record(
        "person.create", by=by, subject=person, after={name: plain(value) for name, value in facts.items()}
    )
    return person, password


@transaction.atomic
def edit_person(*, person: User, values: Mapping[str, Any], by: User, version: int) -> User:
    """Change FACTS, or as a clerk of the subtree just CONTACT. Raises NotYours, Outdated, Unfit."""
    demand("people.edit_contact", by, person)
    names = FACTS if rules.has_perm("people.edit_account", by, person) else CONTACT
    person = locked(person, version)
    facts = only(values, names)
    if facts.get("organisation", person.organisation) != person.organisation:
        _check_organisation(facts)
    with once(_taken(), "username"):
        return save_changes(person, facts, verb="person.edit", by=by)


@transaction.atomic
def save_preferences(*, values: Mapping[str, Any], by: User, version: int) -> User:
    """What people set for themselves. Raises Outdated."""
    return save_changes(locked(by, version), only(values, PREFERENCES), verb="person.preferences", by=by)


@transaction.atomic
def deactivate(*, person: User, by: User) -> User:
    """Put an account out of use: its sessions end at once and its password is void for good.

    What the person was liaison of stays with their name until the office gives it to somebody else.
    Raises NotYours, NotAllowedNow, and Unfit for the last administrator of a kind.
    """
    demand("people.deactivate", by, person)
    person = locked(person)
    if not person.is_active:
        raise NotAllowedNow(person, _("账号已经停用。"))
    for role in person.roles.intersection(ADMINISTRATORS):
        keep_one_holder(role, without=person)
    person.is_active = False
    # A session carries a hash of the password: were the account used again, an old session would come back.
    person.set_unusable_password()
    person.version += 1
    person.save(update_fields=["is_active", "password", "version"])
    record("person.deactivate", by=by, subject=person)
    return person


@transaction.atomic
def activate(*, person: User, by: User) -> str:
    """Put an account into use again, with its roles, and return its one-time password.

    Raises NotYours, NotAllowedNow.
    """
    demand("people.activate", by, person)
    person = locked(person)
    if person.is_active:
        raise NotAllowedNow(person, _("账号已经启用。"))
    if not person.organisation.active:
        raise NotAllowedNow(
            person,
            _("所在组织“%(name)s”已停用，请先把人员调到在用的组织。") % {"name": person.organisation},
        )
    person.is_active = True
    return issue_password(person, by=by, verb="person.activate")


def _check_organisation(facts: Mapping[str, Any]) -> None:
    """As it stands now: it is put out of use only while nobody moves in."""
    organisation = locked(facts["organisation"])
    if not organisation.active:
        raise Unfit(_("“%(name)s”已停用，请选择在用的组织。") % {"name": organisation}, "organisation")


def _taken() -> str:
    return _("这个用户名已经有人使用。")
