"""制度成果: the list, a new one, its correction; and the stated reason why none is needed (无需建制)."""

from typing import Any

import rules
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from issues.models import Issue
from measures import actions
from measures.forms.filters import RegulationFilter
from measures.forms.regulating import RegulationForm, answerable, option
from measures.forms.steps import NoRegulationForm
from measures.models import Regulation
from measures.views.steps import MeasureStep
from people.fields import record_id
from people.pages import FormPage
from people.paging import page_of
from people.permissions import demand
from people.views.asking import someone_with

FOUND_AT_MOST = 20
PERMISSION = "measures.keep_regulation"


@require_safe
def regulation_list(request: HttpRequest) -> HttpResponse:
    """Every regulation the person sees, with the issues it answers as far as they see those."""
    user = someone_with("issues.browse", request)
    asked = RegulationFilter(request.GET)
    linked = Prefetch("issues", Issue.objects.visible_to(user).order_by("pk"))
    seen = asked.narrowed(Regulation.objects.visible_to(user)).select_related("organisation")
    rows, pager = page_of(request, seen.order_by("-pk").prefetch_related(linked))
    shown = [{"regulation": one, "may_edit": rules.has_perm(PERMISSION, user, one)} for one in rows]
    context = {
        "rows": shown,
        "has_actions": any(row["may_edit"] for row in shown),
        "page": pager,
        "filter": asked,
        "may_create": rules.has_perm(PERMISSION, user, Regulation(organisation_id=user.organisation_id)),
    }
    return render(request, "measures/regulation_list.html", context)


@require_safe
def regulation_issues(request: HttpRequest) -> JsonResponse:
    """Issues for the choice on a regulation's form: `?q=` → {"options": [{"value", "text"}]}."""
    user = someone_with("issues.browse", request)
    found = answerable(user).matching(request.GET.get("q", "")[:100]).order_by("-pk")[:FOUND_AT_MOST]
    options = [{"value": pk, "text": text} for pk, text in map(option, found)]
    return JsonResponse({"options": options})


class RegulationPage(FormPage):
    """The form of a regulation."""

    template_name = "measures/regulation_form.html"
    done_message = gettext_lazy("制度成果已保存。")
    record: Regulation

    def make_form(self, data: Any = None, files: Any = None) -> RegulationForm:
        """About this regulation."""
        return RegulationForm(data, files, regulation=self.record, user=self.user)

    def act(self, form: RegulationForm) -> str:
        """Save it with its issues."""
        actions.save_regulation(
            regulation=form.filled(),
            issues=list(form.cleaned_data["issues"]),
            by=self.user,
            version=self.opened_with() if self.record.pk else None,
        )
        return self.back_url()

    def compare(self, form: Any, current: Any) -> list[dict[str, Any]]:
        """Of the issues only those the person sees."""
        rows = super().compare(form, current)
        label = form.fields["issues"].label
        theirs = set(current.issues.visible_to(self.user))
        mine = set(form.cleaned_data["issues"])
        rows = [row for row in rows if row["label"] != label]
        if theirs != mine:
            texts = [_lines(issues) for issues in (theirs, mine)]
            rows.append({"label": label, "theirs": texts[0], "mine": texts[1]})
        return rows

    def back_url(self) -> str:
        """The list."""
        return reverse("regulation_list")

    def extra_context(self) -> dict[str, Any]:
        """Where 返回 leads, in words."""
        return {"back_label": _("制度成果")}


def _lines(issues: set[Issue]) -> str:
    return "\n".join(sorted(str(issue) for issue in issues))


class RegulationNew(RegulationPage):
    """登记制度成果; `?issue=` chooses an issue beforehand."""

    heading = gettext_lazy("登记制度成果")

    def find(self) -> Regulation:
        """An empty one of the person's own organisation."""
        return Regulation(organisation=self.user.organisation)

    def may(self) -> None:
        """Clerks."""
        demand(PERMISSION, self.user, self.record)

    def make_form(self, data: Any = None, files: Any = None) -> RegulationForm:
        """With the issue one comes from."""
        chosen = record_id(self.request.GET.get("issue", ""))
        return RegulationForm(data, files, regulation=self.record, user=self.user, chosen=chosen)


class RegulationEdit(RegulationPage):
    """修改制度成果."""

    heading = gettext_lazy("修改制度成果")

    def find(self) -> Regulation:
        """404 when not visible."""
        seen = Regulation.objects.visible_to(self.user).select_related("organisation")
        found: Regulation = get_object_or_404(seen, pk=self.kwargs["pk"])
        return found

    def may(self) -> None:
        """Clerks of its organisation, or of one above."""
        demand(PERMISSION, self.user, self.record)


class IssueNoRegulation(MeasureStep):
    """说明无需建制."""

    move = "state_no_regulation"
    heading = gettext_lazy("说明无需建制")
    done_message = gettext_lazy("已说明无需建制。")
    template_name = "measures/no_regulation.html"
    form_class = NoRegulationForm

    def act(self, form: NoRegulationForm) -> str:
        """Say so."""
        actions.state_no_regulation(issue=self.record, reason=form.cleaned_data["reason"], by=self.user)
        return self.record.get_absolute_url()
