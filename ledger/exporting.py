"""Which issues go into a workbook, and under which title."""

from datetime import date
from typing import IO

from django.utils.translation import gettext as _

from issues.models import Campaign, Issue
from issues.querysets import IssueQuerySet
from ledger.book import COLUMNS, as_of_words, ids_in_order, lines
from ledger.workbook import Sheet, write_ledger


def export(to: IO[bytes], issues: IssueQuerySet, *, today: date) -> int:
    """Write the ledger of `issues` to `to`; how many rows."""
    ids = ids_in_order(issues)
    sheet = Sheet(
        title=title_of(issues),
        subtitle=_("%(as_of)s    共 %(count)d 项") % {"as_of": as_of_words(today), "count": len(ids)},
        headings=[str(column.heading) for column in COLUMNS],
        widths=[column.width for column in COLUMNS],
        merged=[column.key for column in COLUMNS].index("category"),
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


def of_campaign(campaign: Campaign) -> IssueQuerySet:
    """The registered issues of a campaign that still count."""
    issues: IssueQuerySet = Issue.objects.filter(campaign=campaign).exclude(status__in=["draft", "void"])
    return issues


def file_name(title: str, today: date) -> str:
    """What the file is called on the person's machine."""
    return f"{title}_{today:%Y%m%d}.xlsx"
