"""The buttons of an issue's page: only what the person may press now, the likeliest next step first."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from issues.lifecycle import MOVES as ISSUE_MOVES
from issues.lifecycle import Move, offers
from issues.models import Issue
from measures.lifecycle import MOVES as MEASURE_MOVES
from people.models import User


class Page(NamedTuple):
    """Where a move is made, and what the button says (the move's own label if None)."""

    url_name: str
    label: str | Promise | None = None
    is_danger: bool = False


# In the order of likelihood: the first possible one is the primary button.
PAGES: Mapping[str, Page] = {
    "accept": Page("closure_review", _("审核销号")),
    "normalise": Page("closure_review", _("审核销号")),
    "refuse": Page("closure_review", _("审核销号")),
    "confirm_look_back": Page("look_back_confirm"),
    "reopen": Page("look_back_confirm", _("审核回头看")),
    "decide_extension": Page("extension_decide"),
    "register": Page("issue_register"),
    "claim": Page("issue_claim"),
    "endorse": Page("closure_endorse"),
    "apply": Page("closure_apply"),
    "plan_measures": Page("measures_plan"),
    "report_progress": Page("progress_report"),
    "record_look_back": Page("look_back_record"),
    "plan_look_back": Page("look_back_plan"),
    "no_change": Page("progress_no_change"),
    "add_evidence": Page("evidence_add"),
    "instruct": Page("instruction_write"),
    "confirm_quarter": Page("progress_confirm_quarter"),
    "assign": Page("issue_assign"),
    "edit": Page("issue_edit"),
    "set_deadline": Page("issue_set_deadline"),
    "ask_extension": Page("extension_ask"),
    "ask_reassignment": Page("issue_ask_reassignment"),
    "reassign": Page("issue_reassign"),
    "mark_repeat": Page("issue_mark_repeat"),
    "state_no_regulation": Page("issue_no_regulation"),
    "void": Page("issue_void", is_danger=True),
}
DECLINE = Page("issue_decline_reassignment", _("不同意改派"))
# Made elsewhere on the page, beside the measure they belong to.
BESIDE_A_MEASURE = "complete_measure"
# No move of the issue: a regulation is a record of its own that names the issues it answers.
REGULATE = "regulate"
# One click does it; nothing is asked.
ONE_CLICK = frozenset({"no_change"})
# Moves whose obstacle is worth saying, because the person came to make them.
EXPLAINED = ("register", "apply")
# Steps that bring the issue on its way; anything else may be pressed but is not pressed upon.
FORWARD = frozenset([*list(PAGES)[: list(PAGES).index("no_change")], "instruct"])
SHOWN = 3


@dataclass(frozen=True)
class Button:
    """One button. `posts`: it acts at once, without a page in between."""

    move: str
    label: str
    url: str
    posts: bool = False
    is_danger: bool = False


@dataclass
class Buttons:
    """What to press: one primary, a few beside it, the rest behind 更多; and what still stands in the way."""

    primary: Button | None = None
    beside: list[Button] = field(default_factory=list)
    more: list[Button] = field(default_factory=list)
    obstacles: list[str] = field(default_factory=list)
    may_complete: bool = False

    @property
    def any(self) -> bool:
        """Whether there is a button at all."""
        return self.primary is not None or bool(self.beside)


@dataclass(frozen=True)
class Situation:
    """What shifts the likeliest next step: a plan there is already, a request, a look-back that is done.

    Without an earlier issue that it could repeat, 认定屡查屡犯 would lead to an empty page.
    """

    has_measures: bool = False
    reassignment_asked: bool = False
    looked_back: bool = False
    could_repeat: bool = True


def buttons_for(issue: Issue, user: User, *, situation: Situation) -> Buttons:
    """The buttons `user` may press on `issue` now."""
    offered = [*offers(MEASURE_MOVES, issue, user), *offers(ISSUE_MOVES, issue, user)]
    possible = {move.name: move for move, why in offered if not why}
    found = list(_found(possible, issue, situation))
    leads = bool(found) and _leads(found[0].move, situation)
    return Buttons(
        primary=found.pop(0) if leads else None,
        beside=found[: SHOWN - leads],
        more=found[SHOWN - leads :],
        obstacles=[f"{move.label}：{why}" for move, why in offered if why and move.name in EXPLAINED],
        may_complete=BESIDE_A_MEASURE in possible,
    )


def _leads(move: str, situation: Situation) -> bool:
    """Whether this step is the one the issue waits for."""
    if move == "reassign":
        return situation.reassignment_asked
    if move == REGULATE:
        return situation.looked_back
    return move in FORWARD and not (move == "plan_look_back" and situation.looked_back)


def _found(possible: Mapping[str, Move], issue: Issue, situation: Situation) -> Iterator[Button]:
    """One button per page, the likeliest first."""
    seen: set[str] = set()
    for name in _order(situation):
        page = PAGES[name]
        if name not in possible or page.url_name in seen:
            continue
        seen.add(page.url_name)
        if name == "state_no_regulation":
            yield Button(REGULATE, gettext("登记制度成果"), f"{reverse('regulation_new')}?issue={issue.pk}")
        yield _button(possible[name], page, issue)
        if name == "reassign" and situation.reassignment_asked:
            yield _button(possible[name], DECLINE, issue)


def _order(situation: Situation) -> list[str]:
    order = [name for name in PAGES if name != "mark_repeat" or situation.could_repeat]
    if situation.has_measures:
        _put(order, "plan_measures", after="add_evidence")
    if situation.looked_back:
        _put(order, "plan_look_back", after="state_no_regulation")
    if situation.reassignment_asked:
        order.remove("reassign")
        order.insert(0, "reassign")
    return order


def _put(order: list[str], name: str, *, after: str) -> None:
    order.remove(name)
    order.insert(order.index(after) + 1, name)


def _button(move: Move, page: Page, issue: Issue) -> Button:
    return Button(
        move=move.name,
        label=str(page.label or move.label),
        url=reverse(page.url_name, args=[issue.pk]),
        posts=move.name in ONE_CLICK,
        is_danger=page.is_danger,
    )
