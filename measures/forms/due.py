"""A deadline as people write it, where only the day counts: in measures and applications for an extension."""

from datetime import date
from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from issues.deadline_words import describe
from issues.deadlines import read
from issues.forms.deadline import shown
from people.fields import YEARS, Day


class DueFields(forms.Form):
    """`due_text`, and `due_confirmed` where the text does not say a day for sure; `clean` adds `due_on`.

    A subclass brings `due_text` and `base`, the day from which a text without a year counts.
    """

    due_confirmed = Day(label=gettext_lazy("确认日期"), required=False)
    base: date

    def live(self, target: str) -> None:
        """Show in the element `target` how the text is read, while it is typed."""
        self.fields["due_text"].widget.attrs |= {
            "hx-get": reverse_lazy("deadline_reading"),
            "hx-trigger": "input changed delay:300ms, change",
            "hx-target": f"#{target}",
            "hx-sync": "this:replace",
            "hx-vals": f'{{"found_on": "{self.base}", "only_day": "1"}}',
            "aria-describedby": target,
            "autocomplete": "off",
        }

    @property
    def reading(self) -> dict[str, Any]:
        """What the page says at first about the text that stands in the form."""
        return shown(read(self["due_text"].value() or "", base=self.base), only_day=True)

    def clean(self) -> dict[str, Any]:
        """Adds `due_on`: the day that counts, or None."""
        data = super().clean() or self.cleaned_data
        data["due_on"] = None
        if not {"due_text", "due_confirmed"} & self.errors.keys():
            data["due_on"] = self.day_meant(data["due_text"], data["due_confirmed"])
        return data

    def day_meant(self, text: str, confirmed: date | None) -> date | None:
        """The day `text` says for sure, or the confirmed one; adds an error where they do not go together."""
        reading = read(text, base=self.base)
        sure = reading.due_on if reading.sure else None
        if sure and confirmed and sure != confirmed:
            words = {"read": sure, "confirmed": confirmed}
            message = _("文字读作 %(read)s，与 %(confirmed)s 不一致：请改其中一个。") % words
            self.add_error("due_confirmed", message)
        elif reading.due_on and not sure and not confirmed:
            message = _("%(reading)s。请在这里填写确认日期。") % {"reading": describe(reading)}
            self.add_error("due_confirmed", message)
        elif sure and sure.year not in YEARS:
            self.add_error("due_text", _("年份 %(year)s 不对，请核对。") % {"year": sure.year})
        return confirmed or sure
