"""Many issues at once, chosen in the list: 交办 and 设时限."""

from dataclasses import dataclass
from typing import Any, ClassVar

import rules
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from issues import actions
from issues.forms.bulk import BulkAssignForm, BulkDeadlineForm
from issues.forms.desk import Desk
from issues.lifecycle import MOVES, why_not
from issues.models import Issue
from people.fields import record_id
from people.pages import FormPage
from people.permissions import demand
from people.refusals import NotAllowedNow, Unfit

MAX_CHOSEN = 1000
NAMED_IN_REPORT = 5


@dataclass(frozen=True)
class Chosen:
    """One chosen issue, and why it cannot be changed ("" when it can)."""

    issue: Issue
    why_not: str


class BulkPage(FormPage):
    """First what was chosen and what of it cannot be changed, then all the others in one go."""

    template_name = "issues/bulk.html"
    move: ClassVar[str]
    done_words: ClassVar[Any]
    record: list[Chosen]

    def find(self) -> list[Chosen]:
        """The chosen issues that are visible, in the order of the ledger."""
        ids = [pk for one in self.request.POST.getlist("ids") if (pk := record_id(one)) is not None]
        visible = Issue.objects.visible_to(self.user).among(ids[:MAX_CHOSEN]).with_people()
        return [Chosen(issue, self._why_not(issue)) for issue in visible.order_by("campaign", "serial", "pk")]

    def _why_not(self, issue: Issue) -> str:
        move = MOVES[self.move]
        if not rules.has_perm(move.permission, self.user, issue):
            return _("不在您的经办范围内。")
        return why_not(move, issue)

    def may(self) -> None:
        """Clerks only; what they may not change is said row by row."""
        demand("issues.create", self.user)

    def make_form(self, data: Any = None, files: Any = None) -> Any:
        """The form that goes for all of them."""
        return self.form_class(data, files, desk=Desk(self.user, timezone.localdate()))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """From the list the page is shown first."""
        if request.POST.get("step") != "do":
            return self.page(self.make_form())
        return super().post(request, *args, **kwargs)

    def act(self, form: Any) -> str:
        """Do what can be done; report the rest."""
        tried = [Chosen(one.issue, one.why_not or self._try(form, one.issue)) for one in self.record]
        left = [one for one in tried if one.why_not]
        done = self.done_words % {"count": len(tried) - len(left)}
        self.done_message = f"{done}{_left_words(left)}"
        return self.back_url()

    def _try(self, form: Any, issue: Issue) -> str:
        """Change one issue; why that was refused, or ""."""
        try:
            with transaction.atomic():
                self.change(form, issue)
        except NotAllowedNow as refusal:
            return refusal.why
        except Unfit as unfit:
            return unfit.message
        return ""

    def change(self, form: Any, issue: Issue) -> None:
        """Call the action for one issue."""
        raise NotImplementedError

    def extra_context(self) -> dict[str, Any]:
        """The rows, how many of them can be changed, and where the person came from."""
        return {
            "chosen": self.record,
            "open_count": sum(not one.why_not for one in self.record),
            "next": self.back_url(),
            "back_label": _("台账"),
        }

    def back_url(self) -> str:
        """Where the person came from, within this site; otherwise the ledger."""
        url = self.request.POST.get("next", "")
        within = url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)
        return url if within else reverse("issue_list")


def _left_words(left: list[Chosen]) -> str:
    """What was not changed, the first few by name."""
    if not left:
        return _("。")
    named = [f"{one.issue.number or one.issue.title}：{one.why_not.rstrip('。')}" for one in left]
    more = "……" if len(left) > NAMED_IN_REPORT else "。"
    words = {"count": len(left), "named": "；".join(named[:NAMED_IN_REPORT]), "more": more}
    return _("，%(count)s 项未变：%(named)s%(more)s") % words


class BulkAssign(BulkPage):
    """交办 for all chosen."""

    move = "assign"
    heading = gettext_lazy("批量交办")
    submit_label = gettext_lazy("交办")
    done_words = gettext_lazy("已交办 %(count)s 项")
    form_class = BulkAssignForm

    def change(self, form: BulkAssignForm, issue: Issue) -> None:
        """Assign one; what the form leaves open stays as it is in the issue."""
        actions.assign(issue=issue, to=form.assignment(issue), by=self.user)


class BulkDeadline(BulkPage):
    """设时限 for all chosen."""

    move = "set_deadline"
    heading = gettext_lazy("批量设时限")
    submit_label = gettext_lazy("设时限")
    done_words = gettext_lazy("已设时限 %(count)s 项")
    form_class = BulkDeadlineForm

    def change(self, form: BulkDeadlineForm, issue: Issue) -> None:
        """Set one; the action holds it against the day the issue was found on."""
        actions.set_first_deadline(issue=issue, due=form.due(), by=self.user, today=timezone.localdate())
