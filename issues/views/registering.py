"""登记问题: a new issue, its correction, and 挂号."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from issues import actions
from issues.forms.desk import Desk
from issues.forms.facts import REGISTER, RELOAD, FactsForm, IssueForm
from issues.forms.steps import ConfirmForm, candidates
from issues.lifecycle import MOVES, always, check, possible
from issues.models import Campaign, Issue, Status
from issues.views.steps import IssueStep
from people.fields import record_id
from people.permissions import demand


class RegisterPage(IssueStep):
    """The register form with its two buttons: 挂号 and 存为草稿."""

    template_name = "issues/issue_form.html"
    form_class: Any = IssueForm

    def desk(self) -> Desk:
        """`?campaign=` chooses the campaign, and with it the categories."""
        asked = record_id(self.request.GET.get("campaign", ""))
        campaign = None
        if asked is not None:
            campaign = Campaign.objects.visible_to(self.user).filter(pk=asked).first()
        return replace(super().desk(), campaign=campaign)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Without a script a button asks for the categories of the chosen campaign; nothing is saved then."""
        form = self.make_form(request.POST)
        if isinstance(form, IssueForm) and form.step == RELOAD:
            return self.page(form.reloaded())
        return super().post(request, *args, **kwargs)

    def finish(self, issue: Issue, form: IssueForm) -> str:
        """Register the draft when that button was pressed; say what was done and what to look at next."""
        if form.step != REGISTER:
            self.done_message = _("草稿已保存，挂号后责任单位才能看到。")
            return issue.get_absolute_url()
        issue = actions.register(issue=issue, by=self.user, today=self.today())
        self.done_message = _registered(issue, self.desk())
        return issue.get_absolute_url()


class IssueNew(RegisterPage):
    """登记问题."""

    heading = gettext_lazy("登记问题")
    record: Any = None

    def find(self) -> Any:
        """There is no record yet."""

    def may(self) -> None:
        """Clerks register."""
        demand("issues.create", self.user)

    def act(self, form: IssueForm) -> str:
        """Make the draft; register it when that button was pressed."""
        values = form.cleaned_data
        issue = actions.create_draft(campaign=values["campaign"], values=values, by=self.user)
        return self.finish(issue, form)

    def again_url(self) -> str:
        """The issue the first sending made: the person's newest."""
        newest = Issue.objects.visible_to(self.user).filter(created_by=self.user).order_by("-pk").first()
        return newest.get_absolute_url() if newest else self.back_url()

    def back_url(self) -> str:
        """The ledger."""
        return reverse("issue_list")

    def extra_context(self) -> dict[str, Any]:
        """Where 返回 leads, in words; whether there is a campaign at all."""
        campaigns = Campaign.objects.visible_to(self.user).run_by(self.user).in_progress()
        return {"back_label": _("台账"), "has_campaign": campaigns.exists()}


class IssueEdit(RegisterPage):
    """修改: everything of a draft; of a registered issue the facts."""

    move = "edit"
    heading = gettext_lazy("修改问题")

    def find(self) -> Issue:
        """The issue; which fields there are depends on its state."""
        issue = super().find()
        if issue.status != Status.DRAFT:
            self.form_class, self.template_name = FactsForm, "issues/facts_form.html"
        return issue

    def act(self, form: FactsForm) -> str:
        """Save; register a draft when that button was pressed."""
        issue = actions.edit(
            issue=self.record,
            values=form.cleaned_data,
            by=self.user,
            version=self.opened_with(),
        )
        return self.finish(issue, form) if isinstance(form, IssueForm) else issue.get_absolute_url()

    def compare(self, form: Any, current: Any) -> list[dict[str, Any]]:
        """The day a deadline was read as is no field of its own."""
        rows = super().compare(form, current)
        if "due_on" in form.cleaned_data and current.due_on != form.cleaned_data["due_on"]:
            mine = form.cleaned_data["due_on"]
            rows.append({"label": _("时限日期"), "theirs": current.due_on, "mine": mine})
        return rows

    def extra_context(self) -> dict[str, Any]:
        """What is changed elsewhere, and whether the person may go there."""
        return {
            "has_campaign": True,
            "moves": {move.name for move in possible(MOVES, self.record, self.user)},
        }


class IssueRegister(IssueStep):
    """挂号: what the draft says, what is still missing, and the button."""

    move = "register"
    heading = gettext_lazy("挂号")
    submit_label = gettext_lazy("挂号")
    template_name = "issues/register.html"
    form_class = ConfirmForm

    def may(self) -> None:
        """What is missing is shown on the page; the action refuses it."""
        check(replace(MOVES[self.move], guard=always), self.record, self.user)

    def act(self, _form: ConfirmForm) -> str:
        """Register."""
        issue = actions.register(issue=self.record, by=self.user, today=self.today())
        self.done_message = _registered(issue, self.desk())
        return issue.get_absolute_url()

    def extra_context(self) -> dict[str, Any]:
        """`missing`: why not yet; `wanted`: what would be good to have."""
        return {"missing": MOVES[self.move].guard(self.record), "wanted": _wanted(self.record)}


def _registered(issue: Issue, desk: Desk) -> str:
    """The number the issue got, and whether there were issues like it before."""
    done = _("已挂号：%(number)s。") % {"number": issue.number}
    count = candidates(replace(desk, issue=issue)).count()
    if not count:
        return done
    words = {"unit": issue.unit, "count": count}
    return done + _("%(unit)s有 %(count)s 个同类问题此前已销号，请在“认定屡查屡犯”中核对。") % words


def _wanted(issue: Issue) -> list[str]:
    """Labels of what an office usually fills in before registering."""
    has = {
        _("整改时限"): issue.due_on or issue.due_text,
        _("联络员"): issue.liaison_id,
        _("整改目标"): issue.target,
        _("具体表现"): issue.description,
    }
    return [label for label, given in has.items() if not given]
