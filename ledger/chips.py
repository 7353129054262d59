"""The chip of an issue: its colour with the word, and why it has that colour."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from issues.colours import RED_REFUSALS, Colour, Policy, colour_of, is_stalled
from issues.models import Campaign, Issue, Status

WORDS: dict[Colour, str | Promise] = {
    Colour.RED: _("红牌"),
    Colour.YELLOW: _("黄牌"),
    Colour.BLUE: _("正常"),
}
QUIET_KINDS = {
    Status.DRAFT: "draft",
    Status.CLOSED: "done",
    Status.NORMALISED: "done",
    Status.VOID: "void",
}


@dataclass(frozen=True)
class Chip:
    """For `parts/chip.html`: `kind` is red, yellow, blue, done, draft or void."""

    kind: str
    word: str
    note: str = ""


def policy_of(campaign: Campaign) -> Policy:
    """The thresholds a campaign has set."""
    return Policy(campaign.warn_days, campaign.stall_days, campaign.red_after_days)


def chip_of(issue: Issue, *, on: date, policy: Policy) -> Chip:
    """The chip of `issue` on day `on`; an issue that is not open shows its status instead of a colour."""
    colour = colour_of(issue, on=on, policy=policy)
    if colour is Colour.NONE:
        status = Status(issue.status)
        return Chip(QUIET_KINDS[status], str(status.label))
    note = "" if colour is Colour.BLUE else why(issue, on=on, policy=policy)
    return Chip(colour.value, str(WORDS[colour]), note)


def why(issue: Issue, *, on: date, policy: Policy) -> str:
    """What makes an open issue red or yellow, the weightiest reason first."""
    if issue.due_on is not None and (issue.due_on - on).days <= policy.warn_days:
        dated = due_in_words(issue.due_on, on=on)
        refused_only = issue.refusals >= RED_REFUSALS and (on - issue.due_on).days <= policy.red_after_days
        return _refused(issue) if refused_only else dated
    if issue.refusals >= RED_REFUSALS:
        return _refused(issue)
    if is_stalled(issue, on, policy) and issue.progressed_on is not None:
        return gettext("%(days)d天无进展") % {"days": (on - issue.progressed_on).days}
    return gettext("季度未确认")


def _refused(issue: Issue) -> str:
    return gettext("退回%(times)d次") % {"times": issue.refusals}


def due_in_words(due_on: date, *, on: date) -> str:
    """How far `due_on` is from `on`: 逾期18天, 今天到期, 明天到期, 3天后到期."""
    days = (due_on - on).days
    if days < 0:
        return gettext("逾期%(days)d天") % {"days": -days}
    if days == 0:
        return gettext("今天到期")
    if days == 1:
        return gettext("明天到期")
    return gettext("%(days)d天后到期") % {"days": days}
