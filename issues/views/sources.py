"""问题来源: the dictionary every office shares."""

from typing import Any

import rules
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from issues import actions
from issues.forms.campaigns import SourceForm
from issues.models import Source
from people.pages import FormPage
from people.permissions import demand
from people.views.asking import someone_with


@require_safe
def source_list(request: HttpRequest) -> HttpResponse:
    """All sources, for those who register issues."""
    user = someone_with("issues.create", request)
    context = {"sources": Source.objects.all(), "may_keep": rules.has_perm("issues.keep_sources", user)}
    return render(request, "issues/source_list.html", context)


class SourcePage(FormPage):
    """The form of a source."""

    record: Source

    def may(self) -> None:
        """The clerks of the organisation at the top."""
        demand("issues.keep_sources", self.user)

    def make_form(self, data: Any = None, files: Any = None) -> SourceForm:
        """About this source."""
        return SourceForm(data, files, record=self.record)

    def back_url(self) -> str:
        """The list."""
        return reverse("source_list")

    def extra_context(self) -> dict[str, Any]:
        """Where 返回 leads, in words."""
        return {"back_label": _("问题来源")}


class SourceNew(SourcePage):
    """新增来源."""

    heading = gettext_lazy("新增来源")

    def find(self) -> Source:
        """A new one, at the end of the list."""
        last = Source.objects.aggregate(last=Max("position"))["last"]
        return Source(position=0 if last is None else last + 1)

    def act(self, form: SourceForm) -> str:
        """Make it."""
        actions.save_source(source=self.record, changed=form.changed(), by=self.user)
        return self.back_url()


class SourceEdit(SourcePage):
    """修改来源."""

    heading = gettext_lazy("修改来源")

    def find(self) -> Source:
        """404 when there is none."""
        return get_object_or_404(Source, pk=self.kwargs["pk"])

    def act(self, form: SourceForm) -> str:
        """Save."""
        actions.save_source(
            source=self.record, changed=form.changed(), by=self.user, version=self.opened_with()
        )
        return self.back_url()
