"""The left menu and its badges, for the layout of every page."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import rules
from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ledger.counting import shown
from ledger.desk import Desk
from ledger.listing.places import list_url
from ledger.remembering import remembered
from people.models import User

BADGE_CAP = 99
Badge = Callable[[Desk], int]


@dataclass(frozen=True)
class Place:
    """One line of the menu, for holders of `permission` ("": for all). `below`: its further addresses."""

    url_name: str
    label: str | Promise
    icon: str
    permission: str = ""
    below: tuple[str, ...] = ()
    badge: Badge | None = None

    def is_for(self, granted: frozenset[str]) -> bool:
        """Whether holders of the permissions `granted` find it in their menu."""
        return not self.permission or self.permission in granted


@dataclass(frozen=True)
class Group:
    """Places behind one line."""

    label: str | Promise
    icon: str
    places: tuple[Place, ...]


@dataclass
class Item:
    """A line as the template reads it."""

    label: str
    url: str = ""
    icon: str = ""
    badge: str = ""
    active: bool = False
    children: list["Item"] = field(default_factory=list)


PLACES: tuple[Place | Group, ...] = (
    Place("dashboard", _("工作台"), "grid-1x2", badge=lambda desk: desk.counts.together),
    Place("issue_list", _("台账"), "journal-text", "issues.browse", ("/issues/", "/evidence/", "/measures/")),
    Place("issue_new", _("登记问题"), "plus-lg", "issues.create"),
    Place(
        "look_back_list",
        _("回头看"),
        "arrow-repeat",
        "issues.browse",
        badge=lambda desk: desk.count_of("office_look_back") + desk.count_of("review_look_back"),
    ),
    Place("regulation_list", _("制度成果"), "book", "issues.browse"),
    Place("inbox", _("提醒"), "bell", "issues.browse", badge=lambda desk: desk.unread),
    Place("campaign_list", _("专项工作"), "collection", "issues.browse"),
    Group(
        _("组织人员"),
        "diagram-3",
        (
            Place("organisation_list", _("组织"), "diagram-3", "people.browse"),
            Place("person_list", _("人员"), "people", "people.browse"),
            Place("leader_list", _("责任领导"), "person-check", "people.browse"),
        ),
    ),
    Place("trail_list", _("留痕"), "clock-history", "people.read_trail"),
    Group(
        _("设置"),
        "gear",
        (
            Place("source_list", _("问题来源"), "tags", "issues.create"),
            Place("preferences", _("偏好设置"), "gear"),
        ),
    ),
    Place("help", _("使用说明"), "question-circle"),
)


def granted_to(user: User) -> frozenset[str]:
    """Which of the permissions that the menu asks for `user` holds."""
    asked = {place.permission for place in _flat(PLACES)} - {""}
    return frozenset(one for one in asked if rules.has_perm(one, user))


def desk_of(request: HttpRequest, user: User) -> Desk:
    """The person's desk today; one for the whole request."""
    desk: Desk | None = getattr(request, "_desk", None)
    if desk is None:
        desk = Desk(user, timezone.localdate())
        request._desk = desk  # type: ignore[attr-defined]  # kept for the length of the request
    return desk


def menu(request: HttpRequest) -> dict[str, Any]:
    """Context for the layout: asks nothing until the layout is drawn, and nothing at all about a stranger."""
    user = getattr(request, "user", None)
    if not isinstance(user, User) or user.must_change_password:
        return {}
    return {
        "menu": Menu(request, user),
        "list_url": SimpleLazyObject(lambda: list_url(request, user)),
        "has_inbox": SimpleLazyObject(lambda: rules.has_perm("issues.browse", user)),
        "inbox_count": SimpleLazyObject(lambda: _badge(desk_of(request, user).unread)),
        "compact": user.compact_rows,
        "idle_seconds": settings.SESSION_IDLE_SECONDS,
    }


@dataclass
class Menu:
    """The menu of this person on this page: its items, and their lines ready to be sent."""

    request: HttpRequest
    user: User

    def __iter__(self) -> Iterator[Item]:
        return iter(items_for(self.request, self.user))

    @property
    def html(self) -> str:
        """Drawn once for all that was recorded so far: every page needs it, and it seldom changes."""
        desk, current = desk_of(self.request, self.user), _current(self.request.path, granted_to(self.user))
        name = f"menu:{desk.name}:{desk.unread}:{current}:{get_language()}"
        return remembered(name, desk.position, self._draw)

    def _draw(self) -> str:
        return render_to_string("layout/menu_lines.html", {"menu": list(self)})


def items_for(request: HttpRequest, user: User) -> list[Item]:
    """The items of this person on this page."""
    desk = desk_of(request, user)
    granted = granted_to(user)
    current = _current(request.path, granted)
    items = []
    for place in PLACES:
        if isinstance(place, Place):
            items += [_item(place, desk, current)] if place.is_for(granted) else []
            continue
        children = [_item(child, desk, current) for child in place.places if child.is_for(granted)]
        if len(children) == 1:
            items += children
        elif children:
            opened = any(child.active for child in children)
            items.append(Item(str(place.label), icon=place.icon, active=opened, children=children))
    return items


def _item(place: Place, desk: Desk, current: str) -> Item:
    return Item(
        label=str(place.label),
        url=reverse(place.url_name),
        icon=place.icon,
        badge=_badge(place.badge(desk)) if place.badge else "",
        active=place.url_name == current,
    )


def _badge(count: int) -> str:
    return shown(count, cap=BADGE_CAP) if count else ""


def _current(path: str, granted: frozenset[str]) -> str:
    """The place `path` belongs to: the one with the longest address that it begins with."""
    addresses = _addresses(granted)
    fitting = [
        address for address in addresses if path == address or (address != "/" and path.startswith(address))
    ]
    return addresses[max(fitting, key=len)] if fitting else ""


@cache
def _addresses(granted: frozenset[str]) -> Mapping[str, str]:
    """The place of each address that holders of these permissions find in their menu."""
    return {
        address: place.url_name
        for place in _flat(PLACES)
        if place.is_for(granted)
        for address in (reverse(place.url_name), *place.below)
    }


def _flat(places: Iterable[Place | Group]) -> list[Place]:
    flat: list[Place] = []
    for place in places:
        flat += [place] if isinstance(place, Place) else place.places
    return flat
