"""编制措施: all measures of the present cycle in one go."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from measures import actions
from measures.forms.planning import PlanForm, in_words
from measures.views.steps import MeasureStep


class MeasuresPlan(MeasureStep):
    """The rows, with buttons to add, remove and move them."""

    move = "plan_measures"
    heading = gettext_lazy("编制措施")
    done_message = gettext_lazy("措施已保存。")
    template_name = "measures/plan.html"

    def make_form(self, data: Any = None, files: Any = None) -> PlanForm:
        """The rows of this issue."""
        return PlanForm(data, files, issue=self.record, user=self.user, today=self.today())

    def act(self, form: PlanForm) -> str:
        """Save the whole plan."""
        actions.save_measures(
            issue=self.record, rows=form.measure_rows(), by=self.user, version=self.opened_with()
        )
        return self.record.get_absolute_url()

    def compare(self, form: PlanForm, current: Any) -> list[dict[str, Any]]:
        """Both plans, one measure a line."""
        theirs = current.measures.filter(cycle=current.cycle).select_related("unit")
        texts = [
            "\n".join(f"{number}. {in_words(one)}" for number, one in enumerate(rows, start=1))
            for rows in (theirs, form.measure_rows())
        ]
        if texts[0] == texts[1]:
            return []
        return [{"label": _("整改措施"), "theirs": texts[0], "mine": texts[1]}]
