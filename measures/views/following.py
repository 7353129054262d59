"""回头看 on one issue: plan, record, confirm. A confirmed 反弹 or 虚假整改 reopens the issue."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from measures import actions
from measures.forms.steps import ConfirmLookBackForm, PlanLookBackForm, RecordLookBackForm
from measures.models import LookBack
from measures.views.steps import MeasureStep


class LookBackPage(MeasureStep):
    """A page about the look-backs of an issue."""

    def open_one(self) -> LookBack | None:
        """The look-back under way, if any."""
        under_way = self.record.look_backs.exclude(state=LookBack.State.CONFIRMED)
        found: LookBack | None = under_way.select_related("recorded_by", "planned_by").first()
        return found

    def extra_context(self) -> dict[str, Any]:
        """The one under way, and those before it."""
        earlier = self.record.look_backs.filter(state=LookBack.State.CONFIRMED)
        return {"look_back": self.open_one(), "earlier": earlier.select_related("confirmed_by")}


class LookBackPlan(LookBackPage):
    """计划回头看."""

    move = "plan_look_back"
    heading = gettext_lazy("计划回头看")
    submit_label = gettext_lazy("列入计划")
    done_message = gettext_lazy("已列入回头看计划。")
    template_name = "measures/look_back_plan.html"
    form_class = PlanLookBackForm

    def act(self, form: PlanLookBackForm) -> str:
        """Plan."""
        plan = actions.LookBackPlan(**form.cleaned_data)
        actions.plan_look_back(issue=self.record, plan=plan, by=self.user)
        return self.record.get_absolute_url()


class LookBackRecord(LookBackPage):
    """登记回头看."""

    move = "record_look_back"
    heading = gettext_lazy("登记回头看")
    submit_label = gettext_lazy("提交审核")
    done_message = gettext_lazy("已登记，等待审核。")
    template_name = "measures/look_back_record.html"
    form_class = RecordLookBackForm

    def act(self, form: RecordLookBackForm) -> str:
        """Record."""
        finding = actions.LookBackFinding(**form.cleaned_data)
        actions.record_look_back(issue=self.record, finding=finding, by=self.user)
        return self.record.get_absolute_url()


class LookBackConfirm(LookBackPage):
    """审核回头看: by another person than the one who recorded it."""

    move = "confirm_look_back"
    heading = gettext_lazy("审核回头看")
    submit_label = gettext_lazy("提交审核结论")
    template_name = "measures/look_back_confirm.html"
    form_class = ConfirmLookBackForm

    def make_form(self, data: Any = None, files: Any = None) -> Any:
        """It carries the id of what is being read."""
        form = super().make_form(data, files)
        found = self.open_one()
        form.initial["on"] = found.pk if found else None
        return form

    def act(self, form: ConfirmLookBackForm) -> str:
        """Confirm or send back; say whether the issue was reopened."""
        values = form.cleaned_data
        verdict = actions.Verdict(form.granted, values["reason"], values["on"])
        look_back = actions.confirm_look_back(
            issue=self.record, verdict=verdict, by=self.user, today=self.today()
        )
        self.done_message = _said(look_back, granted=form.granted)
        return self.record.get_absolute_url()


def _said(look_back: LookBack, *, granted: bool) -> str:
    if not granted:
        return _("已退回，请经办重新开展并登记。")
    if look_back.result == LookBack.Result.HOLDS:
        return _("已确认：整改成果巩固。")
    words = {"result": look_back.get_result_display(), "cycle": look_back.cycle + 1}
    return _("已确认：%(result)s。问题已回炉，进入第 %(cycle)s 轮整改。") % words
