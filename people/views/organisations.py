"""The tree of organisations: all of it, a new node, a changed one."""

from dataclasses import dataclass
from typing import Any

import rules
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from people import actions
from people.forms.organisations import OrganisationForm
from people.models import Organisation, User
from people.pages import FormPage
from people.permissions import demand
from people.references import references_to
from people.views.asking import someone_with

DEEPEST = 6


@dataclass
class Branch:
    """One line of the tree: how deep it stands, and how many people work there and in all below."""

    organisation: Organisation
    depth: int
    own: int
    total: int = 0


@require_safe
def organisation_list(request: HttpRequest) -> HttpResponse:
    """Every organisation the person sees, as a tree."""
    user = someone_with("people.browse", request)
    branches = branches_of(user)
    context = {
        "branches": branches,
        "may_edit": rules.has_perm("people.keep_organisations", user),
        "inactive": sum(not branch.organisation.active for branch in branches),
    }
    return render(request, "people/organisation_list.html", context)


def branches_of(user: User) -> list[Branch]:
    """The visible tree from the top, children in their order; one query."""
    counted = Organisation.objects.visible_to(user).annotate(
        heads=Count("people", filter=Q(people__is_active=True))
    )
    found = list(counted.order_by("position", "pk"))
    known = {one.pk for one in found}
    below: dict[int | None, list[Organisation]] = {}
    for one in found:
        below.setdefault(one.parent_id if one.parent_id in known else None, []).append(one)
    branches: list[Branch] = []
    for root in below.get(None, []):
        _grow(root, 0, below, branches)
    return branches


def _grow(
    node: Organisation, depth: int, below: dict[int | None, list[Organisation]], into: list[Branch]
) -> int:
    branch = Branch(node, min(depth, DEEPEST), node.heads)
    into.append(branch)
    branch.total = branch.own + sum(_grow(child, depth + 1, below, into) for child in below.get(node.pk, []))
    return branch.total


class _OrganisationPage(FormPage):
    """What both forms share."""

    template_name = "people/organisation_form.html"

    def may(self) -> None:
        """The system administrator keeps the tree."""
        demand("people.keep_organisations", self.user)

    def back_url(self) -> str:
        """The tree."""
        return reverse("organisation_list")

    def extra_context(self) -> dict[str, Any]:
        """What the way back is called."""
        return {"back_label": _("组织")}


class NewOrganisation(_OrganisationPage):
    """A new node of the tree."""

    heading = _("新增组织")
    done_message = _("组织已新增。")

    def make_form(self, data: Any = None, _files: Any = None) -> OrganisationForm:
        """Below the organisation in the address, if any."""
        return OrganisationForm(data, by=self.user, initial={"parent": self.request.GET.get("parent")})

    def act(self, form: Any) -> str:
        """Add it."""
        actions.create_organisation(values=form.cleaned_data, by=self.user)
        return self.back_url()


class EditOrganisation(_OrganisationPage):
    """A changed node."""

    heading = _("修改组织")
    record: Organisation

    def find(self) -> Organisation:
        """One the person sees."""
        found: Organisation = get_object_or_404(
            Organisation.objects.visible_to(self.user), pk=self.kwargs["pk"]
        )
        return found

    def make_form(self, data: Any = None, _files: Any = None) -> OrganisationForm:
        """Filled with what stands."""
        return OrganisationForm(data, by=self.user, record=self.record)

    def act(self, form: Any) -> str:
        """Change it."""
        actions.edit_organisation(
            organisation=self.record, values=form.cleaned_data, by=self.user, version=self.opened_with()
        )
        return self.back_url()

    def extra_context(self) -> dict[str, Any]:
        """What depends on it."""
        return {**super().extra_context(), "references": references_to(self.record)}
