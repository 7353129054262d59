"""Responsible leaders: the list, a new post, a changed one."""

from typing import Any

import rules
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from people import actions
from people.forms.filters import LeaderFilter
from people.forms.leaders import LeaderForm
from people.models import Leader
from people.pages import FormPage
from people.paging import page_of
from people.permissions import demand
from people.references import references_to
from people.views.asking import someone_with


@require_safe
def leader_list(request: HttpRequest) -> HttpResponse:
    """Leaders the person sees: of the own subtree and of what stands above it."""
    user = someone_with("people.browse", request)
    asked = LeaderFilter(request.GET, by=user)
    seen: QuerySet[Leader] = Leader.objects.visible_to(user)
    ordered = seen.select_related("organisation", "user").order_by(
        "-active", "organisation__position", "organisation_id", "position", "pk"
    )
    leaders, pager = page_of(request, asked.apply(ordered))
    context = {
        "filter": asked,
        "rows": [(one, rules.has_perm("people.keep_leader", user, one)) for one in leaders],
        "page": pager,
        "may_create": rules.has_perm("people.keep_some_leaders", user),
    }
    return render(request, "people/leader_list.html", context)


class _LeaderPage(FormPage):
    """What both forms share."""

    template_name = "people/leader_form.html"

    def make_form(self, data: Any = None, _files: Any = None) -> LeaderForm:
        """Filled with what stands, if anything."""
        return LeaderForm(data, by=self.user, record=self.record)

    def back_url(self) -> str:
        """The list."""
        return reverse("leader_list")

    def extra_context(self) -> dict[str, Any]:
        """What the way back is called."""
        return {"back_label": _("责任领导")}


class NewLeader(_LeaderPage):
    """A new post that can lead issues."""

    heading = _("新增责任领导")
    done_message = _("责任领导已新增。")

    def may(self) -> None:
        """The office keeps its leaders; which organisations are within reach, the form and the action say."""
        demand("people.keep_some_leaders", self.user)

    def act(self, form: Any) -> str:
        """Add it."""
        actions.create_leader(values=form.cleaned_data, by=self.user)
        return self.back_url()


class EditLeader(_LeaderPage):
    """A changed post."""

    heading = _("修改责任领导")
    record: Leader

    def find(self) -> Leader:
        """One the person sees."""
        seen: QuerySet[Leader] = Leader.objects.visible_to(self.user)
        return get_object_or_404(seen.select_related("organisation", "user"), pk=self.kwargs["pk"])

    def may(self) -> None:
        """The office of its organisation, or of one above."""
        demand("people.keep_leader", self.user, self.record)

    def act(self, form: Any) -> str:
        """Change it."""
        actions.edit_leader(
            leader=self.record, values=form.cleaned_data, by=self.user, version=self.opened_with()
        )
        return self.back_url()

    def extra_context(self) -> dict[str, Any]:
        """What depends on it."""
        return {**super().extra_context(), "references": references_to(self.record)}
