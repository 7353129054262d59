"""The page of one issue: facts, who answers, by when, what was done, and what may be done now."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from issues.claiming import claim_by
from issues.models import OPEN_STATUSES, Issue, Status
from ledger.buttons import Situation, buttons_for
from ledger.chips import chip_of, policy_of
from ledger.dossier import dossier_of
from ledger.timeline import told
from people.identity import signed_in
from people.models import User
from trail.models import Entry

TIMELINE_LIMIT = 60


@require_safe
def issue_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One issue the person sees; 404 for any other."""
    user = signed_in(request)
    issue = get_object_or_404(Issue.objects.visible_to(user).with_people(), pk=pk)
    today = timezone.localdate()
    dossier = dossier_of(issue, user=user)
    situation = Situation(
        has_measures=bool(dossier.now.measures),
        reassignment_asked=dossier.waiting_request is not None,
        looked_back=dossier.facts.looked_back,
        could_repeat=_could_repeat(issue, user),
    )
    context = {
        "issue": issue,
        "dossier": dossier,
        "today": today,
        "is_open": issue.status in OPEN_STATUSES,
        "chip": chip_of(issue, on=today, policy=policy_of(issue.campaign)),
        "once": uuid.uuid4(),
        "buttons": buttons_for(issue, user, situation=situation),
        "claim_by": claim_by(issue) if issue.status == Status.ASSIGNED else None,
        **timeline_of(issue, whole=request.GET.get("timeline") == "all"),
    }
    return render(request, "ledger/issue/page.html", context)


def _could_repeat(issue: Issue, user: User) -> bool:
    """Whether the person sees an earlier closed issue of the same kind, or this one is linked to one."""
    if issue.repeat_of_id or issue.unit_id is None or issue.status not in OPEN_STATUSES:
        return issue.repeat_of_id is not None
    seen = Issue.objects.visible_to(user)
    return seen.earlier_like(unit=issue.unit_id, category=issue.category.name, before=issue.pk).exists()


def timeline_of(issue: Issue, *, whole: bool) -> dict[str, Any]:
    """The newest moments of an issue, and whether older ones were left out."""
    entries = Entry.objects.thread_of(issue).reverse()
    newest = list(entries if whole else entries[: TIMELINE_LIMIT + 1])
    shown = newest if whole else newest[:TIMELINE_LIMIT]
    return {"moments": told(shown), "timeline_is_cut": len(newest) > len(shown)}
