"""进展: what was done, 本周无变化 with one click, the quarterly confirmation; and a measure completed."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy

from issues.lifecycle import check
from issues.models import Issue
from measures import actions
from measures.forms.steps import CompleteForm, ConfirmForm, ProgressForm, QuarterForm
from measures.models import Measure
from measures.views.steps import MeasureStep
from people.refusals import Unfit


class ProgressReport(MeasureStep):
    """填报进展 on the issue or one of its measures."""

    move = "report_progress"
    heading = gettext_lazy("填报进展")
    submit_label = gettext_lazy("填报")
    done_message = gettext_lazy("进展已填报。")
    form_class = ProgressForm

    def make_form(self, data: Any = None, files: Any = None) -> Any:
        """`?measure=` chooses the measure beforehand."""
        form = super().make_form(data, files)
        form.initial["measure"] = self.request.GET.get("measure")
        return form

    def act(self, form: ProgressForm) -> str:
        """Add the entry."""
        values = form.cleaned_data
        report = actions.Report(values["text"], values["percent"], values["measure"])
        actions.report_progress(issue=self.record, report=report, by=self.user, today=self.today())
        return self.record.get_absolute_url()


class ProgressNoChange(MeasureStep):
    """本周无变化: one click from the issue's page or a list, and back to where it was clicked (`next`)."""

    move = "no_change"
    heading = gettext_lazy("本周无变化")
    submit_label = gettext_lazy("本周无变化")
    done_message: Any = gettext_lazy("已记：本周无变化。")
    form_class = ConfirmForm

    def act(self, _form: ConfirmForm) -> str:
        """Add the entry. Said twice in a week it is not wrong, only not needed."""
        report = actions.Report(move=self.move)
        try:
            actions.report_progress(issue=self.record, report=report, by=self.user, today=self.today())
        except Unfit as unfit:
            self.done_message = unfit.message
        return self.back_url()

    def back_url(self) -> str:
        """`next`, when it is a page of ours."""
        asked = self.request.POST.get("next", "")
        ours = url_has_allowed_host_and_scheme(
            asked, allowed_hosts={self.request.get_host()}, require_https=self.request.is_secure()
        )
        return asked if ours else self.record.get_absolute_url()


class ProgressConfirmQuarter(MeasureStep):
    """季度确认 of a standing issue."""

    move = "confirm_quarter"
    heading = gettext_lazy("季度确认")
    submit_label = gettext_lazy("确认")
    done_message = gettext_lazy("本季度已确认。")
    template_name = "measures/confirm_quarter.html"
    form_class = QuarterForm

    def act(self, form: QuarterForm) -> str:
        """Add the entry."""
        report = actions.Report(form.cleaned_data["text"], move=self.move)
        actions.report_progress(issue=self.record, report=report, by=self.user, today=self.today())
        return self.record.get_absolute_url()


class MeasureComplete(MeasureStep):
    """完成措施: one measure, with the day on which it was completed."""

    move = "complete_measure"
    heading = gettext_lazy("完成措施")
    submit_label = gettext_lazy("完成")
    done_message = gettext_lazy("措施已完成。")
    template_name = "measures/complete.html"
    form_class = CompleteForm
    measure: Measure

    def find(self) -> Issue:
        """The measure's issue; 404 when not visible."""
        seen = Measure.objects.visible_to(self.user).select_related("unit")
        self.measure = get_object_or_404(seen, pk=self.kwargs["pk"])
        return Issue.objects.visible_to(self.user).with_people().get(pk=self.measure.issue_id)

    def may(self) -> None:
        """As for every step; a measure of an earlier cycle or a completed one is refused by the action."""
        check(self.moves[self.move], self.record, self.user)
        actions.must_be_open(self.measure, self.record)

    def act(self, form: CompleteForm) -> str:
        """Complete it."""
        on = form.cleaned_data["completed_on"]
        actions.complete_measure(measure=self.measure, by=self.user, today=self.today(), on=on)
        return self.record.get_absolute_url()

    def extra_context(self) -> dict[str, Any]:
        """The measure and whether it has its evidence."""
        return {"measure": self.measure, "evidence": self.measure.evidence.all()}
