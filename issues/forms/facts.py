"""What is wrong: the facts of an issue, and the whole register form of a draft."""

from dataclasses import replace
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from issues.forms import choices
from issues.forms.answering import SEARCHABLE, AnsweringFields
from issues.forms.deadline import DeadlineFields
from issues.forms.desk import Desk, DeskForm
from issues.models import Campaign, Issue, RectificationType
from issues.rectification import type_meant
from people.fields import Prose, field_for, record_id

REGISTER = "register"
RELOAD = "reload"
DEADLINE_NAMES = {"due_text", "due_confirmed", "no_date"}


class FactsForm(DeskForm):
    """The facts; all that may still be changed once an issue has its number."""

    category = field_for(Issue, "category", form_class=choices.CategoryChoice)
    title = field_for(Issue, "title", help_text=gettext_lazy("一句话说清是什么问题。"))
    description = field_for(Issue, "description", required=False, rows=4)
    source = field_for(Issue, "source")
    found_on = field_for(Issue, "found_on")
    scope = field_for(Issue, "scope")
    cause = field_for(Issue, "cause")
    severity = field_for(Issue, "severity")
    rectification = field_for(Issue, "rectification")
    target = field_for(Issue, "target", required=False, rows=2)
    remark = Prose(label=gettext_lazy("备注"), required=False, rows=2)

    def __init__(self, data: Any = None, files: Any = None, *, desk: Desk) -> None:
        super().__init__(data, files, desk=desk)
        issue = desk.issue
        self.offer("category", choices.categories(desk.user, issue.campaign if issue else None))
        self.offer("source", choices.sources(keep=self.keep("source")))

    def offer(self, name: str, queryset: Any) -> None:
        """Let `name` be chosen from `queryset`."""
        self.fields[name].queryset = queryset  # type: ignore[attr-defined]  # a choice of records
        self.fields[name].widget.attrs |= SEARCHABLE

    def clean(self) -> dict[str, Any]:
        """What was found cannot have been found tomorrow, nor after its deadline."""
        data = super().clean() or self.cleaned_data
        found_on, issue = data.get("found_on"), self.desk.issue
        if found_on and found_on > self.desk.today:
            self.add_error("found_on", _("发现日期不能晚于今天。"))
        elif (
            found_on and "due_text" not in self.fields and issue and issue.due_on and found_on > issue.due_on
        ):
            self.add_error("found_on", _("发现日期不能晚于整改时限 %(due)s。") % {"due": issue.due_on})
        return data


class IssueForm(FactsForm, AnsweringFields, DeadlineFields):
    """Everything about a draft. What is needed depends on the button: 挂号 asks for more than 存为草稿."""

    campaign = field_for(Issue, "campaign")
    rectification = field_for(
        Issue,
        "rectification",
        required=False,
        initial="",
        empty=gettext_lazy("按时限文字判断"),
        help_text=gettext_lazy("不选时按时限文字判断；文字没有写明的，记为“分阶段整改”。"),
    )

    field_order = ("campaign", "category", "title", "description", "source", "found_on")

    def __init__(self, data: Any = None, files: Any = None, *, desk: Desk) -> None:
        super().__init__(data, files, desk=desk)
        self.step = self.data.get("step", "")
        self.offer("campaign", choices.campaigns(desk.user, keep=self.keep("campaign")))
        self.offer("category", choices.categories(desk.user, self.chosen_campaign()))
        self.initial["campaign"] = self.chosen_campaign()
        if desk.issue is None:
            self.initial["found_on"] = desk.today
        self.fields["campaign"].widget.attrs |= self._category_triggers()

    def _category_triggers(self) -> dict[str, str]:
        """Another campaign brings its own categories."""
        issue = self.desk.issue
        here = reverse("issue_edit", args=[issue.pk]) if issue else reverse("issue_new")
        place = "#div_id_category"
        return {
            "hx-get": here,
            "hx-trigger": "change",
            "hx-select": place,
            "hx-target": place,
            "hx-swap": "outerHTML",
        }

    def reloaded(self) -> "IssueForm":
        """The same form with the categories of the campaign chosen in it; nothing checked, nothing lost."""
        campaign = self.chosen_campaign()
        fresh = IssueForm(desk=replace(self.desk, campaign=campaign))
        fresh.initial = {name: self[name].value() for name in self.fields}
        return fresh

    def chosen_campaign(self) -> Campaign | None:
        """What is chosen in the form; at first the one asked for, the issue's, or the newest."""
        offered = choices.campaigns(self.desk.user, keep=self.keep("campaign"))
        if self.is_bound:
            chosen = record_id(str(self.data.get("campaign", "")))
            return offered.filter(pk=chosen).first() if chosen is not None else None
        if self.desk.campaign is not None and self.desk.campaign in offered:
            return self.desk.campaign
        return self.desk.issue.campaign if self.desk.issue else offered.first()

    def clean(self) -> dict[str, Any]:
        """An unchosen type is what the deadline says; registering needs a unit, a leader and a deadline."""
        data = super().clean()
        if not data.get("rectification") and hasattr(self, "read_as"):
            data["rectification"] = type_meant(self.read_as.types) or RectificationType.STAGED
        if self.step == REGISTER:
            self._ask_for_what_is_missing(data)
        return data

    def _ask_for_what_is_missing(self, data: dict[str, Any]) -> None:
        for name in ("unit", "lead_leader"):
            if name not in self.errors and not data.get(name):
                self.add_error(name, _("挂号前请选择。"))
        said = data.get("due_text") or data.get("due_on") or data.get("no_date")
        if not said and not DEADLINE_NAMES & self.errors.keys():
            self.add_error("due_text", _("挂号前请填写时限；没有具体日期的，勾选“无具体日期”。"))
