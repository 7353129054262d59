"""What is asked for: the list in every way its filters, orders, pages and search allow, and the dashboard."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from issues.models import Issue
from ledger.desk import Desk
from ledger.listing import Choices, Offered, choices_for, read, turn
from ledger.listing.orders import Anchor
from ledger.todos import todos_of
from people.models import User

COMMON_WORD, SELDOM_WORD, RARE_WORD, ABSENT_WORD = "群众", "护栏", "榫卯", "无此词"
SINGLE_CHARACTER, PHRASE = "的", "推诿扯皮"


@dataclass(frozen=True)
class Probe:
    """One page; `is_cold`: asked for right after something was recorded."""

    name: str
    address: str
    is_cold: bool = False


EMPTY = Probe("空页面", "/bench/empty/")


def probes_for(user: User) -> list[Probe]:
    """Every page to be measured for a person."""
    desk = Desk(user, timezone.localdate())
    offered = Offered(user, choices_for(desk))
    found = [
        Probe("工作台", reverse("dashboard")),
        Probe("列表，刚有人办过事", _list({}), is_cold=True),
        Probe("工作台，刚有人办过事", reverse("dashboard"), is_cold=True),
    ]
    found += [Probe(name, _list(asked)) for name, asked in _filters(offered.choices, desk)]
    found += [Probe(f"待办：{todo.label}", _list({"todo": todo.key})) for todo in todos_of(user)]
    found += [Probe(name, _list(asked)) for name, asked in _pages(offered, desk)]
    return found


def _list(asked: dict[str, Any]) -> str:
    query = urlencode(asked)
    return reverse("issue_list") + (f"?{query}" if query else "")


def _filters(choices: Choices, desk: Desk) -> Iterator[tuple[str, dict[str, Any]]]:
    yield "首页", {}
    for sort, words in (
        ("-number", "序号倒序"),
        ("due", "按时限"),
        ("-due", "按时限倒序"),
        ("-changed", "最新变动"),
    ):
        yield f"首页，{words}", {"sort": sort}
    yield "首页，每页 100", {"size": 100}
    yield "专项", {"campaign": next(iter(choices.campaigns))}
    yield "专项（最早的），最新变动", {"campaign": list(choices.campaigns)[-1], "sort": "-changed"}
    lower = next((pk for pk, filed in choices.categories.items() if filed.parent), None)
    upper = next((pk for pk, filed in choices.categories.items() if not filed.parent), None)
    if lower and upper:
        yield "类别", {"category": lower}
        yield "类别（上级）", {"category": upper}
        yield "类别（上级），按时限", {"category": upper, "sort": "due"}
    units = list(choices.units)
    yield "单位（最小）", {"unit": units[-1]}
    if len(units) > 1:
        yield "单位（含下级）", {"unit": units[1]}
        yield "单位（含下级），最新变动", {"unit": units[1], "sort": "-changed"}
    yield "牵头", {"leader": next(iter(choices.leaders))}
    for status in ("open", "assigned", "reviewing", "closed", "void"):
        yield f"状态 {status}", {"status": status}
    yield "状态 reviewing，按时限", {"status": "reviewing", "sort": "due"}
    for kind in ("immediate", "staged", "standing"):
        yield f"类型 {kind}", {"type": kind}
    for colour in ("red", "yellow", "blue"):
        yield f"颜色 {colour}", {"colour": colour}
        yield f"颜色 {colour}，按时限", {"colour": colour, "sort": "due"}
    yield "颜色 yellow，最新变动", {"colour": "yellow", "sort": "-changed"}
    month = {"due_from": desk.today, "due_to": desk.today + timedelta(days=30)}
    yield "时限一个月", month
    yield "时限一个月，按时限", {**month, "sort": "due"}
    yield "时限一天", {"due_from": desk.today, "due_to": desk.today}


def _pages(offered: Offered, desk: Desk) -> Iterator[tuple[str, dict[str, Any]]]:
    yield "搜索 常见词", {"q": COMMON_WORD}
    yield "搜索 常见词，最新变动", {"q": COMMON_WORD, "sort": "-changed"}
    yield "搜索 百里挑一", {"q": SELDOM_WORD}
    yield "搜索 罕见词", {"q": RARE_WORD}
    yield "搜索 没有的词", {"q": ABSENT_WORD}
    yield "搜索 单字", {"q": SINGLE_CHARACTER}
    yield "搜索 四字", {"q": PHRASE}
    for sort in ("number", "due", "-changed"):
        yield f"末页，{sort}", {"last": 1, "sort": sort}
        if anchor := middle(offered, desk, sort):
            yield f"中间页，{sort}", {"after": anchor, "sort": sort}
    yield "跳到第 50 页", {"page": 50}


def middle(offered: Offered, desk: Desk, sort: str) -> Anchor | None:
    """The place of a row half-way through what the person sees."""
    page = turn(read({"sort": sort}, offered), offered, desk.today)
    if not page.rows:
        return None
    seen = Issue.objects.visible_to(offered.user)
    order = page.anchor(page.rows[0]).order
    column = {"number": "ledger_order", "due": "due_order", "changed": "updated_at"}[order]
    rows = seen.order_by(f"{'-' if sort.startswith('-') else ''}{column}", "pk").values_list(column, "pk")
    half = seen.count() // 2
    key, pk = rows[half : half + 1][0]
    return Anchor(order, key, pk)
