"""The orders of the list, and places in them: to go on after a row needs no counting from the start."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MOMENT = "%Y%m%dT%H%M%S%f"
MAX_ID = 2**62


@dataclass(frozen=True)
class Order:
    """One order: the column, never null, that is followed; rows that are equal in it stand by id."""

    column: str
    label: str | Promise
    upwards: str | Promise
    downwards: str | Promise
    field: "models.Field[Any, Any]"
    write: Callable[[Any], str]
    read: Callable[[str], Any]


def _moment_words(moment: datetime) -> str:
    """A moment without a zone is one in UTC: so SQLite keeps it."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return aware.astimezone(UTC).strftime(MOMENT)


def _moment(text: str) -> datetime:
    return datetime.strptime(text, MOMENT).replace(tzinfo=UTC)


def _number(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() else -1
    if not 0 <= number < MAX_ID:
        raise ValueError(text)
    return number


ORDERS: dict[str, Order] = {
    "number": Order(
        "ledger_order",
        _("编号"),
        _("从小到大"),
        _("从大到小"),
        models.BigIntegerField(),
        str,
        _number,
    ),
    "due": Order(
        "due_order",
        _("时限"),
        _("先到期在前"),
        _("后到期在前"),
        models.DateField(),
        lambda day: f"{day:%Y%m%d}",
        lambda text: datetime.strptime(text, "%Y%m%d").replace(tzinfo=UTC).date(),
    ),
    "changed": Order(
        "updated_at",
        _("最近变动"),
        _("最早变动在前"),
        _("最新变动在前"),
        models.DateTimeField(),
        _moment_words,
        _moment,
    ),
}


@dataclass(frozen=True)
class Anchor:
    """The place of one row: its key in an order and its id; written `order-key.id`."""

    order: str
    key: Any
    pk: int

    @classmethod
    def read(cls, text: str) -> "Anchor":
        """Raises ValueError."""
        order, _dash, rest = text.partition("-")
        key, _dot, pk = rest.partition(".")
        if order not in ORDERS:
            raise ValueError(text)
        return cls(order, ORDERS[order].read(key), _number(pk))

    def fits(self, order: str) -> bool:
        """Whether it is a place in `order`."""
        return self.order == order

    def __str__(self) -> str:
        return f"{self.order}-{ORDERS[self.order].write(self.key)}.{self.pk}"


def ordering(order: str, *, descending: bool) -> list[str]:
    """For `order_by`."""
    sign = "-" if descending else ""
    return [f"{sign}{ORDERS[order].column}", f"{sign}pk"]
