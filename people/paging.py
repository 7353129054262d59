"""One page of a short list, in the form `parts/pager.html` shows."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest

PER_PAGE = 50


def page_of(request: HttpRequest, rows: "QuerySet[Any]") -> tuple[list[Any], dict[str, Any]]:
    """The rows of the page in the address (the nearest there is), and the pager around them.

    For lists of some thousands at most: the people of a county, not the issues of a ledger.
    """
    pages: Paginator[Model] = Paginator(rows, PER_PAGE)
    page = pages.get_page(request.GET.get("page"))
    return list(page.object_list), {
        "count_text": str(pages.count),
        "from_row": page.start_index(),
        "to_row": page.end_index(),
        "first_url": address(request, page=None) if page.has_previous() else "",
        "prev_url": address(request, page=page.previous_page_number()) if page.has_previous() else "",
        "next_url": address(request, page=page.next_page_number()) if page.has_next() else "",
        "last_url": address(request, page=pages.num_pages) if page.has_next() else "",
    }


def address(request: HttpRequest, **changes: object) -> str:
    """The present address with some parameters set, or taken out where None."""
    query = request.GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value is not None:
            query[name] = str(value)
    return f"{request.path}?{query.urlencode()}" if query else request.path
