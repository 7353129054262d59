"""Who answers: 交办, 认领, 申请改派, 改派, 不同意改派, 作废."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from issues import actions
from issues.claiming import claim_by
from issues.forms.answering import AssignForm, ReassignForm
from issues.forms.steps import AskReassignmentForm, ConfirmForm, DeclineForm, VoidForm
from issues.lifecycle import MOVES, possible
from issues.models import ReassignmentRequest
from issues.views.steps import IssueStep


class IssueAssign(IssueStep):
    """交办, as long as nobody has claimed."""

    move = "assign"
    heading = gettext_lazy("交办")
    submit_label = gettext_lazy("交办")
    done_message = gettext_lazy("已交办。")
    template_name = "issues/assign.html"
    form_class = AssignForm

    def act(self, form: AssignForm) -> str:
        """Hand over."""
        return actions.assign(issue=self.record, to=form.assignment(), by=self.user).get_absolute_url()


class IssueClaim(IssueStep):
    """认领: one button, with what is being taken on."""

    move = "claim"
    heading = gettext_lazy("认领")
    submit_label = gettext_lazy("认领")
    done_message = gettext_lazy("已认领，请编制整改措施。")
    template_name = "issues/claim.html"
    form_class = ConfirmForm

    def act(self, _form: ConfirmForm) -> str:
        """Claim."""
        return actions.claim(issue=self.record, by=self.user, today=self.today()).get_absolute_url()

    def extra_context(self) -> dict[str, Any]:
        """Until when it is to be claimed."""
        until = claim_by(self.record)
        return {
            "claim_by": until,
            "is_late": until is not None and until < self.today(),
            "may_ask": MOVES["ask_reassignment"] in possible(MOVES, self.record, self.user),
        }


class IssueAskReassignment(IssueStep):
    """申请改派."""

    move = "ask_reassignment"
    heading = gettext_lazy("申请改派")
    submit_label = gettext_lazy("提交申请")
    done_message = gettext_lazy("改派申请已提交，等待经办答复。")
    form_class = AskReassignmentForm

    def act(self, form: AskReassignmentForm) -> str:
        """Ask."""
        actions.ask_reassignment(issue=self.record, reason=form.cleaned_data["reason"], by=self.user)
        return self.record.get_absolute_url()


class AnswersRequest(IssueStep):
    """A page that shows the request it answers, if there is one."""

    def extra_context(self) -> dict[str, Any]:
        """`request_for`: the open request."""
        return {"asked": self.open_request()}

    def open_request(self) -> ReassignmentRequest | None:
        """The request that waits for an answer."""
        waiting = self.record.reassignment_requests.filter(granted=None)
        return waiting.select_related("asked_by", "asked_by__organisation").first()


class IssueReassign(AnswersRequest):
    """改派: to other people, with the reason."""

    move = "reassign"
    heading = gettext_lazy("改派")
    submit_label = gettext_lazy("改派")
    done_message = gettext_lazy("已改派，等待新的责任单位认领。")
    template_name = "issues/reassign.html"
    form_class = ReassignForm

    def act(self, form: ReassignForm) -> str:
        """Hand over to others."""
        issue = actions.reassign(
            issue=self.record,
            to=form.assignment(),
            reason=form.cleaned_data["reason"],
            by=self.user,
            today=self.today(),
        )
        return issue.get_absolute_url()


class IssueDeclineReassignment(AnswersRequest):
    """不同意改派."""

    move = "decline_reassignment"
    heading = gettext_lazy("不同意改派")
    submit_label = gettext_lazy("不同意改派")
    done_message = gettext_lazy("已答复，问题仍由原单位负责。")
    template_name = "issues/decline.html"
    form_class = DeclineForm

    def act(self, form: DeclineForm) -> str:
        """Decline."""
        answer = form.cleaned_data["answer"]
        return actions.answer_reassignment(issue=self.record, answer=answer, by=self.user).get_absolute_url()


class IssueVoid(IssueStep):
    """作废."""

    move = "void"
    heading = gettext_lazy("作废")
    submit_label = gettext_lazy("作废")
    done_message = gettext_lazy("已作废。")
    template_name = "issues/void.html"
    form_class = VoidForm

    def act(self, form: VoidForm) -> str:
        """Void."""
        actions.void(issue=self.record, reason=form.cleaned_data["reason"], by=self.user)
        return self.record.get_absolute_url()

    def extra_context(self) -> dict[str, Any]:
        """What is lost is said on the button's question."""
        return {"question": _("作废后不能恢复，确定作废这个问题吗？")}
