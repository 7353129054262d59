"""Every write to people and organisations: one transaction, a permission, a locked row, one trail entry."""

from people.actions.accounts import activate, create_account, deactivate, edit_person, save_preferences
from people.actions.leaders import create_leader, edit_leader
from people.actions.organisations import create_organisation, edit_organisation
from people.actions.passwords import choose_password, reset_password, reset_password_at_the_server
from people.actions.roles import set_roles
from people.actions.sign_ins import record_sign_in, record_sign_out

__all__ = [
    "activate",
    "choose_password",
    "create_account",
    "create_leader",
    "create_organisation",
    "deactivate",
    "edit_leader",
    "edit_organisation",
    "edit_person",
    "record_sign_in",
    "record_sign_out",
    "reset_password",
    "reset_password_at_the_server",
    "save_preferences",
    "set_roles",
]
