"""提醒: a person's own notices, unread first, and marking them as read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from ledger.chips import Chip, chip_of, due_in_words, policy_of
from ledger.models import Notice
from people.fields import record_id
from people.identity import signed_in

UNREAD_SHOWN = 200
READ_SHOWN = 50
# The most pressing first.
URGENCY = [reason.value for reason in reversed(Notice.Reason)]


@dataclass(frozen=True)
class Row:
    """One notice, with the colour its issue has by now."""

    notice: Notice
    chip: Chip
    # What it said on its day.
    said: str


@dataclass
class Day:
    """The notices of one day."""

    day: date
    rows: list[Row] = field(default_factory=list)


@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """Unread notices by day, then the read ones page by page."""
    user = signed_in(request)
    today = timezone.localdate()
    notices = Notice.objects.visible_to(user).select_related("issue__campaign", "issue__unit")
    unread = list(notices.unread()[: UNREAD_SHOWN + 1])
    older = notices.exclude(read_at=None)
    before = _position(request.GET.get("before", ""))
    if before:
        older = older.filter(pk__lt=before)
    read = list(older.order_by("-pk")[: READ_SHOWN + 1])
    context = {
        "today": today,
        "unread": _by_day([] if before else unread[:UNREAD_SHOWN], today),
        "unread_is_cut": len(unread) > UNREAD_SHOWN,
        "newest": max((notice.pk for notice in unread), default=0),
        "read": _by_day(read[:READ_SHOWN], today),
        "older_than": read[READ_SHOWN - 1].pk if len(read) > READ_SHOWN else None,
        "is_first_page": not before,
    }
    return render(request, "ledger/inbox/page.html", context)


@require_POST
def inbox_read(request: HttpRequest) -> HttpResponse:
    """Mark as read: `notice` with earlier ones about its issue, or all `upto` the newest that was shown."""
    own = Notice.objects.visible_to(signed_in(request))
    one, upto = _position(request.POST.get("notice", "")), _position(request.POST.get("upto", ""))
    if one:
        notice = get_object_or_404(own, pk=one)
        meant = own.unread().filter(issue=notice.issue_id, day__lte=notice.day)
    elif upto:
        meant = own.unread().filter(pk__lte=upto)
    else:
        raise Http404
    count = meant.update(read_at=timezone.now())
    words = ngettext("%(count)d 条提醒已标为已读。", "%(count)d 条提醒已标为已读。", count)
    messages.success(request, words % {"count": count} if count else _("这些提醒已经读过了。"))
    return redirect("inbox")


def _position(given: str) -> int:
    """A notice's number from the address or the form; 0 for anything else."""
    return record_id(given) or 0


def _by_day(notices: Sequence[Notice], today: date) -> list[Day]:
    days: dict[date, Day] = {}
    for notice in _most_pressing_first(notices):
        chip = chip_of(notice.issue, on=today, policy=policy_of(notice.issue.campaign))
        days.setdefault(notice.day, Day(notice.day)).rows.append(Row(notice, chip, _said(notice, today)))
    return list(days.values())


def _said(notice: Notice, today: date) -> str:
    """How far the deadline was on the notice's day, which may be long ago."""
    words = due_in_words(notice.due_on, on=notice.day)
    return words if notice.day == today else _("提醒时：%(words)s") % {"words": words}


def _most_pressing_first(notices: Iterable[Notice]) -> list[Notice]:
    return sorted(
        notices, key=lambda one: (-one.day.toordinal(), URGENCY.index(one.reason), one.due_on, -one.pk)
    )
