"""Who leads, who answers, who helps: the people part of forms, alone and within the register form."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from issues.actions import Assignment
from issues.forms import choices
from issues.forms.desk import DeskForm
from issues.models import Issue
from people.fields import Prose, field_for
from people.forms.choices import PersonChoice, TreeChoice, TreeChoices, organisations
from people.models import Organisation, User
from people.refusals import Unfit

SEARCHABLE = {"data-choose": ""}


class AnsweringFields(DeskForm):
    """Lead leader, unit, co-units, liaison."""

    lead_leader = field_for(Issue, "lead_leader", required=False)
    unit = field_for(Issue, "unit", form_class=TreeChoice, required=False)
    co_units = field_for(Issue, "co_units", form_class=TreeChoices, required=False)
    liaison = field_for(
        Issue,
        "liaison",
        form_class=PersonChoice,
        required=False,
        help_text=gettext_lazy("责任单位的联络员；不选时，由认领的人担任。"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        user = self.desk.user
        offered = {
            "lead_leader": choices.leaders(user, keep=self.keep("lead_leader")),
            "unit": organisations(user, keep=self.keep("unit")),
            "co_units": organisations(user),
            "liaison": choices.liaisons(user, keep=self.keep("liaison")),
        }
        for name, queryset in offered.items():
            if name in self.fields:
                self.fields[name].queryset = queryset  # type: ignore[attr-defined]  # a choice of records
                self.fields[name].widget.attrs |= SEARCHABLE

    def clean(self) -> dict[str, Any]:
        """The liaison speaks for the responsible unit; a co-unit is another one."""
        data = super().clean() or self.cleaned_data
        unit, liaison = data.get("unit"), data.get("liaison")
        if unit and liaison and liaison.organisation_id != unit.pk:
            self.add_error("liaison", not_the_liaison_of(unit, liaison))
        if unit and unit in data.get("co_units", ()):
            self.add_error("co_units", _("%(unit)s已是责任单位，不必再作配合单位。") % {"unit": unit})
        return data


def not_the_liaison_of(unit: Organisation, person: User) -> str:
    """The sentence that refuses a liaison of another unit."""
    return _("%(person)s不是%(unit)s的联络员，请改选。") % {"person": person, "unit": unit}


class AssignForm(AnsweringFields):
    """交办: leader and unit are needed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("lead_leader", "unit"):
            self.fields[name].required = True

    def assignment(self) -> Assignment:
        """What a valid form says."""
        data = self.cleaned_data
        return Assignment(data["unit"], data["lead_leader"], data["liaison"], list(data["co_units"]))


class ReassignForm(AssignForm):
    """改派: with the reason."""

    reason = Prose(label=gettext_lazy("改派理由"), max_length=500, rows=3)


class BulkAssignForm(AnsweringFields):
    """The same people for many issues; what is left empty stays as it is in each."""

    co_units = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.empty_label = gettext_lazy("保持原样")  # type: ignore[attr-defined]  # choices of records

    def clean(self) -> dict[str, Any]:
        """Something has to be said."""
        data = super().clean()
        if not self.errors and not any(data.values()):
            self.add_error(None, _("请至少选择一项：牵头领导、责任单位或联络员。"))
        return data

    def assignment(self, issue: Issue) -> Assignment:
        """For one issue; a new unit brings its own liaison. Raises Unfit where it does not fit this issue."""
        data = self.cleaned_data
        unit, leader = data["unit"] or issue.unit, data["lead_leader"] or issue.lead_leader
        if unit is None or leader is None:
            raise Unfit(_("还没有责任单位或牵头领导，请一并选择。"))
        kept = issue.liaison if unit == issue.unit else None
        liaison = data["liaison"] or kept
        if liaison is not None and liaison.organisation_id != unit.pk:
            raise Unfit(not_the_liaison_of(unit, liaison))
        return Assignment(unit, leader, liaison)
