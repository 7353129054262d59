"""A deadline as people write it: what it is read as, and what has to be confirmed."""

import json
from datetime import date
from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from issues.actions import DueBy
from issues.deadline_words import describe
from issues.deadlines import Note, Reading, read
from issues.forms.desk import Desk, DeskForm
from issues.models import Issue
from issues.rectification import type_meant
from people.fields import YEARS, Day, field_for

READING_TARGET = "due-reading"


def shown(reading: Reading, *, only_day: bool = False) -> dict[str, Any]:
    """What the page says about a reading: `state` (ok, doubt, none), `text`, and the `days` to pick from.

    `only_day`: the form asks for a day alone, without a type of rectification and the box 无具体日期.
    """
    if reading.note == Note.EMPTY:
        return {"state": "none", "text": _("照文件上的写法填写，如“2025年6月底前，并长期坚持”。"), "days": []}
    days = sorted({day for day in (reading.due_on, reading.other) if day})
    text = describe(reading)
    kind = type_meant(reading.types)
    if kind is not None and not only_day:
        text = _("%(reading)s。整改类型未选时，记为“%(kind)s”") % {"reading": text, "kind": kind.label}
    if reading.sure and (reading.due_on or not only_day):
        return {"state": "ok", "text": text, "days": []}
    if not days and not only_day:
        text = _("%(reading)s。请填写确认日期，或勾选“无具体日期”") % {"reading": text}
    return {"state": "doubt" if days else "none", "text": text, "days": days}


class DeadlineFields(DeskForm):
    """The text; the day, where the text is not sure of one; or the statement that there is none.

    A text that is sure to name no day, such as 立行立改, needs neither.
    """

    due_text = field_for(
        Issue,
        "due_text",
        label=gettext_lazy("整改时限"),
        required=False,
    )
    due_confirmed = Day(label=gettext_lazy("确认日期"), required=False)
    no_date = forms.BooleanField(label=gettext_lazy("无具体日期"), required=False)

    def __init__(self, data: Any = None, files: Any = None, *, desk: Desk) -> None:
        super().__init__(data, files, desk=desk)
        self.fields["due_confirmed"].help_text = _("文字已读出日期时不必填。")
        self.fields["due_text"].widget.attrs |= {
            "hx-get": reverse_lazy("deadline_reading"),
            "hx-target": f"#{READING_TARGET}",
            "hx-sync": "this:replace",
            "aria-describedby": READING_TARGET,
            "autocomplete": "off",
            **self._reading_triggers(),
        }

    def _reading_triggers(self) -> dict[str, str]:
        """When to read anew: a change of the day it was found on changes what a text without a year means."""
        typed = "input changed delay:300ms, change"
        if "found_on" in self.fields:
            return {"hx-trigger": f"{typed}, change from:#id_found_on", "hx-include": "#id_found_on"}
        return {"hx-trigger": typed, "hx-vals": json.dumps({"found_on": str(self.desk.today)})}

    def filled_in(self) -> dict[str, Any]:
        """A day that was confirmed by hand is shown where it was typed."""
        issue = self.desk.issue
        filled = super().filled_in()
        if issue is not None:
            reading = read(issue.due_text, base=issue.found_on)
            said = reading.sure and reading.due_on == issue.due_on
            filled |= {"due_confirmed": None if said else issue.due_on}
            filled |= {"no_date": issue.due_on is None and bool(issue.due_text) and not reading.sure}
        return filled

    def base_day(self) -> date | None:
        """The day from which a text without a year, or a span, counts."""
        return self.cleaned_data.get("found_on") if "found_on" in self.fields else self.desk.today

    def not_before(self) -> date | None:
        """The day it was found on: no deadline lies before it."""
        if "found_on" in self.fields:
            return self.cleaned_data.get("found_on")
        return self.desk.issue.found_on if self.desk.issue else None

    @property
    def reading(self) -> dict[str, Any]:
        """What the page says at first about the text that stands in the form."""
        text = self["due_text"].value() or ""
        base = self.desk.today
        if "found_on" in self.fields:
            base = getattr(self, "cleaned_data", {}).get("found_on") or self.initial.get("found_on") or base
        return shown(read(text, base=base))

    def clean(self) -> dict[str, Any]:
        """Adds `due_on`, the day that counts or None."""
        data = super().clean() or self.cleaned_data
        waits_for_found_on = "found_on" in self.fields and not data.get("found_on")
        if not waits_for_found_on and not {"due_text", "due_confirmed"} & self.errors.keys():
            self.read_as = read(data["due_text"], base=self.base_day())
            data["due_on"] = self._due_on(data, self.read_as)
        return data

    def _due_on(self, data: dict[str, Any], reading: Reading) -> date | None:
        confirmed, no_date = data["due_confirmed"], data["no_date"]
        sure = reading.due_on if reading.sure else None
        if no_date:
            self._refuse_a_day_beside_none(confirmed, sure)
            return None
        if sure and confirmed and sure != confirmed:
            words = {"read": sure, "confirmed": confirmed}
            self._refuse(
                "due_confirmed", _("文字读作 %(read)s，与 %(confirmed)s 不一致：请改其中一个。") % words
            )
        due_on = confirmed or sure
        if due_on is None and data["due_text"] and not reading.sure:
            self._refuse("due_confirmed", _("时限文字没有确定的日期：请写明日期，或勾选“无具体日期”。"))
        if due_on is not None:
            self._check_day(due_on, "due_confirmed" if confirmed else "due_text")
        return due_on

    def _refuse(self, field: str, words: str) -> None:
        self.add_error(field, words)

    def _refuse_a_day_beside_none(self, confirmed: date | None, sure: date | None) -> None:
        if confirmed:
            self._refuse("no_date", _("已填确认日期，请不要再勾选“无具体日期”。"))
        elif sure:
            self._refuse("no_date", _("文字读作 %(day)s，请不要勾选“无具体日期”。") % {"day": sure})

    def _check_day(self, due_on: date, field: str) -> None:
        found_on = self.not_before()
        if found_on and due_on < found_on:
            words = {"due": due_on, "found": found_on}
            self._refuse(field, _("时限 %(due)s 早于发现日期 %(found)s，请核对。") % words)
        elif due_on.year not in YEARS:
            self._refuse(field, _("年份 %(year)s 不对，请核对。") % {"year": due_on.year})


class DeadlineForm(DeadlineFields):
    """设时限: something has to be said."""

    def filled_in(self) -> dict[str, Any]:
        """The person came to give a date, so the box that there is none starts empty."""
        return {**super().filled_in(), "no_date": False}

    def clean(self) -> dict[str, Any]:
        """See DeadlineFields."""
        data = super().clean()
        if not self.errors and not data["due_text"] and data["due_on"] is None:
            self.add_error("due_text", _("请填写时限。"))
        return data

    def due(self) -> DueBy:
        """What a valid form says."""
        return DueBy(self.cleaned_data["due_text"], self.cleaned_data["due_on"])
