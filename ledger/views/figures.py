"""A figure explains itself: formula, numerator and denominator with the issues behind them, rounding, day."""

import rules
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ledger.figures import DEFINITIONS
from ledger.standings import category_bars, unit_bars
from ledger.views.scope import Scope, scope_of
from people.identity import signed_in

EVERY = 10_000


@require_safe
def figure(request: HttpRequest, key: str) -> HttpResponse:
    """One rate, or all units or categories; 404 for other keys and for who has no business with them."""
    user = signed_in(request)
    if not rules.has_perm("issues.browse", user):
        raise Http404
    scope = scope_of(request, user)
    context = {"scope": scope, "today": scope.desk.today}
    if key == "units":
        bars = unit_bars(scope.by_unit, user, fits=EVERY)
        return render(request, "ledger/figures/units.html", {**context, "bars": bars})
    if key == "categories":
        bars = category_bars(scope.by_category, scope.campaigns, fits=EVERY)
        return render(request, "ledger/figures/categories.html", {**context, "bars": bars})
    if key not in scope.figures:
        raise Http404
    context["figure"] = scope.figures[key]
    context["others"] = [scope.figures[one.key] for one in DEFINITIONS]
    context["numerator_url"] = list_url(scope, f"{key}.is")
    context["denominator_url"] = list_url(scope, f"{key}.of")
    return render(request, "ledger/figures/rate.html", context)


def list_url(scope: Scope, todo: str) -> str:
    """The list of the issues that were counted."""
    more = f"&{scope.query}" if scope.query else ""
    return f"{reverse('issue_list')}?todo={todo}{more}"
