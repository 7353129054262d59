"""How long a session lasts, and which pages open without one."""

import time
from collections.abc import Callable
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRefresh

from people.identity import signed_in

Next = Callable[[HttpRequest], HttpResponse]

HOME = "/"
OPEN_NAMES = frozenset({"login", "health"})
BEFORE_NEW_PASSWORD = frozenset({"password_change", "logout", "ping"})
# Nobody is sent back to these after signing in.
NO_PLACE_TO_RETURN = frozenset({"login", "logout", "ping", "health", "password_change"})
# A session is written at most once a minute: a write per request would queue readers behind SQLite's lock.
WRITE_EVERY_SECONDS = 60


def begin(request: HttpRequest) -> None:
    """Both limits count from now; call when somebody has just signed in."""
    request.session["began"] = request.session["seen"] = int(time.time())


class SessionLimits:
    """Ends a session after idle time and, however busy, after the absolute limit."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = int(time.time())
            began = request.session.setdefault("began", now)
            seen = request.session.get("seen", 0)
            idle_since = seen or began
            if (
                now - began > settings.SESSION_ABSOLUTE_SECONDS
                or now - idle_since > settings.SESSION_IDLE_SECONDS
            ):
                logout(request)
            elif now - seen >= WRITE_EVERY_SECONDS:
                request.session["seen"] = now
        return self.get_response(request)


class SignedInOnly:
    """Every page needs a signed-in person who has chosen their own password; the few that do not are
    named.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            # On a shared PC the browser's Back must not show what the person before had open.
            response["Cache-Control"] = "private, no-store"
        return response

    def process_view(self, request: HttpRequest, *_: object) -> HttpResponse | None:
        """Send strangers to the login page, and first logins to the password page."""
        match = request.resolver_match
        name = match.url_name if match else None
        if name in OPEN_NAMES:
            return None
        if not request.user.is_authenticated:
            return _to_login(request)
        if signed_in(request).must_change_password and name not in BEFORE_NEW_PASSWORD:
            return _to_new_password(request)
        return None


def _to_login(request: HttpRequest) -> HttpResponse:
    if request.headers.get("HX-Request"):
        # The page around the part is asked again, and that leads to the login page.
        return HttpResponseClientRefresh()
    if request.COOKIES.get(settings.SESSION_COOKIE_NAME):
        # Signing out removes the cookie, so whoever still brings one was signed out.
        words = _("登录已过期，请重新登录。没有提交的内容已留在本机，登录后会恢复。")
        messages.info(request, words)
    return redirect_to_login(way_back(request))


def _to_new_password(request: HttpRequest) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return HttpResponseClientRefresh()
    url, back = reverse("password_change"), way_back(request)
    return redirect(url if back == HOME else f"{url}?{urlencode({'next': back})}")


def way_back(request: HttpRequest) -> str:
    """Where to go on: the page asked for, or the one whose form was sent; its draft is in the browser."""
    if request.method in {"GET", "HEAD"}:
        return returnable(request.get_full_path())
    return returnable(came_from(request) or request.path)


def came_from(request: HttpRequest) -> str:
    """Path and query of the page of this site that sent the request; "" when the browser does not say."""
    try:
        parts = urlsplit(request.headers.get("Referer", ""))
    except ValueError:
        return ""
    if parts.path.startswith("//"):  # a browser would read it as another site
        return ""
    if parts.netloc != request.get_host():
        return ""
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def returnable(url: str) -> str:
    """`url` of this site, or the start page where there is nothing to return to."""
    try:
        name = resolve(urlsplit(url).path).url_name
    except Resolver404:
        return HOME
    return HOME if name in NO_PLACE_TO_RETURN else url
