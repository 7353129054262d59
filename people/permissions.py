"""May this person do it to this organisation, person or leader? Asked with `rules.has_perm`, or with
`demand`, which says no.

The three administrators are separated (三员分立): accounts are the system administrator's, roles the security
administrator's, the trail the auditor's. The office (经办) keeps leaders and telephone
numbers of its subtree.
"""

from typing import Any

import rules

from people.models import ADMINISTRATORS, BUSINESS, Leader, Organisation, Role, User
from people.refusals import NotYours


def demand(permission: str, by: User, subject: Any = None) -> None:
    """Raise NotYours unless `by` holds `permission` on `subject`."""
    if not rules.has_perm(permission, by, subject):
        raise NotYours(permission)


@rules.predicate
def is_sysadmin(user: User, _: object = None) -> bool:
    """系统管理员."""
    return user.has_role(Role.SYSADMIN)


@rules.predicate
def is_secadmin(user: User, _: object = None) -> bool:
    """安全管理员."""
    return user.has_role(Role.SECADMIN)


@rules.predicate
def is_auditor(user: User, _: object = None) -> bool:
    """审计管理员."""
    return user.has_role(Role.AUDITOR)


@rules.predicate
def is_clerk(user: User, _: object = None) -> bool:
    """经办."""
    return user.has_role(Role.CLERK)


@rules.predicate
def works_here(user: User, _: object = None) -> bool:
    """Holds a role that has to know who is who; a panelist only votes."""
    return user.has_role(*BUSINESS, *ADMINISTRATORS)


@rules.predicate
def is_self(user: User, person: User) -> bool:
    """The person is the one who asks."""
    return user.pk == person.pk


@rules.predicate
def is_administrator(_: User, person: User) -> bool:
    """The person is one of the three administrators."""
    return person.has_role(*ADMINISTRATORS)


@rules.predicate
def guards_another_lock(_: User, person: User) -> bool:
    """The person grants roles or reads the trail: whoever could set their password would hold both keys."""
    return person.has_role(Role.SECADMIN, Role.AUDITOR)


@rules.predicate
def in_own_subtree(user: User, record: User | Leader) -> bool:
    """The person or leader belongs to the own organisation or one below it."""
    return record.organisation_id in user.subtree_ids


@rules.predicate
def is_within_reach(user: User, organisation: Organisation) -> bool:
    """The organisation is the own one or below it."""
    return organisation.pk in user.subtree_ids


rules.add_perm("people.browse", works_here)
rules.add_perm("people.keep_organisations", is_sysadmin)
rules.add_perm("people.create_account", is_sysadmin)
rules.add_perm("people.edit_account", is_sysadmin)
rules.add_perm("people.edit_contact", is_sysadmin | (is_clerk & in_own_subtree & ~is_administrator))
rules.add_perm("people.reset_password", is_sysadmin & ~is_self & ~guards_another_lock)
rules.add_perm("people.deactivate", is_sysadmin & ~is_self)
rules.add_perm("people.activate", is_sysadmin & ~is_self & ~guards_another_lock)
rules.add_perm("people.grant_roles", is_secadmin & ~is_self)
rules.add_perm("people.keep_some_leaders", is_sysadmin | is_clerk)
rules.add_perm("people.keep_leader", is_sysadmin | (is_clerk & in_own_subtree))
rules.add_perm("people.keep_leaders_of", is_sysadmin | (is_clerk & is_within_reach))
rules.add_perm("people.read_trail", is_auditor)
