"""What pages ask before they answer."""

from typing import Any

import rules
from django.http import HttpRequest

from people.identity import signed_in
from people.models import User
from people.refusals import NotYours


def someone_with(permission: str, request: HttpRequest) -> User:
    """The signed-in person; raises NotYours without `permission`."""
    user = signed_in(request)
    need(permission, user)
    return user


def need(permission: str, user: User, record: Any = None) -> None:
    """Raise NotYours unless `user` holds `permission` on `record`."""
    if not rules.has_perm(permission, user, record):
        raise NotYours(permission)
