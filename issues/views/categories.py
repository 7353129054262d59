"""问题类别 of a campaign: two levels in order, edited as one list."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from issues import actions
from issues.forms.categories import STEPS, CategoriesForm, rows_of
from issues.views.campaigns import CampaignEdit


class CampaignCategories(CampaignEdit):
    """The list with its buttons: add, remove, up, down; saved in one go."""

    heading = gettext_lazy("问题类别")
    done_message = gettext_lazy("类别已保存。")
    template_name = "issues/categories.html"

    def make_form(self, data: Any = None, files: Any = None) -> Any:
        """The rows of this campaign."""
        return CategoriesForm(data, files, campaign=self.record)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A button beside a row only rearranges the page."""
        step = request.POST.get("step", "")
        if step.partition(":")[0] in STEPS:
            return self.page(self.make_form(request.POST).after(step))
        return super().post(request, *args, **kwargs)

    def act(self, form: Any) -> str:
        """Save the whole list."""
        actions.save_categories(
            campaign=self.record,
            rows=form.category_rows(),
            by=self.user,
            version=self.opened_with(),
        )
        return self.back_url()

    def compare(self, form: Any, current: Any) -> list[dict[str, Any]]:
        """Both lists, one name a line."""
        theirs = [row["name"] for row in rows_of(current)]
        mine = [row.name for row in form.category_rows()]
        return [{"label": _("问题类别"), "theirs": "\n".join(theirs), "mine": "\n".join(mine)}]
