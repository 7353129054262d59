"""The two-level list of a campaign's categories: add, remove, move; saved in one go."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.formsets import DELETION_FIELD_NAME
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from issues.actions import CategoryRow
from issues.models import Campaign, Category
from people.fields import GREATEST_ID, Word, field_for, record_id

PREFIX = "rows"
MAX_ROWS = 200
FIRST, SECOND = "1", "2"
LEVELS = ((FIRST, gettext_lazy("一级")), (SECOND, gettext_lazy("二级")))
STEPS = ("add", "up", "down", "remove")

Row = dict[str, Any]


class CategoryRowForm(forms.Form):
    """One category. A second level belongs to the nearest first level above it."""

    pk = forms.IntegerField(required=False, max_value=GREATEST_ID, widget=forms.HiddenInput)
    name = field_for(Category, "name")
    level = Word(label=gettext_lazy("级别"), choices=LEVELS, initial=FIRST)


class CategoryRows(forms.BaseFormSet):  # type: ignore[type-arg]  # generic in the stubs only
    """The rows, in their order."""

    def clean(self) -> None:
        """No name twice; a second level needs a first above it."""
        names: set[str] = set()
        has_first = False
        for form in self.kept():
            name, level = form.cleaned_data.get("name"), form.cleaned_data.get("level")
            if name in names:
                form.add_error("name", _("“%(name)s”重复了。") % {"name": name})
            if level == SECOND and not has_first:
                form.add_error("level", _("上面还没有一级类别。"))
            names.add(name or "")
            has_first = has_first or level == FIRST

    def kept(self) -> list[forms.Form]:
        """Rows that hold something and are not to be removed."""
        return [
            form
            for form in self.forms
            if getattr(form, "cleaned_data", {}).get("name")
            and not form.cleaned_data.get(DELETION_FIELD_NAME)
        ]


RowSet: Any = forms.formset_factory(
    CategoryRowForm,
    formset=CategoryRows,
    extra=0,
    can_delete=True,
    max_num=MAX_ROWS,
    absolute_max=MAX_ROWS,
)


def rows_of(campaign: Campaign) -> list[Row]:
    """The present categories, in order."""
    return [
        {"pk": one.pk, "name": one.name, "level": SECOND if one.parent_id else FIRST}
        for one in campaign.categories.all()
    ]


class CategoriesForm(forms.Form):
    """Holds the formset, so that a page treats it as one form."""

    def __init__(self, data: Any = None, files: Any = None, *, campaign: Campaign) -> None:
        super().__init__(data, files)
        self.campaign = campaign
        if data is None:
            self.rows: CategoryRows = RowSet(initial=rows_of(campaign) or [{}], prefix=PREFIX)
        else:
            self.rows = RowSet(data, prefix=PREFIX)

    def clean(self) -> dict[str, Any]:
        """The rows are part of the form."""
        if not self.rows.is_valid():
            raise ValidationError(_("请按提示修改后再保存。"))
        return self.cleaned_data

    def category_rows(self) -> list[CategoryRow]:
        """What a valid form says."""
        found: list[CategoryRow] = []
        first = ""
        for form in self.rows.kept():
            data = form.cleaned_data
            is_first = data["level"] == FIRST
            first = data["name"] if is_first else first
            found.append(CategoryRow(data["pk"], data["name"], "" if is_first else first))
        return found

    def after(self, step: str) -> "CategoriesForm":
        """The form as shown after a button beside a row was pressed: nothing saved, nothing typed lost.

        `step` is add, or up, down or remove with the row's index: up:3.
        """
        moved = CategoriesForm(campaign=self.campaign)
        moved.rows = RowSet(initial=self._stepped(step), prefix=PREFIX)
        return moved

    def _stepped(self, step: str) -> list[Row]:
        """The rows as typed, without those ticked for removal, after `step`."""
        name, _sep, place = step.partition(":")
        typed = [_typed(form) for form in self.rows.forms]
        kept = [row for row, form in zip(typed, self.rows.forms, strict=True) if not _is_gone(form)]
        if name == "add":
            return [*kept, {"level": kept[-1]["level"] if kept else FIRST}][:MAX_ROWS]
        at = record_id(place)
        row = typed[at] if at is not None and at < len(typed) else None
        if row not in kept:
            return kept
        index = kept.index(row)
        kept.pop(index)
        if name in {"up", "down"}:
            kept.insert(max(0, index + (1 if name == "down" else -1)), row)
        return kept


def _typed(form: forms.Form) -> Row:
    return {name: form[name].value() for name in ("pk", "name", "level")}


def _is_gone(form: forms.Form) -> bool:
    return bool(form[DELETION_FIELD_NAME].value())
