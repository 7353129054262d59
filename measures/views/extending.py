"""延期: asked by the unit, decided by a second person; the original deadline stays."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from measures import actions
from measures.forms.extending import ExtensionForm
from measures.forms.steps import DecideExtensionForm
from measures.models import Extension
from measures.views.steps import MeasureStep


class ExtensionPage(MeasureStep):
    """A page about the deadlines of an issue."""

    def waiting(self) -> Extension | None:
        """The application that waits, if any."""
        waiting = Extension.objects.visible_to(self.user).undecided().filter(issue=self.record)
        found: Extension | None = waiting.select_related("applied_by").first()
        return found

    def extra_context(self) -> dict[str, Any]:
        """Every deadline there was, and the application."""
        deadlines = self.record.deadlines.select_related("approved_by").order_by("ordinal")
        return {"deadlines": deadlines, "extension": self.waiting()}


class ExtensionAsk(ExtensionPage):
    """申请延期."""

    move = "ask_extension"
    heading = gettext_lazy("申请延期")
    submit_label = gettext_lazy("提交申请")
    done_message = gettext_lazy("延期申请已提交，审批前仍按原来的时限计算。")
    template_name = "measures/extension_ask.html"
    form_class = ExtensionForm

    def act(self, form: ExtensionForm) -> str:
        """Ask."""
        actions.ask_extension(
            issue=self.record, due=form.due(), reason=form.cleaned_data["reason"], by=self.user
        )
        return self.record.get_absolute_url()


class ExtensionDecide(ExtensionPage):
    """审批延期."""

    move = "decide_extension"
    heading = gettext_lazy("审批延期")
    submit_label = gettext_lazy("提交审批结论")
    template_name = "measures/extension_decide.html"
    form_class = DecideExtensionForm

    def make_form(self, data: Any = None, files: Any = None) -> Any:
        """It carries the id of what is being read."""
        form = super().make_form(data, files)
        waiting = self.waiting()
        form.initial["on"] = waiting.pk if waiting else None
        return form

    def act(self, form: DecideExtensionForm) -> str:
        """Grant or refuse."""
        values = form.cleaned_data
        verdict = actions.Verdict(form.granted, values["reason"], values["on"])
        extension = actions.decide_extension(
            issue=self.record, verdict=verdict, by=self.user, today=self.today()
        )
        words = {"due": extension.due_on}
        self.done_message = (
            _("已同意延期至 %(due)s，原定时限保留。") % words if form.granted else _("已答复，时限不变。")
        )
        return self.record.get_absolute_url()
