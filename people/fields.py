"""Form fields that say in plain Chinese what is wrong, and lose nothing that was typed."""

import re
import unicodedata
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

PROSE_LIMIT = 10_000
YEARS = range(1990, 2101)
LINE_BREAK = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Control characters, marks that turn the direction of writing, and what is no character at all.
INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
DAY = re.compile(r"(\d{4})\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})\D?|(\d{4})(\d{2})(\d{2})")


# The greatest number an id can be; a longer one would not even fit into a question to the database.
GREATEST_ID = 2**63 - 1


def record_id(text: str) -> int | None:
    """The id that `text` from an address or a form names; None for anything that can be none."""
    if not (text.isascii() and text.isdecimal() and len(text) <= len(str(GREATEST_ID))):
        return None
    number = int(text)
    return number if number <= GREATEST_ID else None


def is_blank(text: str) -> bool:
    """Whether nothing of `text` can be seen: spaces, format marks, and characters no font has."""
    return all(unicodedata.category(one)[0] in "ZC" for one in text)


def visible(text: str) -> str:
    """`text` without control characters; the line breaks of other programs become plain ones."""
    return INVISIBLE.sub("", LINE_BREAK.sub("\n", text))


class _ShowsVisible:
    """A widget that shows a refused text again without the characters it was refused for."""

    def format_value(self, value: Any) -> Any:
        """See `visible`."""
        return visible(value) if isinstance(value, str) else value


class LineInput(_ShowsVisible, forms.TextInput):
    """One line."""


class ProseInput(_ShowsVisible, forms.Textarea):
    """Several lines."""


class Line(forms.CharField):
    """One line of text; a pasted line break becomes a space."""

    widget: type[forms.Widget] = LineInput
    default_error_messages = {
        "required": gettext_lazy("请填写。"),
        "max_length": gettext_lazy("最多 %(limit_value)s 个字，现在有 %(show_value)s 个，请删减。"),
        "invisible": gettext_lazy("里面有看不见的控制字符，已经替您去掉，核对后再提交一次即可。"),
    }

    def to_python(self, value: Any) -> str:
        """The text with plain line breaks; raises ValidationError on control characters."""
        text = LINE_BREAK.sub("\n", super().to_python(value) or "")
        if INVISIBLE.search(text):
            raise ValidationError(self.error_messages["invisible"], code="invisible")
        return "" if is_blank(text) else self.arranged(text)

    def arranged(self, text: str) -> str:
        """On one line."""
        return " ".join(text.split())

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """No maxlength: the browser would cut a pasted text without a word."""
        return {name: value for name, value in super().widget_attrs(widget).items() if name != "maxlength"}


class Prose(Line):
    """Several lines, at most `PROSE_LIMIT` characters."""

    widget = ProseInput

    def __init__(self, *, rows: int = 4, max_length: int | None = PROSE_LIMIT, **kwargs: Any) -> None:
        super().__init__(max_length=max_length or PROSE_LIMIT, **kwargs)
        self.widget.attrs |= {"rows": rows}

    def arranged(self, text: str) -> str:
        """As it was typed."""
        return text


class DayInput(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class Day(forms.DateField):
    """A day; written 2026-3-5, 2026.3.5, 2026年3月5日 or 20260305, half- or full-width."""

    widget = DayInput
    default_error_messages = {
        "required": gettext_lazy("请填写日期。"),
        "invalid": gettext_lazy("看不懂“%(text)s”，请写成 2026-03-05 这样的日期。"),
        "impossible": gettext_lazy("日历上没有 %(text)s 这一天，请改正。"),
        "year": gettext_lazy("年份 %(year)s 不对，请核对。"),
    }

    def to_python(self, value: Any) -> date | None:
        """The day, or None for an empty text; raises ValidationError."""
        if value in self.empty_values or isinstance(value, date):
            return super().to_python(value)
        text = unicodedata.normalize("NFKC", str(value)).strip()
        found = DAY.fullmatch(text)
        if found is None:
            raise self._refused("invalid", text=visible(text)[:20])
        year, month, day = (int(part) for part in found.groups() if part)
        if year not in YEARS:
            raise self._refused("year", year=year)
        try:
            return date(year, month, day)
        except ValueError as wrong:
            raise self._refused("impossible", text=text) from wrong

    def _refused(self, code: str, **values: object) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code, params=values)


