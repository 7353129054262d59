"""专项工作: the list, a new one, its correction."""

from typing import Any

import rules
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from issues import actions
from issues.forms.campaigns import CampaignForm
from issues.models import Campaign
from issues.registered import registered_by_campaign
from people.pages import FormPage
from people.permissions import demand
from people.views.asking import someone_with


@require_safe
def campaign_list(request: HttpRequest) -> HttpResponse:
    """Every campaign the person sees, those in progress first."""
    user = someone_with("issues.browse", request)
    seen = Campaign.objects.visible_to(user).select_related("organisation").order_by("-starts_on", "-pk")
    counts = registered_by_campaign(user)
    rows = [
        {
            "campaign": one,
            "count": counts.get(one.pk, 0),
            "may_edit": rules.has_perm("issues.edit_campaign", user, one),
        }
        for one in sorted(seen, key=lambda one: one.closed_on is not None)
    ]
    may_create = rules.has_perm("issues.create_campaign", user)
    return render(request, "issues/campaign_list.html", {"rows": rows, "may_create": may_create})


class CampaignPage(FormPage):
    """The form of a campaign."""

    template_name = "issues/campaign_form.html"
    record: Campaign

    def make_form(self, data: Any = None, files: Any = None) -> CampaignForm:
        """About this campaign."""
        return CampaignForm(data, files, record=self.record, user=self.user)

    def back_url(self) -> str:
        """The list."""
        return reverse("campaign_list")

    def extra_context(self) -> dict[str, Any]:
        """Where 返回 leads, in words."""
        return {"back_label": _("专项工作")}


class CampaignNew(CampaignPage):
    """新建专项工作, with a preset of categories."""

    heading = gettext_lazy("新建专项工作")
    submit_label = gettext_lazy("新建")

    def find(self) -> Campaign:
        """An empty one of the person's own organisation."""
        return Campaign(organisation=self.user.organisation, starts_on=timezone.localdate())

    def may(self) -> None:
        """Clerks make campaigns."""
        demand("issues.create_campaign", self.user)

    def act(self, form: CampaignForm) -> str:
        """Make it; go on to its categories when they are still to be entered."""
        campaign = actions.save_campaign(campaign=self.record, changed=form.changed(), by=self.user)
        self.done_message = _("专项工作“%(title)s”已建立。") % {"title": campaign.title}
        preset = form.cleaned_data["preset"]
        if not preset:
            return reverse("campaign_categories", args=[campaign.pk])
        actions.save_categories(campaign=campaign, rows=actions.preset_rows(preset), by=self.user)
        return self.back_url()


class CampaignEdit(CampaignPage):
    """修改专项工作."""

    heading = gettext_lazy("修改专项工作")

    def find(self) -> Campaign:
        """404 when not visible."""
        visible = Campaign.objects.visible_to(self.user).select_related("organisation")
        found: Campaign = get_object_or_404(visible, pk=self.kwargs["pk"])
        return found

    def may(self) -> None:
        """Clerks of the organisation that runs it, or of one above."""
        demand("issues.edit_campaign", self.user, self.record)

    def act(self, form: CampaignForm) -> str:
        """Save."""
        actions.save_campaign(
            campaign=self.record,
            changed=form.changed(),
            by=self.user,
            version=self.opened_with(),
        )
        return self.back_url()
