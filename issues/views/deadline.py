"""设时限, and what a deadline's text is read as while it is being typed."""

import re
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from issues import actions
from issues.deadlines import read
from issues.forms.deadline import DeadlineForm, shown
from issues.views.steps import IssueStep

PREFIX = re.compile(r"(?:[a-z_]+-[0-9]+-)?")


class IssueSetDeadline(IssueStep):
    """设时限, for an issue that has no date yet."""

    move = "set_deadline"
    heading = gettext_lazy("设时限")
    submit_label = gettext_lazy("设时限")
    done_message = gettext_lazy("时限已设定。")
    template_name = "issues/set_deadline.html"
    form_class = DeadlineForm

    def act(self, form: DeadlineForm) -> str:
        """Set it."""
        issue = actions.set_first_deadline(
            issue=self.record, due=form.due(), by=self.user, today=self.today()
        )
        return issue.get_absolute_url()


@require_safe
def deadline_reading(request: HttpRequest) -> HttpResponse:
    """A fragment that says how `?text=` is read for a paper of the day `?found_on=`.

    A field may be sent under its own name, also with a formset's prefix: …due_text, …found_on; a button then
    fills the field …due_confirmed beside it. `?only_day=1` where the form asks for nothing but a day.
    """
    reading = read(_sent(request, "text"), base=_day(_sent(request, "found_on")))
    context = {"reading": shown(reading, only_day="only_day" in request.GET), "fills": _confirmed_in(request)}
    return render(request, "issues/parts/reading.html", context)


def _confirmed_in(request: HttpRequest) -> str:
    """The id of the field for the confirmed day that stands beside the text."""
    prefix = next((name.removesuffix("due_text") for name in request.GET if name.endswith("due_text")), "")
    return f"id_{prefix}due_confirmed" if PREFIX.fullmatch(prefix) else "id_due_confirmed"


def _sent(request: HttpRequest, ending: str) -> str:
    """The first parameter whose name ends so."""
    return next((request.GET.get(name, "") for name in request.GET if name.endswith(ending)), "")


def _day(text: str) -> date | None:
    """The day, or None for what is none."""
    try:
        return parse_date(text)
    except ValueError:
        return None
