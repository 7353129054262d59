"""The pages that say no, each in plain Chinese, and the middleware that turns an action's refusal into one
of them.
"""

from collections.abc import Callable
from contextlib import suppress
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from people.refusals import NotAllowedNow, NotYours
from people.sessions import came_from

MB = 1024 * 1024
PIECE_BYTES = 64 * 1024
TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400; 413 for a text longer than Django takes."""
    if isinstance(exception, TOO_MUCH):
        return too_much(request)
    return render(request, "400.html", status=400)


def too_much(request: HttpRequest) -> HttpResponse:
    """413: nothing of it was read, but the browser keeps a draft.

    The rest is read and thrown away: a connection that closes on somebody who is still sending shows no page.
    """
    left = settings.UPLOAD_TOTAL_BYTES
    with suppress(OSError):
        while left > 0 and (piece := request.read(PIECE_BYTES)):
            left -= len(piece)
    context = {"mb": settings.DATA_UPLOAD_MAX_MEMORY_SIZE // MB, "back_url": came_from(request)}
    return render(request, "413.html", context, status=413)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django gives it by this name
    """403: visible, but not yours to do."""
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django gives it by this name
    """404: also what is not visible to this person."""
    return render(request, "404.html", status=404)


def server_error(_request: HttpRequest) -> HttpResponse:
    """500: drawn without context processors, which may be what failed."""
    return render(None, "500.html", status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form from another session: its text is kept by the browser's own draft.

    A login page that stood open while somebody signed in elsewhere is simply shown again, or passed.
    """
    login = reverse("login")
    if request.path == login:
        asked = request.POST.get("next", "")
        return redirect(f"{login}?{urlencode({'next': asked})}" if asked else login)
    context = {"reason": reason, "back_url": came_from(request)}
    return render(request, "403_csrf.html", context, status=403)


def not_now(request: HttpRequest, refusal: NotAllowedNow) -> HttpResponse:
    """409: the step is not possible in the present state."""
    record = refusal.record
    state = record.get_status_display() if hasattr(record, "get_status_display") else ""
    back = record.get_absolute_url() if hasattr(record, "get_absolute_url") else came_from(request)
    present = _("现在的状态：%(state)s") % {"state": state} if state else ""
    context = {"message": refusal.why, "present": present, "back_url": back}
    return render(request, "409.html", context, status=409)


class Refusals:
    """Answers NotYours with 403 and NotAllowedNow with 409, wherever in a view they were raised."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A page for a refusal; None leaves any other exception to Django."""
        if isinstance(exception, NotYours):
            return forbidden(request)
        if isinstance(exception, NotAllowedNow):
            return not_now(request, exception)
        return None
