"""The list of look-backs (回头看): 待开展, due ones first, 待审核, 已确认; and closed issues without one."""

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from issues.models import OUTCOMES, Issue
from issues.permissions import is_clerk, is_impartial_reviewer, is_office
from measures.forms.filters import LookBackFilter
from measures.models import LookBack
from people.models import OFFICE, Role, User
from people.paging import address, page_of
from people.views.asking import someone_with

State = LookBack.State
WANTED = "wanted"


class Tab(NamedTuple):
    """One view of the list, and what to say when it is empty."""

    key: str
    label: str | Promise
    order: tuple[str, ...]
    empty: str | Promise
    hint: str | Promise


TABS = (
    Tab(
        State.PLANNED,
        _("待开展"),
        ("planned_on", "pk"),
        _("没有待开展的回头看"),
        _("问题销号后，由经办或审核列入计划。"),
    ),
    Tab(
        State.RECORDED,
        _("待审核"),
        ("done_on", "pk"),
        _("没有待审核的回头看"),
        _("经办登记结果后，由另一人审核。"),
    ),
    Tab(
        State.CONFIRMED,
        _("已确认"),
        ("-confirmed_at", "-pk"),
        _("还没有确认过的回头看"),
        _("审核通过后归入这里，反弹和虚假整改的问题会回炉。"),
    ),
)
SUGGESTED = Tab(
    WANTED,
    _("建议开展"),
    ("closed_on", "pk"),
    _("已销号的问题都做过回头看"),
    _("新销号的问题会出现在这里。"),
)


@require_safe
def look_back_list(request: HttpRequest) -> HttpResponse:
    """One tab at a time; `?state=` names it."""
    user, today = someone_with("issues.browse", request), timezone.localdate()
    tabs = [*TABS, SUGGESTED] if user.has_role(*OFFICE) else list(TABS)
    tab = next((one for one in tabs if one.key == request.GET.get("state")), _first_for(user))
    asked = LookBackFilter(request.GET)
    found, as_row = _rows_of(tab, asked, user, today)
    rows, pager = page_of(request, found.order_by(*tab.order))
    shown = [as_row(row) for row in rows]
    context = {
        "tab": tab,
        "tabs": [_link(one, tab, request, user) for one in tabs],
        "rows": shown,
        "has_actions": any(row["may_act"] for row in shown),
        "may_look": user.has_role(Role.CLERK),
        "page": pager,
        "filter": asked,
        "clear_url": address(request, q=None, method=None, result=None, page=None),
        "due": LookBack.objects.visible_to(user).due(on=today).count(),
    }
    return render(request, "measures/look_back_list.html", context)


def _rows_of(
    tab: Tab, asked: LookBackFilter, user: User, today: date
) -> tuple[QuerySet[Any], Callable[[Any], dict[str, Any]]]:
    if tab.key == WANTED:
        return asked.matching(without_look_back(user)), lambda issue: {
            "issue": issue,
            "may_act": is_office.test(user, issue),
        }
    seen = LookBack.objects.visible_to(user).filter(state=tab.key)
    found = asked.narrowed(seen, user).select_related("issue__unit", "issue__lead_leader", "recorded_by")
    return found, lambda look_back: _row(look_back, user, today)


def _row(look_back: LookBack, user: User, today: date) -> dict[str, Any]:
    """What a row shows, and the one button the person may press."""
    issue = look_back.issue
    is_planned = look_back.state == State.PLANNED
    is_recorded = look_back.state == State.RECORDED
    may_record = is_planned and is_clerk.test(user, issue)
    is_others = is_recorded and look_back.recorded_by_id != user.pk
    return {
        "look_back": look_back,
        "issue": issue,
        "late_days": max(0, (today - look_back.planned_on).days) if is_planned else 0,
        "is_today": is_planned and look_back.planned_on == today,
        "may_act": may_record or (is_others and is_impartial_reviewer.test(user, issue)),
    }


def _first_for(user: User) -> Tab:
    """What waits for the person: results for who reviews, plans for who looks."""
    return TABS[1] if user.has_role(Role.REVIEWER) and not user.has_role(Role.CLERK) else TABS[0]


def without_look_back(user: User) -> QuerySet[Issue]:
    """Finished issues that had no look-back since they were closed."""
    finished = Issue.objects.visible_to(user).filter(status__in=OUTCOMES)
    finished = finished.exclude(look_backs__cycle=F("cycle"))
    return finished.select_related("unit", "lead_leader")


def _link(tab: Tab, present: Tab, request: HttpRequest, user: User) -> dict[str, Any]:
    count = None
    if tab.key != WANTED:
        count = LookBack.objects.visible_to(user).filter(state=tab.key).count()
    return {
        "label": tab.label,
        "count": count,
        "url": address(request, state=tab.key, page=None, result=None),
        "is_present": tab.key == present.key,
    }
