"""批示."""

from typing import Any

from django.utils.translation import gettext_lazy

from measures import actions
from measures.forms.steps import InstructForm
from measures.models import Instruction
from measures.views.steps import MeasureStep


class InstructionWrite(MeasureStep):
    """A leader writes on an issue they lead."""

    move = "instruct"
    heading = gettext_lazy("批示")
    submit_label = gettext_lazy("批示")
    done_message = gettext_lazy("批示已记录，责任单位可以看到。")
    template_name = "measures/instruct.html"
    form_class = InstructForm

    def act(self, form: InstructForm) -> str:
        """Write."""
        values = form.cleaned_data
        actions.instruct(
            issue=self.record, text=values["text"], due_on=values["due_on"], by=self.user, today=self.today()
        )
        return self.record.get_absolute_url()

    def extra_context(self) -> dict[str, Any]:
        """What was written before."""
        before = Instruction.objects.visible_to(self.user).filter(issue=self.record)
        return {"before": before.select_related("leader")}
