"""Passwords: one-time ones that are shown once, and those people choose themselves."""

import secrets

from axes.utils import reset as forget_failed_logins
from django.db import transaction
from django.utils.translation import gettext as _

from people.actions.writing import locked
from people.models import User
from people.permissions import demand
from people.refusals import NotAllowedNow
from trail.recording import record

# Nothing that is mistaken for something else when read aloud or copied from paper.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS, GROUP_LENGTH = 3, 4


def one_time_password() -> str:
    """A password like kd7m-3xpt-9hqw, about 59 bits; it has to be changed at the first login."""
    return "-".join(
        "".join(secrets.choice(LETTERS) for _letter in range(GROUP_LENGTH)) for _group in range(GROUPS)
    )


@transaction.atomic
def reset_password(*, person: User, by: User) -> str:
    """Give a forgetful person a one-time password, which is returned; their sessions and lock-out end.

    Raises NotYours, NotAllowedNow for an account out of use.
    """
    demand("people.reset_password", by, person)
    return _reset(person, by=by)


@transaction.atomic
def reset_password_at_the_server(*, person: User) -> str:
    """The same for whoever holds the machine, for any account. Raises NotAllowedNow."""
    return _reset(person, by=None)


def _reset(person: User, *, by: User | None) -> str:
    person = locked(person)
    if not person.is_active:
        raise NotAllowedNow(person, _("账号已停用。请先启用，启用时会给出新的一次性密码。"))
    return issue_password(person, by=by, verb="person.reset_password")


def issue_password(person: User, *, by: User | None, verb: str) -> str:
    """Set and return a one-time password of a locked person, and record `verb`; the trail never sees it."""
    password = one_time_password()
    person.set_password(password)
    person.must_change_password = True
    person.version += 1
    person.save(update_fields=["password", "must_change_password", "is_active", "version"])
    forget_failed_logins(username=person.username)
    record(verb, by=by, subject=person)
    return password


@transaction.atomic
def choose_password(*, password: str, by: User) -> None:
    """A person's own new password, already checked by the form. Other sessions end by it."""
    person = locked(by)
    person.set_password(password)
    person.must_change_password = False
    person.save(update_fields=["password", "must_change_password"])
    by.password, by.must_change_password = person.password, False
    record("person.change_password", by=by, subject=person)
