"""制度成果: a regulation and the issues it answers."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from issues.models import Issue, Status
from issues.querysets import IssueQuerySet
from measures.models import Regulation
from people.fields import Choices, field_for, record_id
from people.forms.choices import TreeChoice, organisations
from people.models import User

# A ledger with more issues than this is searched, not listed.
LISTED_AT_MOST = 200
ISSUED = frozenset({Regulation.State.ISSUED, Regulation.State.EVALUATED})
FACTS = ("organisation", "name", "document_number", "change", "state", "issued_on")


def answerable(user: User) -> IssueQuerySet:
    """Issues a regulation of this person can answer: registered ones that they see."""
    return Issue.objects.visible_to(user).exclude(status__in=[Status.DRAFT, Status.VOID])


def option(issue: Issue) -> tuple[int, str]:
    """One issue as an option of a choice."""
    return issue.pk, f"{issue.number} {issue.title}"


class RegulationForm(forms.Form):
    """The facts, and the issues: as a list in a small ledger, by search in a large one."""

    name = field_for(Regulation, "name")
    organisation = field_for(Regulation, "organisation", form_class=TreeChoice)
    document_number = field_for(
        Regulation, "document_number", required=False, help_text=gettext_lazy("如：县办发〔2026〕1号。")
    )
    change = field_for(Regulation, "change")
    state = field_for(Regulation, "state")
    issued_on = field_for(Regulation, "issued_on", help_text=gettext_lazy("印发以后必填。"))
    issues = Choices(queryset=None, required=False, label=gettext_lazy("回应的问题"))

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        regulation: Regulation,
        user: User,
        chosen: int | None = None,
    ) -> None:
        self.regulation, self.user, self.chosen = regulation, user, chosen
        super().__init__(data, files, initial=self._filled_in())
        keep = regulation.organisation_id
        self.fields["organisation"].queryset = organisations(user, keep=keep)  # type: ignore[attr-defined]  # a Choice
        self.fields["organisation"].widget.attrs["data-choose"] = ""
        self._offer_issues()

    def _filled_in(self) -> dict[str, Any]:
        filled = {name: getattr(self.regulation, name) for name in FACTS}
        filled["organisation"] = self.regulation.organisation_id
        if self.chosen is not None:
            filled["issues"] = [self.chosen]
        if self.regulation.pk:
            linked = self.regulation.issues.visible_to(self.user)
            filled["issues"] = list(linked.values_list("pk", flat=True))
        return filled

    def _offer_issues(self) -> None:
        every = answerable(self.user)
        field: Any = self.fields["issues"]
        field.queryset = every
        field.widget.attrs |= {"data-choose": "", "data-placeholder": _("输入编号或文字查找")}
        if every.order_by()[: LISTED_AT_MOST + 1].count() > LISTED_AT_MOST:
            field.widget.attrs["data-choose-url"] = reverse("regulation_issues")
            every = every.among(self._chosen())
        field.widget.choices = [option(issue) for issue in every.order_by("-pk")]

    def _chosen(self) -> list[int]:
        chosen = self["issues"].value() or []
        return [pk for one in chosen if (pk := record_id(str(one))) is not None]

    def clean(self) -> dict[str, Any]:
        """An issued one has its date; one organisation has no two of the same name."""
        data = super().clean() or self.cleaned_data
        if data.get("state") in ISSUED and not data.get("issued_on") and "issued_on" not in self.errors:
            self.add_error("issued_on", _("已印发的制度请填写印发日期。"))
        seen = Regulation.objects.visible_to(self.user).exclude(pk=self.regulation.pk)
        name, organisation = data.get("name"), data.get("organisation")
        if name and organisation and seen.filter(name=name, organisation=organisation).exists():
            words = {"organisation": organisation}
            self.add_error("name", _("%(organisation)s已有同名制度，请直接修改那一条。") % words)
        return data

    def filled(self) -> Regulation:
        """The regulation as a valid form says it."""
        for name in FACTS:
            setattr(self.regulation, name, self.cleaned_data[name])
        return self.regulation
