"""The list of people: who is who, and what may be done with each account."""

from dataclasses import dataclass
from typing import Any

import rules
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from people.forms.filters import PersonFilter
from people.models import ADMINISTRATORS, Role, User
from people.paging import page_of
from people.views.asking import someone_with


@dataclass(frozen=True)
class Step:
    """A button beside a person."""

    label: Any
    url: str
    permission: str


STEPS = (
    Step(_("修改"), "person_edit", "people.edit_contact"),
    Step(_("角色"), "person_roles", "people.grant_roles"),
    Step(_("重置密码"), "person_password", "people.reset_password"),
    Step(_("停用"), "person_deactivate", "people.deactivate"),
    Step(_("启用"), "person_activate", "people.activate"),
)
ONLY_ACTIVE = frozenset({"person_password", "person_deactivate"})
ONLY_INACTIVE = frozenset({"person_activate"})


@dataclass(frozen=True)
class Row:
    """A person, their roles in words, and label and address of each step that may be taken."""

    person: User
    roles: list[str]
    steps: list[tuple[Any, str]]


@require_safe
def person_list(request: HttpRequest) -> HttpResponse:
    """People the person sees, filtered by the address."""
    user = someone_with("people.browse", request)
    asked = PersonFilter(request.GET, by=user)
    people, pager = page_of(request, asked.apply(_everyone(user)))
    rows = [Row(person, _words(person), steps_for(user, person)) for person in people]
    context = {
        "filter": asked,
        "rows": rows,
        "page": pager,
        "shows_steps": any(row.steps for row in rows),
        "may_create": rules.has_perm("people.create_account", user),
        "shows_username": user.has_role(*ADMINISTRATORS),
    }
    return render(request, "people/person_list.html", context)


def _everyone(user: User) -> QuerySet[User]:
    seen: QuerySet[User] = User.objects.visible_to(user)
    # Level by level, so that an organisation's people stand beside those of its neighbours.
    above = F("organisation__parent_id").asc(nulls_first=True)
    ordered = seen.order_by("-is_active", above, "organisation__position", "organisation_id", "pk")
    return ordered.select_related("organisation").prefetch_related("grants")


def _words(person: User) -> list[str]:
    return [str(role.label) for role in Role if role in person.roles]


def steps_for(user: User, person: User) -> list[tuple[Any, str]]:
    """Label and address of each step `user` may take with `person` now."""
    off = ONLY_INACTIVE if person.is_active else ONLY_ACTIVE
    return [
        (step.label, reverse(step.url, args=[person.pk]))
        for step in STEPS
        if step.url not in off and rules.has_perm(step.permission, user, person)
    ]
