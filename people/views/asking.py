"""What pages ask before they answer."""

from django.http import HttpRequest

from people.identity import signed_in
from people.models import User
from people.permissions import demand


def someone_with(permission: str, request: HttpRequest) -> User:
    """The signed-in person; raises NotYours without `permission`."""
    user = signed_in(request)
    demand(permission, user)
    return user
