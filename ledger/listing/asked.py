"""What an address asks of the list: filters, order, size, place. Broken parts are left out, and said so."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.utils.datastructures import MultiValueDict
from django.utils.dateparse import parse_date
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from issues.colours import Colour
from issues.models import Status
from issues.searching import words_of
from ledger.listing.choices import Choices
from ledger.listing.orders import ORDERS, Anchor
from ledger.todos import find
from people.fields import visible
from people.models import User

SIZES = (20, 50, 100)
OPEN = "open"
TYPES = ("immediate", "staged", "standing")
MAX_PAGE = 9_999_999
MOST_PROBLEMS = 3

LABELS: Mapping[str, str | Promise] = {
    "campaign": _("专项"),
    "category": _("类别"),
    "unit": _("单位"),
    "just_unit": _("单位"),
    "leader": _("牵头"),
    "status": _("状态"),
    "type": _("类型"),
    "colour": _("颜色"),
    "due_from": _("时限从"),
    "due_to": _("时限到"),
    "todo": _("待办"),
    "q": _("搜索"),
    "sort": _("排序"),
    "size": _("每页条数"),
    "page": _("页码"),
    "after": _("翻页位置"),
    "before": _("翻页位置"),
    "last": _("翻页位置"),
}
PLACING = ("page", "after", "before", "last")


@dataclass(frozen=True)
class Asked:
    """The parts of an address, read. `page` alone is a number to jump to; beside an anchor it only counts."""

    campaign: int | None = None
    category: int | None = None
    unit: int | None = None
    just_unit: int | None = None
    leader: int | None = None
    status: str = ""
    type: str = ""
    colour: str = ""
    due_from: date | None = None
    due_to: date | None = None
    todo: str = ""
    q: str = ""
    sort: str = "number"
    size: int = SIZES[0]
    page: int | None = None
    after: Anchor | None = None
    before: Anchor | None = None
    last: bool = False

    @property
    def order(self) -> str:
        """The key of the order, without its direction."""
        return self.sort.removeprefix("-")

    @property
    def descending(self) -> bool:
        """Whether the order runs backwards."""
        return self.sort.startswith("-")

    @property
    def filters(self) -> list[str]:
        """Names of the filters that are set."""
        return [name for name in FILTERS if getattr(self, name)]

    def but(self, **changes: Any) -> "Asked":
        """The same with other filters, order or size: from the first page on."""
        return replace(self, page=None, after=None, before=None, last=False, **changes)

    def query(self) -> str:
        """The part of an address that asks for this; "" for the plain list."""
        return urlencode(pairs(self))


DEFAULTS = Asked()
NAMES = tuple(field.name for field in fields(Asked))
FILTERS = NAMES[: NAMES.index("sort")]


def pairs(asked: Asked) -> list[tuple[str, str]]:
    """Names and values of everything that differs from the plain list."""
    found = []
    for name in NAMES:
        value = getattr(asked, name)
        if value != getattr(DEFAULTS, name):
            found.append((name, "1" if value is True else str(value)))
    return found


@dataclass(frozen=True)
class Reading:
    """What was asked, and what of it could not be used, in the user's words."""

    asked: Asked
    problems: tuple[str, ...] = ()


@dataclass(frozen=True)
class Offered:
    """Who asks, and what they may choose from."""

    user: User
    choices: Choices


Reader = Callable[[str, Offered], Any]


def read(params: Mapping[str, str], offered: Offered) -> Reading:
    """Read the parameters of an address. Raises nothing, whatever they are."""
    values: dict[str, Any] = {}
    problems = list(_unclear(params))
    for name, value in params.items():
        given = visible(value).strip()
        if name not in READERS:
            said = {"name": visible(name)[:20]}
            problems.append(gettext("地址里的“%(name)s”不是台账的筛选条件，没有使用。") % said)
        elif given:
            try:
                values[name] = READERS[name](given, offered)
            except (ValueError, OverflowError):
                said = {"label": str(LABELS[name]), "value": given[:20]}
                problems.append(gettext("“%(label)s”的取值“%(value)s”无法使用，已忽略。") % said)
    return _consistent(Asked(**values), problems[:MOST_PROBLEMS], offered.choices)


def _unclear(params: Mapping[str, str]) -> Iterator[str]:
    """What is said of an address that can be read, but not in one way only."""
    if any(visible(text) != text for pair in params.items() for text in pair):
        yield gettext("地址里有看不见的控制字符，已经去掉。")
    several = params.lists() if isinstance(params, MultiValueDict) else ()
    for name, values in several:
        if name in READERS and len(set(values)) > 1:
            yield gettext("“%(label)s”给了不止一个，只用最后一个。") % {"label": LABELS[name]}


def _consistent(asked: Asked, problems: list[str], choices: Choices) -> Reading:
    """A category of another campaign is dropped, an anchor of another order too, a range is put straight."""
    if asked.campaign and asked.category and choices.categories[asked.category].campaign != asked.campaign:
        asked = replace(asked, category=None)
    for name in ("after", "before"):
        anchor = getattr(asked, name)
        if anchor is not None and not anchor.fits(asked.order):
            problems.append(gettext("排序已改变，回到第一页。"))
            asked = asked.but()
    if asked.due_from and asked.due_to and asked.due_from > asked.due_to:
        problems.append(gettext("时限的起止日期颠倒了，已对调。"))
        asked = replace(asked, due_from=asked.due_to, due_to=asked.due_from)
    return Reading(asked, tuple(problems))


def _one_of(*known: str) -> Reader:
    def reader(value: str, _offered: Offered) -> str:
        if value not in known:
            raise ValueError(value)
        return value

    return reader


def _known(kind: str) -> Reader:
    """An id the person may choose."""

    def reader(value: str, offered: Offered) -> int:
        pk = int(value) if value.isascii() and value.isdigit() else 0
        if pk not in offered.choices.known(kind):
            raise ValueError(value)
        return pk

    return reader


def _day(value: str, _offered: Offered) -> date:
    day = parse_date(value)
    if day is None or not 1900 < day.year < 9999:
        raise ValueError(value)
    return day


def _size(value: str, _offered: Offered) -> int:
    if value not in map(str, SIZES):
        raise ValueError(value)
    return int(value)


def _page(value: str, _offered: Offered) -> int:
    if not (value.isascii() and value.isdigit() and 0 < int(value) <= MAX_PAGE):
        raise ValueError(value)
    return int(value)


def _todo(value: str, offered: Offered) -> str:
    if find(value, offered.user) is None:
        raise ValueError(value)
    return value


def _text(value: str, _offered: Offered) -> str:
    return " ".join(words_of(value))


READERS: Mapping[str, Reader] = {
    "campaign": _known("campaign"),
    "category": _known("category"),
    "unit": _known("unit"),
    "just_unit": _known("unit"),
    "leader": _known("leader"),
    "status": _one_of(OPEN, *Status.values),
    "type": _one_of(*TYPES),
    "colour": _one_of(Colour.RED, Colour.YELLOW, Colour.BLUE),
    "due_from": _day,
    "due_to": _day,
    "todo": _todo,
    "q": _text,
    "sort": _one_of(*(f"{sign}{key}" for key in ORDERS for sign in ("", "-"))),
    "size": _size,
    "page": _page,
    "after": lambda value, _offered: Anchor.read(value),
    "before": lambda value, _offered: Anchor.read(value),
    "last": lambda value, offered: bool(_one_of("1")(value, offered)),
}
