"""销号: apply, endorse, review. Four eyes: who applied or answers for the issue gets 403 on the review."""

from dataclasses import replace
from typing import Any

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from issues.lifecycle import always, check
from issues.models import Issue
from measures import actions
from measures.forms.steps import ApplyForm, DecisionForm, EndorseForm, ReviewForm, ReviewNormaliseForm
from measures.lifecycle import closing_rules
from measures.models import Closure, Evidence
from measures.views.steps import MeasureStep

# Where a missing closing rule is mended.
MENDED_AT = {
    "measures": "measures_plan",
    "completed": "",
    "proved": "evidence_add",
    "evidence": "evidence_add",
}


class ClosureApply(MeasureStep):
    """申请销号, with the closing rules of the type as a list of what is there and what is missing."""

    move = "apply"
    submit_label = gettext_lazy("提交申请")
    done_message = gettext_lazy("申请已提交，等待审核。")
    template_name = "measures/closure_apply.html"
    form_class = ApplyForm

    def find(self) -> Issue:
        """销号 ends an issue, 转常态 hands a standing one to routine."""
        issue = super().find()
        self.heading = _("申请转常态") if issue.type.is_standing else _("申请销号")
        return issue

    def may(self) -> None:
        """What is missing is shown on the page; the action refuses it."""
        check(replace(self.moves[self.move], guard=always), self.record, self.user)

    def act(self, form: ApplyForm) -> str:
        """Apply."""
        statement = form.cleaned_data["statement"]
        actions.apply(issue=self.record, statement=statement, by=self.user, today=self.today())
        return self.record.get_absolute_url()

    def extra_context(self) -> dict[str, Any]:
        """The rules, and for each missing one where to mend it."""
        rules = closing_rules(self.record)
        return {
            "rules": [{"rule": rule, "url": self._mend(rule.name) if rule.why else ""} for rule in rules],
            "is_ready": not any(rule.why for rule in rules),
            **_work(self),
        }

    def _mend(self, name: str) -> str:
        url_name = MENDED_AT[name]
        return reverse(url_name, args=[self.record.pk]) if url_name else self.record.get_absolute_url()


def _work(page: MeasureStep) -> dict[str, Any]:
    """What was done in the present cycle: measures with their evidence, and the evidence of no measure."""
    issue = page.record
    evidence = Evidence.objects.visible_to(page.user).filter(issue=issue, cycle=issue.cycle)
    measures = issue.measures.filter(cycle=issue.cycle).select_related("unit")
    return {
        "measures": measures.prefetch_related(Prefetch("evidence", evidence)),
        "loose_evidence": evidence.filter(measure=None),
    }


class WaitingClosure(MeasureStep):
    """A page about the application that waits."""

    def waiting(self) -> Closure | None:
        """The application that waits, if any."""
        waiting = Closure.objects.visible_to(self.user).undecided().filter(issue=self.record)
        found: Closure | None = waiting.select_related("applied_by", "endorsed_by").first()
        return found

    def extra_context(self) -> dict[str, Any]:
        """The application and the work behind it."""
        return {"closure": self.waiting(), **_work(self)}


class ClosureEndorse(WaitingClosure):
    """责任领导签署意见."""

    move = "endorse"
    heading = gettext_lazy("签署意见")
    submit_label = gettext_lazy("签署")
    done_message = gettext_lazy("意见已签署。")
    template_name = "measures/closure_endorse.html"
    form_class = EndorseForm

    def act(self, form: EndorseForm) -> str:
        """Endorse."""
        actions.endorse(issue=self.record, text=form.cleaned_data["endorsement"], by=self.user)
        return self.record.get_absolute_url()


class ClosureReview(WaitingClosure):
    """审核销号: 同意 or 退回 with the reason."""

    move = "refuse"
    submit_label = gettext_lazy("提交审核结论")
    template_name = "measures/closure_review.html"

    def find(self) -> Issue:
        """The page is named after what was applied for."""
        issue = super().find()
        self.heading = _("审核转常态") if issue.type.is_standing else _("审核销号")
        return issue

    def make_form(self, data: Any = None, files: Any = None) -> DecisionForm:
        """The answers in the words of what was applied for; it carries the id of what is being read."""
        waiting = self.waiting()
        is_normalise = waiting is not None and waiting.kind == Closure.Kind.NORMALISE
        form = (ReviewNormaliseForm if is_normalise else ReviewForm)(
            data, files, issue=self.record, today=self.today()
        )
        form.initial["on"] = waiting.pk if waiting else None
        return form

    def act(self, form: DecisionForm) -> str:
        """Decide."""
        issue = actions.decide(
            issue=self.record,
            granted=form.granted,
            reason=form.cleaned_data["reason"],
            by=self.user,
            today=self.today(),
            closure=form.cleaned_data["on"],
        )
        words = {"status": issue.get_status_display()}
        self.done_message = (
            _("已同意，现在的状态：%(status)s。") % words if form.granted else _("已退回责任单位。")
        )
        return issue.get_absolute_url()

    def extra_context(self) -> dict[str, Any]:
        """Earlier refusals of this cycle, too."""
        earlier = Closure.objects.visible_to(self.user).filter(
            issue=self.record, cycle=self.record.cycle, granted=False
        )
        return {**super().extra_context(), "refusals": earlier.select_related("decided_by")}
