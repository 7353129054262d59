"""认定屡查屡犯: earlier issues of the same unit and category."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from issues import actions
from issues.forms.steps import RepeatForm, candidates
from issues.views.steps import IssueStep


class IssueMarkRepeat(IssueStep):
    """Link to an earlier issue, or take the link back."""

    move = "mark_repeat"
    heading = gettext_lazy("认定屡查屡犯")
    submit_label = gettext_lazy("保存认定")
    template_name = "issues/mark_repeat.html"
    form_class = RepeatForm

    def act(self, form: RepeatForm) -> str:
        """Save the link."""
        earlier = form.cleaned_data["earlier"]
        issue = actions.mark_repeat(issue=self.record, earlier=earlier, by=self.user)
        if earlier is None:
            self.done_message = _("已记为不属于屡查屡犯。")
        else:
            self.done_message = _("已认定与 %(number)s 重复。建议启动一案双查，既查问题也查责任。") % {
                "number": earlier.number
            }
        return issue.get_absolute_url()

    def extra_context(self) -> dict[str, Any]:
        """The earlier issues, to read before deciding."""
        return {"earlier": list(candidates(self.desk()))}
