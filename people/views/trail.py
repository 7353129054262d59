"""The trail as the auditor reads it: who did what to which record, and when."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from people.audit import lines_of, verbs
from people.fields import record_id
from people.forms.trail import TrailFilter
from people.paging import address
from people.views.asking import someone_with
from trail.models import Entry

PER_PAGE = 50
COUNTED_UP_TO = 1_000


@require_safe
def trail_list(request: HttpRequest) -> HttpResponse:
    """Entries, newest first, narrowed by the address; for the auditor alone."""
    user = someone_with("people.read_trail", request)
    asked = TrailFilter(request.GET, by=user, verbs=verbs())
    entries, pager = _page(request, asked.apply(Entry.objects.all()))
    context = {"filter": asked, "lines": lines_of(entries, user), "page": pager}
    return render(request, "people/trail_list.html", context)


def _page(request: HttpRequest, found: QuerySet[Entry]) -> tuple[list[Entry], dict[str, Any]]:
    """The entries next to the place in the address. By position: a far page costs what the first one does."""
    older, newer = _position(request, "older"), _position(request, "newer")
    if newer is not None:
        near = list(found.filter(position__gt=newer).order_by("position")[: PER_PAGE + 1])
        entries, more_newer, more_older = near[:PER_PAGE][::-1], len(near) > PER_PAGE, True
    else:
        behind = found if older is None else found.filter(position__lt=older)
        near = list(behind.order_by("-position")[: PER_PAGE + 1])
        entries, more_newer, more_older = near[:PER_PAGE], older is not None, len(near) > PER_PAGE
    return entries, _pager(request, found, entries, newer=more_newer, older=more_older)


def _pager(
    request: HttpRequest, found: QuerySet[Entry], entries: list[Entry], *, newer: bool, older: bool
) -> dict[str, Any]:
    first = address(request, older=None, newer=None)
    newest, oldest = (entries[0].position, entries[-1].position) if entries else (None, None)
    return {
        "count_text": _count_text(found),
        "first_url": first if newer else "",
        "prev_url": address(request, older=None, newer=newest)
        if newer and newest
        else first
        if newer
        else "",
        "next_url": address(request, newer=None, older=oldest) if older and oldest else "",
    }


def _position(request: HttpRequest, name: str) -> int | None:
    """A position in the address; nonsense is as if it were not there."""
    return record_id(request.GET.get(name, ""))


def _count_text(found: QuerySet[Entry]) -> str:
    count = found.order_by()[: COUNTED_UP_TO + 1].count()
    return f"{COUNTED_UP_TO:,}+" if count > COUNTED_UP_TO else f"{count:,}"
