"""Rows of the list as HTML, written here because a template takes many times as long.

Every value goes through `escape`, in one place; what is not escaped is only what stands in this file.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from html import escape
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from issues.colours import Colour, Policies, Policy, colour_of
from issues.models import OPEN_STATUSES, Status
from ledger.chips import QUIET_KINDS, WORDS, due_in_words, why
from ledger.listing.together import possible_for_many

ROW = (
    '<tr data-row="%s" id="issue-%s"%s>%s'
    '<td data-label="{number}"><span class="issue-number">%s</span></td>'
    '<td class="cell-title"><a class="row-link clip" href="%s" title="%s">%s</a></td>'
    '<td data-label="{category}"><span class="clip">%s</span></td>'
    '<td data-label="{leader}"><span class="clip">%s</span></td>'
    '<td data-label="{unit}"><span class="clip">%s</span></td>'
    '<td class="nowrap" data-label="{due}">'
    '<span class="clip due-text">%s</span><span class="due-note%s">%s</span></td>'
    '<td class="nowrap" data-label="{status}">%s</td>'
    '<td class="cell-chip">'
    '<span class="chip chip-%s">%s<span class="chip-note">%s</span></span></td></tr>'
)
CHECK = (
    '<td class="cell-check"><label><input type="checkbox" class="form-check-input" data-select="%s"'
    ' name="ids" value="%s" form="bulk" aria-label="{select} %s"></label></td>'
)
QUIET = ' class="is-quiet"'
# No text has it, so that many can be escaped as one.
BETWEEN = "\x00"
NO_POLICY = Policy()


@dataclass(frozen=True)
class Drawing:
    """What rows need besides themselves."""

    today: date
    policies: Policies
    # Units by the name that tells them apart.
    units: Mapping[int, str]
    # The address of an issue's page with {pk} in the place of its id.
    url: str
    can_be_chosen: bool = False
    # Campaigns whose issues the person may change.
    kept: Collection[int] = frozenset()
    statuses: Mapping[str, str] = field(
        default_factory=lambda: {status.value: str(status.label) for status in Status}
    )
    colours: Mapping[str, str] = field(
        default_factory=lambda: {colour.value: str(word) for colour, word in WORDS.items()}
    )

    def rows(self, issues: Iterable[Any]) -> SafeString:
        """The rows, ready to be sent."""
        row, check = _with_labels()
        drawn = [self._row(issue, row, check) for issue in issues]
        return mark_safe("".join(drawn))  # noqa: S308 - `_row` escapes every value

    def _row(self, issue: Any, row: str, check: str) -> str:
        due_note, late = self._days(issue)
        chip, chip_word, chip_note = self._chip(issue, due_note)
        number, title, category, leader, unit, due, note, chip_note, url = escaped(
            issue.number or "—",
            issue.title,
            issue.category,
            f"{issue.leader_post or ''} {issue.leader_name or ''}".strip() or "—",
            self.units.get(issue.unit_id) or issue.unit or "—",
            issue.due_text or str(issue.due_on or "—"),
            due_note,
            chip_note,
            self.url.replace("{pk}", str(issue.pk)),
        )
        status = escape(self.statuses[issue.status])
        pk = int(issue.pk)
        quiet = QUIET if issue.status == Status.VOID else ""
        box = check % self._box(issue, number if issue.number else title) if self.can_be_chosen else ""
        shown = (url, title, title, category, leader, unit, due, late, note, status)
        return row % (pk, pk, quiet, box, number, *shown, chip, escape(chip_word), chip_note)

    def _box(self, issue: Any, name: str) -> tuple[str, int, str]:
        """What can be done with the row if it is ticked, its id, and its name."""
        return possible_for_many(issue, self.kept), int(issue.pk), name

    def _days(self, issue: Any) -> tuple[str, str]:
        """How far the deadline of an open issue is, and the class of one that has passed."""
        if issue.due_on is None or issue.status not in OPEN_STATUSES:
            return "", ""
        return due_in_words(issue.due_on, on=self.today), " is-late" if issue.due_on < self.today else ""

    def _chip(self, issue: Any, due_note: str) -> tuple[str, str, str]:
        """Kind, word and reason of the colour; no reason where the deadline says it already."""
        policy = self.policies.get(issue.campaign_id, NO_POLICY)
        colour = colour_of(issue, on=self.today, policy=policy)
        if colour is Colour.NONE:
            return QUIET_KINDS[issue.status], self.statuses[issue.status], ""
        if colour is Colour.BLUE:
            return "blue", self.colours["blue"], ""
        reason = why(issue, on=self.today, policy=policy)
        return colour.value, self.colours[colour.value], "" if reason == due_note else reason


def escaped(*texts: str) -> list[str]:
    """Each text as it may stand in HTML, within quotes too."""
    parts = escape(BETWEEN.join(texts)).split(BETWEEN)
    return parts if len(parts) == len(texts) else [escape(text) for text in texts]


def _with_labels() -> tuple[str, str]:
    """The forms of a row and of its box, with the words that say on a card what a value is."""
    labels = {
        "select": _("选中"),
        "number": _("编号"),
        "category": _("类别"),
        "leader": _("牵头"),
        "unit": _("责任单位"),
        "due": _("时限"),
        "status": _("状态"),
    }
    words = {name: escape(word).replace("%", "%%") for name, word in labels.items()}
    return ROW.format(**words), CHECK.format(**words)
