"""台账: the list of issues."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ledger.listing import Offered, Screen, choices_for, read, turn
from ledger.listing.places import remember, size_of
from ledger.menu import desk_of
from people.views.asking import someone_with


@require_safe
def issue_list(request: HttpRequest) -> HttpResponse:
    """One page of the issues that the address asks for, out of those the person sees."""
    user = someone_with("issues.browse", request)
    desk = desk_of(request, user)
    offered = Offered(user, choices_for(desk))
    params = request.GET.copy()
    if size := size_of(request, user):
        params.setdefault("size", size)
    page = turn(read(params, offered), offered, desk.today)
    screen = Screen(page, offered, desk.today)
    response = render(request, "ledger/list.html", {"screen": screen, "page": screen.pager})
    remember(response, request, user)
    return response
