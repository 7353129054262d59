"""The forms of the short steps: progress, statements, decisions, instructions, look-backs."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from issues.models import Issue
from measures.models import Closure, Instruction, LookBack, Progress
from people.fields import Choice, Prose, field_for

AGREED, REFUSED = "agree", "refuse"


class StepForm(forms.Form):
    """A form about one issue on one day."""

    def __init__(self, data: Any = None, files: Any = None, *, issue: Issue, today: date) -> None:
        self.issue, self.today = issue, today
        super().__init__(data, files, initial=self.filled_in())
        self.prepare()

    def filled_in(self) -> dict[str, Any]:
        """What the fields hold at first, by name."""
        return {}

    def prepare(self) -> None:
        """What a field needs to know of the issue."""

    def _not_later_than_today(self, name: str) -> date:
        day: date = self.cleaned_data[name]
        if day > self.today:
            raise ValidationError(_("不能晚于今天（%(today)s）。") % {"today": self.today})
        return day


class ConfirmForm(StepForm):
    """Nothing to type: the button is the answer."""


class MeasureChoice(Choice):
    """A measure of the present cycle, as one line."""

    def label_from_instance(self, obj: Any) -> str:
        """Its beginning, and that it is done."""
        text = obj.text if len(obj.text) <= 40 else f"{obj.text[:40]}…"
        return _("%(text)s（已完成）") % {"text": text} if obj.state == "done" else text


def measure_choice() -> MeasureChoice:
    """对应措施, or none; the form gives it the measures of its issue."""
    return MeasureChoice(
        label=gettext_lazy("对应措施"),
        queryset=None,
        required=False,
        empty_label=gettext_lazy("整个问题，不限于某一条措施"),
    )


class ProgressForm(StepForm):
    """填报进展."""

    text = field_for(Progress, "text", label=gettext_lazy("进展情况"), required=True)
    percent = field_for(Progress, "percent", help_text=gettext_lazy("0 到 100 的整数；说不准可以不填。"))
    measure = measure_choice()

    def prepare(self) -> None:
        """The measures of the present cycle."""
        self.fields["measure"].queryset = self.issue.measures.filter(cycle=self.issue.cycle)  # type: ignore[attr-defined]  # a Choice


class QuarterForm(StepForm):
    """季度确认 of a standing issue."""

    text = Prose(
        label=gettext_lazy("本季度坚持情况"),
        help_text=gettext_lazy("说明本季度做了什么、问题有没有反复。"),
    )


class CompleteForm(StepForm):
    """完成措施."""

    completed_on = field_for(Progress, "made_on", label=gettext_lazy("完成日期"))

    def filled_in(self) -> dict[str, Any]:
        """Today."""
        return {"completed_on": self.today}

    def clean_completed_on(self) -> date:
        """Not in the future."""
        return self._not_later_than_today("completed_on")


class ApplyForm(StepForm):
    """申请销号."""

    statement = field_for(
        Closure,
        "statement",
        help_text=gettext_lazy("逐项写明做了什么、效果怎样，审核人据此核对佐证材料。"),
    )


class EndorseForm(StepForm):
    """责任领导签署意见."""

    endorsement = field_for(Closure, "endorsement", required=True)


class DecisionForm(StepForm):
    """同意 or 退回; a refusal says why. `on` is the id of what was read."""

    verdict_label: Any = gettext_lazy("审核结论")
    agree_label: Any = gettext_lazy("同意")
    refuse_label: Any = gettext_lazy("退回")

    verdict = forms.ChoiceField(
        choices=(),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("请选择结论。"),
            "invalid_choice": gettext_lazy("请选择结论。"),
        },
    )
    reason = Prose(label=gettext_lazy("意见"), required=False)
    on = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def prepare(self) -> None:
        """The two answers, in the office's words."""
        self.fields["verdict"].choices = [(AGREED, self.agree_label), (REFUSED, self.refuse_label)]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["verdict"].label = self.verdict_label
        words = {"refuse": self.refuse_label}
        self.fields["reason"].help_text = _("选“%(refuse)s”时必填：写明差在哪里、要补什么。") % words

    def clean(self) -> dict[str, Any]:
        """The reason is obligatory for a refusal."""
        data = super().clean() or self.cleaned_data
        if (
            data.get("verdict") == REFUSED
            and not data.get("reason", "").strip()
            and "reason" not in self.errors
        ):
            self.add_error("reason", _("选“%(refuse)s”时请写明理由。") % {"refuse": self.refuse_label})
        return data

    @property
    def granted(self) -> bool:
        """The answer of a valid form."""
        return bool(self.cleaned_data["verdict"] == AGREED)


class ReviewForm(DecisionForm):
    """审核销号."""

    agree_label = gettext_lazy("同意销号")


class ReviewNormaliseForm(DecisionForm):
    """审核转常态."""

    agree_label = gettext_lazy("同意转常态")


class DecideExtensionForm(DecisionForm):
    """审批延期."""

    verdict_label = gettext_lazy("审批结论")
    agree_label = gettext_lazy("同意延期")
    refuse_label = gettext_lazy("不同意")


class ConfirmLookBackForm(DecisionForm):
    """审核回头看."""

    agree_label = gettext_lazy("确认结论")
    refuse_label = gettext_lazy("退回重查")


class InstructForm(StepForm):
    """批示."""

    text = field_for(Instruction, "text")
    due_on = field_for(Instruction, "due_on", help_text=gettext_lazy("可以不填。"))

    def clean_due_on(self) -> date | None:
        """Not in the past."""
        day: date | None = self.cleaned_data["due_on"]
        if day is not None and day < self.today:
            raise ValidationError(_("不能早于今天（%(today)s）。") % {"today": self.today})
        return day


class PlanLookBackForm(StepForm):
    """计划回头看."""

    planned_on = field_for(LookBack, "planned_on")
    method = field_for(LookBack, "method")
    reviewers = field_for(
        LookBack, "reviewers", help_text=gettext_lazy("写明由谁去看，如：作风办督查组。责任单位的人不参加。")
    )


class RecordLookBackForm(StepForm):
    """登记回头看; a record that was sent back is filled in again."""

    done_on = field_for(LookBack, "done_on", required=True)
    finding = field_for(
        LookBack,
        "finding",
        required=True,
        help_text=gettext_lazy("看了什么、问了谁、有什么根据。"),
    )
    result = field_for(LookBack, "result", required=True, widget=forms.RadioSelect)

    def prepare(self) -> None:
        """One of the three has to be said."""
        self.fields["result"].choices = LookBack.Result.choices  # type: ignore[attr-defined]  # a Word has choices

    def filled_in(self) -> dict[str, Any]:
        """What was recorded before the reviewer sent it back."""
        before = self.issue.look_backs.planned().first()
        if before is None or not before.finding:
            return {"done_on": self.today}
        return {name: getattr(before, name) for name in ("done_on", "finding", "result")}

    def clean_done_on(self) -> date:
        """Not in the future."""
        return self._not_later_than_today("done_on")


class NoRegulationForm(StepForm):
    """说明无需建制."""

    reason = field_for(
        Issue,
        "no_regulation_reason",
        required=True,
        help_text=gettext_lazy("如：现行制度已有规定，问题出在执行，已通过整改解决。"),
    )
