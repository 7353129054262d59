"""Which issues go on paper and into a workbook, under which title, and what is left out of them.

What leaves the house is the registered book: no drafts, which are nobody's issue yet, and nothing void. They
are there where somebody asks for them by name, with a status or a to-do; what was left out is always said.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import IO

from django.db.models import Count
from django.utils.translation import gettext as _

from issues.models import Campaign, Issue, Status
from issues.querysets import IssueQuerySet
from ledger.book import COLUMNS, as_of_words, ids_in_order, lines
from ledger.desk import Desk
from ledger.listing import Offered, choices_for, everything, read
from ledger.workbook import Sheet, write_ledger
from people.models import User

LEFT_OUT = (Status.DRAFT, Status.VOID)


@dataclass(frozen=True)
class Book:
    """The issues that go out, and in words what was left out ("" for nothing)."""

    issues: IssueQuerySet
    left_out: str = ""

    def count_words(self, count: int) -> str:
        """共 39 项（不含草稿 2 项、已作废 1 项）."""
        told = _("（不含%(left_out)s）") % {"left_out": self.left_out} if self.left_out else ""
        return _("共 %(count)d 项%(told)s") % {"count": count, "told": told}


def asked_for(user: User, params: Mapping[str, str], today: date) -> Book:
    """What the list shows for an address, as it goes out."""
    offered = Offered(user, choices_for(Desk(user, today)))
    asked = read(params, offered).asked
    issues = everything(asked, offered, today)
    return Book(issues) if asked.status or asked.todo else registered(issues)


def of_campaign(campaign: Campaign) -> Book:
    """The whole of a campaign, as it goes out."""
    return registered(Issue.objects.filter(campaign=campaign))


def registered(issues: IssueQuerySet) -> Book:
    """Without drafts and void ones, and how many those were."""
    apart = issues.filter(status__in=LEFT_OUT).order_by().values("status").annotate(n=Count("pk"))
    counted = dict(apart.values_list("status", "n"))
    told = [
        _("%(status)s %(count)d 项") % {"status": status.label, "count": counted[status]}
        for status in LEFT_OUT
        if status in counted
    ]
    return Book(issues.exclude(status__in=LEFT_OUT), "、".join(told))


def export(to: IO[bytes], book: Book, *, today: date) -> int:
    """Write the ledger of `book` to `to`; how many rows."""
    ids = ids_in_order(book.issues)
    sheet = Sheet(
        title=title_of(book.issues),
        subtitle=f"{as_of_words(today)}    {book.count_words(len(ids))}",
        headings=[str(column.heading) for column in COLUMNS],
        widths=[column.width for column in COLUMNS],
        merged=[column.key for column in COLUMNS].index("category"),
        prose=[number for number, column in enumerate(COLUMNS) if column.is_prose],
    )
    return write_ledger(to, sheet, ([column.write(line) for column in COLUMNS] for line in lines(ids)))


def title_of(issues: IssueQuerySet) -> str:
    """The campaign's name where the issues have one in common."""
    titles = list(
        Campaign.objects.filter(pk__in=issues.order_by().values("campaign")).values_list("title", flat=True)[
            :2
        ]
    )
    return _("%(campaign)s整改台账") % {"campaign": titles[0]} if len(titles) == 1 else _("整改台账")


def file_name(title: str, today: date) -> str:
    """What the file is called on the person's machine."""
    return f"{title}_{today:%Y%m%d}.xlsx"
