"""Pages made for paper: one issue on A4, the book on A3."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from issues.models import Issue
from ledger.book import COLUMNS, Column, Line, as_of_words, category_words, ids_in_order, lines
from ledger.chips import chip_of, policy_of
from ledger.dossier import dossier_of
from ledger.exporting import Book, asked_for, title_of
from people.identity import signed_in
from people.views.asking import someone_with

# About sixty sheets of A3; more belongs into a workbook.
PRINTED_AT_MOST = 1000
GROUPED_BY = "category"
# A browser does not say a cell's text again on the next page, but keeps so many rows of one cell together.
SAID_AGAIN_AFTER = 8


@require_safe
def issue_print(request: HttpRequest, pk: int) -> HttpResponse:
    """One issue with everything that hangs on it, as it is filed; 404 for what the person does not see."""
    user = signed_in(request)
    issue = get_object_or_404(Issue.objects.visible_to(user).with_people(), pk=pk)
    today = timezone.localdate()
    context = {
        "issue": issue,
        "dossier": dossier_of(issue, user=user),
        "category": category_words(issue),
        "chip": chip_of(issue, on=today, policy=policy_of(issue.campaign)),
        "as_of": as_of_words(today),
    }
    return render(request, "ledger/printing/issue.html", context)


@require_safe
def ledger_print(request: HttpRequest) -> HttpResponse:
    """What the list shows for the same address, as it goes out, on A3; NotYours without a ledger."""
    user, today = someone_with("issues.browse", request), timezone.localdate()
    context = book_on_paper(asked_for(user, request.GET, today), today=today)
    query = request.GET.urlencode()
    context["back_url"] = f"{reverse('issue_list')}?{query}" if query else reverse("issue_list")
    return render(request, "ledger/printing/book.html", context)


@dataclass(frozen=True)
class Group:
    """Rows of one category; each row is the texts of its cells, without the category's."""

    category: str
    rows: list[list[tuple[str, str]]] = field(default_factory=list)


def book_on_paper(book: Book, *, today: date) -> dict[str, Any]:
    """What the A3 page shows of `book`: rows in its order, or that there are too many."""
    issues = book.issues
    is_too_long = issues.order_by()[: PRINTED_AT_MOST + 1].count() > PRINTED_AT_MOST
    shown = [] if is_too_long else ids_in_order(issues)
    return {
        "title": title_of(issues),
        "as_of": as_of_words(today),
        "columns": COLUMNS,
        "groups": grouped(lines(shown)),
        "count_words": book.count_words(len(shown)),
        "is_too_long": is_too_long,
        "at_most": PRINTED_AT_MOST,
    }


def grouped(rows: Iterable[Line]) -> list[Group]:
    """Neighbours of one category together, the category said again after some rows."""
    groups = []
    for category, members in groupby(rows, key=lambda line: category_words(line.issue)):
        cells = [_cells(line) for line in members]
        starts = range(0, len(cells), SAID_AGAIN_AFTER)
        groups += [Group(category, cells[start : start + SAID_AGAIN_AFTER]) for start in starts]
    return groups


def _cells(line: Line) -> list[tuple[str, str]]:
    return [(column.key, column.write(line)) for column in _ungrouped()]


def _ungrouped() -> list[Column]:
    return [column for column in COLUMNS if column.key != GROUPED_BY]
