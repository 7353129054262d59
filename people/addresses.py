"""Where a request comes from: failed logins are counted per name and address."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest

LOCAL = frozenset({"127.0.0.1", "::1", ""})


def client_address(request: HttpRequest) -> str | None:
    """The address of the browser, or None when it is not known.

    Behind HTTPS our own proxy on this machine stands in front and says whom it serves; its last word is the
    only one the browser could not have written itself. From anybody else the header means nothing.
    """
    direct: str = request.META.get("REMOTE_ADDR", "")
    if settings.HTTPS and direct in LOCAL:
        return _address(request.headers.get("X-Forwarded-For", "").rpartition(",")[2]) or _address(direct)
    return _address(direct)


def _address(text: str) -> str | None:
    try:
        return str(ipaddress.ip_address(text.strip()))
    except ValueError:
        return None
