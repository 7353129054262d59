"""The measures of an issue in one go: add, remove, move."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from issues.deadlines import read
from issues.models import Issue
from measures import actions
from measures.forms.due import DueFields
from measures.models import Measure
from people.fields import GREATEST_ID, Line, LineInput, Word, field_for
from people.forms.choices import name_in_tree, organisations
from people.models import Organisation, User

PREFIX = "rows"
MAX_ROWS = 100
TYPED = ("pk", "text", "person", "due_text", "due_confirmed")


class MeasureForm(DueFields):
    """One measure. A row in which nothing was typed is no row."""

    pk = forms.IntegerField(required=False, max_value=GREATEST_ID, widget=forms.HiddenInput)
    text = field_for(Measure, "text", required=False, rows=2)
    unit = Word(label=gettext_lazy("落实单位"), required=False, choices=())
    person = field_for(Measure, "person", required=False)
    due_text = Line(
        label=gettext_lazy("完成时限"),
        required=False,
        max_length=200,
        widget=LineInput({"placeholder": gettext_lazy("如：2026年6月底前")}),
    )

    field_order = ("pk", "text", "unit", "person", "due_text", "due_confirmed")

    def __init__(
        self, *args: Any, units: Mapping[int, Organisation], usual: int | None, base: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.base, self.units = base, units
        self.stored: Measure | None = None
        labels = [(pk, name_in_tree(unit)) for pk, unit in units.items()]
        self.fields["unit"].choices = [("", _("未选择")), *labels]  # type: ignore[attr-defined]  # a Word has choices
        self.fields["unit"].initial = usual
        self.live(self.reading_id)

    @property
    def reading_id(self) -> str:
        """The id of the line that says how the deadline is read."""
        return f"{self.prefix}-reading"

    @property
    def is_said(self) -> bool:
        """Whether anything was typed, or it stands for a measure that is there."""
        return any(self.cleaned_data.get(name) for name in TYPED)

    def clean(self) -> dict[str, Any]:
        """A row with anything in it needs its text."""
        data = super().clean()
        if self.is_said and not data.get("text") and "text" not in self.errors:
            self.add_error("text", _("请写明措施内容；不要这一条，请移除。"))
        return data

    def day_meant(self, text: str, confirmed: date | None) -> date | None:
        """What was stored stays, though the same words would mean another day if they were written today."""
        stored = self.stored
        if stored is not None and text == stored.due_text and confirmed in {None, stored.due_on}:
            return stored.due_on
        return super().day_meant(text, confirmed)

    @property
    def why_kept(self) -> str:
        """Why the row cannot be removed, or ""."""
        return actions.why_kept(self.stored) if self.stored else ""

    def row(self) -> actions.MeasureRow:
        """What a valid row says."""
        data = self.cleaned_data
        unit = self.units.get(int(data["unit"])) if data["unit"] else None
        return actions.MeasureRow(
            data["pk"], data["text"], unit, data["person"], data["due_on"], data["due_text"]
        )


class MeasureRows(forms.BaseFormSet):  # type: ignore[type-arg]  # generic in the stubs only
    """The rows."""

    def said(self) -> list[MeasureForm]:
        """Rows that hold something and are to stay, in their order."""
        return [form for form in self.ordered_forms if form.is_said]


RowSet: Any = forms.formset_factory(
    MeasureForm,
    formset=MeasureRows,
    extra=0,
    can_delete=True,
    can_order=True,
    max_num=MAX_ROWS,
    absolute_max=MAX_ROWS,
)


class PlanForm(forms.Form):
    """Holds the rows, so that a page treats them as one form."""

    def __init__(self, data: Any = None, files: Any = None, *, issue: Issue, user: User, today: date) -> None:
        super().__init__(data, files)
        self.issue, self.user = issue, user
        base = issue.claimed_on or today
        rows = [*(_typed(one, base) for one in self.present), {}]
        filled = {"initial": rows} if data is None else {}
        given = {"units": self.units, "usual": issue.unit_id, "base": base}
        self.rows: MeasureRows = RowSet(data, prefix=PREFIX, form_kwargs=given, **filled)
        stored = {str(one.pk): one for one in self.present}
        for row in self.rows.forms:
            row.stored = stored.get(str(row["pk"].value()))

    @cached_property
    def present(self) -> list[Measure]:
        """The measures of the present cycle."""
        measures = self.issue.measures.filter(cycle=self.issue.cycle).select_related("unit__parent")
        return list(measures.prefetch_related("progress", "evidence"))

    @cached_property
    def units(self) -> dict[int, Organisation]:
        """Who may carry out a measure: what the person sees, and whoever answers for the issue."""
        there = [measure.unit for measure in self.present]
        answering = [self.issue.unit, *self.issue.co_units.select_related("parent"), *there]
        found = [*answering, *organisations(self.user)]
        return {unit.pk: unit for unit in found if unit is not None}

    def clean(self) -> dict[str, Any]:
        """The rows are part of the form."""
        if not self.rows.is_valid():
            raise ValidationError(_("请按各行的提示修改后再保存。"))
        if not self.rows.said() and not self.present:
            raise ValidationError(_("请至少写一条措施。"))
        return self.cleaned_data

    def measure_rows(self) -> list[actions.MeasureRow]:
        """What a valid form says."""
        return [form.row() for form in self.rows.said()]


def _typed(measure: Measure, base: date) -> dict[str, Any]:
    reading = read(measure.due_text, base=base)
    is_plain = reading.sure and reading.due_on == measure.due_on
    return {
        "pk": measure.pk,
        "text": measure.text,
        "unit": measure.unit_id,
        "person": measure.person,
        "due_text": measure.due_text or (str(measure.due_on) if measure.due_on else ""),
        "due_confirmed": measure.due_on if measure.due_text and not is_plain else None,
    }


def in_words(measure: Measure | actions.MeasureRow) -> str:
    """One measure on one line, as the comparison of two texts shows it."""
    due = measure.due_text or measure.due_on
    parts = (measure.text, measure.unit, measure.person, due)
    return " · ".join(str(part) for part in parts if part)
