"""工作台: what waits for this person, what they lead or answer for, how far the work has come."""

from dataclasses import dataclass
from typing import Any

import rules
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from issues.colours import Colour
from issues.models import Issue, Status
from issues.querysets import IssueQuerySet
from ledger.chips import Chip, chip_of, policy_of
from ledger.counting import shown
from ledger.desk import Desk
from ledger.menu import desk_of
from ledger.remembering import remembered
from ledger.standings import category_bars, unit_bars
from ledger.todos import Asker, Todo
from ledger.views.scope import Scope, scope_of
from people.identity import signed_in
from people.models import Role, User

ROWS = 10
BARS = 12
RATES = ("closing", "completion", "on_time", "rebound")


@dataclass(frozen=True)
class Tile:
    """One to-do with its number and the list behind it."""

    todo: Todo
    count: int

    @property
    def words(self) -> str:
        """The number as people read it."""
        return shown(self.count)

    @property
    def url(self) -> str:
        """The list that the number counts."""
        return f"{reverse('issue_list')}?todo={self.todo.key}"


@dataclass(frozen=True)
class Row:
    """One issue of the list, with the step the person came to take."""

    issue: Issue
    chip: Chip
    action: str | Promise = ""
    action_url: str = ""


@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    """By role: business roles see their work, administrators what they maintain."""
    user = signed_in(request)
    desk = desk_of(request, user)
    if not rules.has_perm("issues.browse", user):
        context = {"today": desk.today, "duties": _duties(user)}
        return render(request, "ledger/dashboard/maintenance.html", context)
    scope = scope_of(request, user)
    # Nothing of it changes unless something is recorded, so it is drawn once and kept until then.
    body = remembered(
        f"dashboard:{desk.name}:{scope.query}:{get_language()}",
        desk.position,
        lambda: render_to_string("ledger/dashboard/body.html", _shown_to(desk, scope), request),
    )
    context = {"today": desk.today, "waiting": shown(desk.counts.together), "scope": scope, "body": body}
    return render(request, "ledger/dashboard/page.html", context)


def _shown_to(desk: Desk, scope: Scope) -> dict[str, Any]:
    """To-dos, the list of one's own, rates and bars."""
    return {
        "tiles": [Tile(*pair) for pair in zip(desk.todos, desk.counts.each, strict=True)],
        "scope": scope,
        "rates": [scope.figures[key] for key in RATES],
        "units": unit_bars(scope.by_unit, desk.user, fits=BARS),
        "categories": category_bars(scope.by_category, scope.campaigns, fits=BARS),
        **_list_of(desk),
    }


@dataclass(frozen=True)
class Duty:
    """What an administrator keeps."""

    url_name: str
    label: str | Promise
    hint: str | Promise
    icon: str
    roles: tuple[Role, ...]

    @property
    def url(self) -> str:
        """Where it is kept."""
        return reverse(self.url_name)


DUTIES = (
    Duty(
        "organisation_list",
        _("组织"),
        _("县、部门、乡镇、科室、社区的层级和名称"),
        "diagram-3",
        (Role.SYSADMIN,),
    ),
    Duty("person_list", _("人员和账号"), _("开通、停用账号，重置密码"), "people", (Role.SYSADMIN,)),
    Duty("leader_list", _("责任领导"), _("职务、分管工作和登录账号"), "person-check", (Role.SYSADMIN,)),
    Duty("person_list", _("角色授权"), _("给人员授予或收回角色"), "shield-lock", (Role.SECADMIN,)),
    Duty("trail_list", _("留痕"), _("谁在什么时候做了什么，逐条可查"), "clock-history", (Role.AUDITOR,)),
)


def _duties(user: User) -> list[Duty]:
    return [duty for duty in DUTIES if user.has_role(*duty.roles)]


def _list_of(desk: Desk) -> dict[str, Any]:
    """The most pressing open issues of the person: red ones first, then the earliest deadline."""
    todo, ask = desk.own, desk.asker
    if todo is None:
        return {}
    nearest = todo.question(ask).order_by("due_order", "pk")
    ids = _most_pressing(nearest, ask)
    found = nearest.among(ids).select_related("campaign", "unit")
    rows = [_row(issue, ask) for issue in sorted(found, key=lambda issue: ids.index(issue.pk))]
    return {
        "own": Tile(todo, desk.count_of_own),
        "rows": rows[:ROWS],
        "has_more": len(rows) > ROWS,
        "has_actions": any(row.action_url for row in rows[:ROWS]),
    }


def _most_pressing(nearest: IssueQuerySet, ask: Asker) -> list[int]:
    """Ids of the red ones, then of the others, as many as are shown and one more.

    Yellow is not told apart: it is nearness of the deadline mostly, and to ask for it takes the database ten
    times as long as to follow the index. Ids only: the rows that are shown are then read and joined.
    """
    red = nearest.coloured(Colour.RED, on=ask.today, policies=ask.policies)
    ids = list(red.values_list("pk", flat=True)[: ROWS + 1])
    others = nearest.exclude(pk__in=ids).values_list("pk", flat=True)
    return [*ids, *others[: ROWS + 1 - len(ids)]]


def _row(issue: Issue, ask: Asker) -> Row:
    chip = chip_of(issue, on=ask.today, policy=policy_of(issue.campaign))
    action, url_name = _action(issue, ask.user)
    return Row(issue, chip, action, reverse(url_name, args=[issue.pk]) if url_name else "")


def _action(issue: Issue, user: User) -> tuple[str | Promise, str]:
    """The step that this person most likely takes from the list; the page itself decides whether they may."""
    leads, answers = issue.lead_leader_id in user.leader_ids, issue.unit_id == user.organisation_id
    if issue.status == Status.ASSIGNED and (leads or (answers and user.has_role(Role.LIAISON))):
        return _("认领"), "issue_claim"
    if leads:
        return _("批示"), "instruction_write"
    if issue.status == Status.RECTIFYING and answers and user.has_role(Role.LIAISON):
        return _("填报进展"), "progress_report"
    return "", ""