class Choice(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic in the stubs only
    """One record out of those the person may choose; the form gives the queryset."""

    def __init__(self, queryset: Any, *, empty_label: str | Promise | None = "", **kwargs: Any) -> None:
        if empty_label == "":
            empty_label = gettext_lazy("请选择") if kwargs.get("required", True) else gettext_lazy("未选择")
        super().__init__(queryset, empty_label=empty_label, **kwargs)  # type: ignore[arg-type]  # a lazy text does as well

    default_error_messages = {
        "required": gettext_lazy("请选择。"),
        "invalid_choice": gettext_lazy("请从列表里重新选择：原来选的一项不存在、已停用，或不在您的范围内。"),
    }


class Choices(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # generic in the stubs only
    """Any number of records."""

    default_error_messages = {
        "invalid_choice": gettext_lazy("请从列表里重新选择：有一项不存在、已停用，或不在您的范围内。"),
        "invalid_pk_value": gettext_lazy("请从列表里重新选择：有一项不存在、已停用，或不在您的范围内。"),
    }

    def clean(self, value: Any) -> Any:
        """The records; raises ValidationError, also on a number that no database can hold."""
        if any(record_id(str(one)) is None for one in value or ()):
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return super().clean(value)


class Word(forms.TypedChoiceField):
    """One word of a closed vocabulary."""

    default_error_messages = {
        "required": gettext_lazy("请选择。"),
        "invalid_choice": gettext_lazy("请从列表里选择。"),
    }


class Count(forms.IntegerField):
    """A number of days or a place in an order."""

    default_error_messages = {
        "required": gettext_lazy("请填写。"),
        "invalid": gettext_lazy("请填写整数。"),
        "min_value": gettext_lazy("不能小于 %(limit_value)s。"),
        "max_value": gettext_lazy("不能大于 %(limit_value)s。"),
    }


# The form fields bring these themselves.
LIMITS = (MaxLengthValidator, MinValueValidator, MaxValueValidator)
KINDS: tuple[tuple[Any, type[forms.Field]], ...] = (
    (models.TextField, Prose),
    (models.CharField, Line),
    (models.DateField, Day),
    (models.ManyToManyField, Choices),
    (models.ForeignKey, Choice),
    (models.IntegerField, Count),
    (models.BooleanField, forms.BooleanField),
)


def field_for(model: type[models.Model], name: str, **options: Any) -> Any:
    """The form field for `model.name`: its label, limits, choices and validators, with the messages above.

    A choice of records has none until the form gives it a queryset; `options` go to the field.
    """
    column: Any = model._meta.get_field(name)
    if column.choices:
        return _word_for(column, **options)
    given: dict[str, Any] = {
        "form_class": next(kind for column_class, kind in KINDS if isinstance(column, column_class)),
        "validators": [one for one in column.validators if not isinstance(one, LIMITS)],
    }
    if column.is_relation:
        given["queryset"] = column.related_model._default_manager.none()
    if isinstance(column, models.TextField):
        # The model field would bring its own Textarea.
        given["widget"] = ProseInput
    if isinstance(column, models.IntegerField):
        given |= _bounds_of(column)
    return column.formfield(**{**given, **options})


def _bounds_of(column: Any) -> dict[str, int]:
    """The narrowest bounds among those of the column's type and its own."""
    lows = [one.limit_value for one in column.validators if isinstance(one, MinValueValidator)]
    highs = [one.limit_value for one in column.validators if isinstance(one, MaxValueValidator)]
    return {"min_value": max(lows), "max_value": min(highs)}


def _word_for(column: Any, *, empty: str | Promise | None = None, **options: Any) -> Word:
    """A closed vocabulary; `empty` is what stands for no choice, shown first."""
    if empty is None and column.blank:
        empty = gettext_lazy("未选择")
    choices = [*([("", empty)] if empty is not None else []), *column.flatchoices]
    initial = column.get_default() if column.has_default() else None
    given = {"label": column.verbose_name, "required": not column.blank, "initial": initial}
    return Word(**{**given, **options}, choices=choices)
