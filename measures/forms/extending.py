"""申请延期: until when, as the office writes it, and why."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from issues.actions import DueBy
from measures.forms.due import DueFields
from measures.forms.steps import StepForm
from measures.models import Extension
from people.fields import Prose, field_for

READING = "due-reading"


class ExtensionForm(StepForm, DueFields):
    """A later deadline with its reason; the present one stays until a reviewer agrees."""

    due_text = field_for(Extension, "text", label=gettext_lazy("延至"))
    reason = Prose(label=gettext_lazy("延期理由"), max_length=500)

    field_order = ("due_text", "due_confirmed", "reason")

    def prepare(self) -> None:
        """The reading line below the text."""
        self.base = self.today
        self.fields["due_confirmed"].help_text = _("文字已读出日期时不必填。")
        self.live(READING)

    def clean(self) -> dict[str, Any]:
        """A day, and a later one than the present."""
        data = super().clean()
        if self.errors:
            return data
        due_on, present = data["due_on"], self.issue.due_on
        if due_on is None:
            self.add_error("due_text", _("没有读出日期。延期要有确切的日期，如“2026年9月底前”。"))
        elif present is not None and due_on <= present:
            words = {"due": due_on, "present": present}
            self.add_error("due_text", _("%(due)s 不晚于现在的时限 %(present)s。") % words)
        return data

    def due(self) -> DueBy:
        """What a valid form says."""
        return DueBy(self.cleaned_data["due_text"], self.cleaned_data["due_on"])
