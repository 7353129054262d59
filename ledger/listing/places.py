"""Where a person was in the list, to come back to: in a cookie, since a session is a write per page."""

from urllib.parse import parse_qsl, urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from ledger.listing.asked import SIZES
from people.models import User

COOKIE = "ledger_place"
LONGEST = 1500


def remember(response: HttpResponse, request: HttpRequest, user: User) -> None:
    """Keep the address of the list and its size in the browser until it is closed."""
    query = request.META.get("QUERY_STRING", "")
    if len(query) <= LONGEST:
        kept = urlencode({"user": user.pk, "size": size_of(request, user) or "", "query": query})
        response.set_cookie(COOKIE, kept, httponly=True, samesite="Lax", secure=request.is_secure())


def list_url(request: HttpRequest, user: User) -> str:
    """The list as this person last saw it."""
    query = _kept(request, user).get("query", "")
    return reverse("issue_list") + (f"?{query}" if query else "")


def size_of(request: HttpRequest, user: User) -> str | None:
    """The number of rows a page, as asked for now or the last time."""
    size = request.GET.get("size") or _kept(request, user).get("size", "")
    return size if size in {str(known) for known in SIZES} else None


def _kept(request: HttpRequest, user: User) -> dict[str, str]:
    """What this person left behind; nothing of who sat here before."""
    kept = dict(parse_qsl(request.COOKIES.get(COOKIE, "")[: LONGEST * 4]))
    return kept if kept.get("user") == str(user.pk) else {}
