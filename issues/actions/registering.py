"""From a found problem to a registered issue: draft (草稿), edit (修改), register (挂号)."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from issues.actions.deadlines import keep_original
from issues.actions.locking import locked, move_to, plain, set_co_units
from issues.lifecycle import MOVES
from issues.models import OUTCOMES, Campaign, Issue, Status
from people.models import User
from people.permissions import demand
from people.refusals import NotAllowedNow, Unfit
from trail.recording import record

# A registered issue's deadline moves by extension alone, its people by assign and reassign.
FACTS = (
    "category",
    "title",
    "description",
    "source",
    "found_on",
    "scope",
    "cause",
    "severity",
    "rectification",
    "target",
    "remark",
)
DRAFT_FACTS = (*FACTS, "lead_leader", "unit", "liaison", "due_on", "due_text")


def _check_fit(campaign: Campaign, values: dict[str, Any]) -> None:
    """What no database constraint can hold: the category is one of the campaign's."""
    category = values.get("category")
    if category is not None and category.campaign_id != campaign.pk:
        raise Unfit(_("这个类别不属于所选的专项工作。"), "category")


@transaction.atomic
def create_draft(*, campaign: Campaign, values: dict[str, Any], by: User) -> Issue:
    """A draft in `campaign`'s ledger; `values` holds `DRAFT_FACTS` and `co_units`. Raises NotYours, Unfit."""
    demand("issues.edit_campaign", by, campaign)
    _check_fit(campaign, values)
    facts = {name: values[name] for name in DRAFT_FACTS if name in values}
    issue = Issue(campaign=campaign, organisation=campaign.organisation, created_by=by, **facts)
    issue.original_due_on = issue.due_on
    issue.save()
    issue.co_units.set(unit for unit in values.get("co_units", ()) if unit != issue.unit)
    record("issue.create", by=by, subject=issue, after={name: plain(value) for name, value in facts.items()})
    return issue


@transaction.atomic
def edit(*, issue: Issue, values: dict[str, Any], by: User, version: int) -> Issue:
    """Change the facts of an issue; of a draft also its campaign, who answers and by when.

    Saved without a change, it leaves no trace. Raises NotYours, NotAllowedNow, Outdated, Unfit.
    """
    move = MOVES["edit"]
    issue = locked(issue, move, by=by, version=version)
    is_draft = issue.status == Status.DRAFT
    changed = {name: values[name] for name in (DRAFT_FACTS if is_draft else FACTS) if name in values}
    said: dict[str, Any] = {}
    if is_draft:
        changed |= _moved_draft(issue, values, by=by)
        if "due_on" in changed:
            changed["original_due_on"] = changed["due_on"]
        said = set_co_units(issue, values.get("co_units"), unit=changed.get("unit", issue.unit))
    _check_fit(changed.get("campaign", issue.campaign), changed)
    if not said and all(getattr(issue, name) == value for name, value in changed.items()):
        return issue
    return move_to(issue, move, by=by, changed=changed, said=said)


def _moved_draft(issue: Issue, values: dict[str, Any], *, by: User) -> dict[str, Any]:
    """A draft has no number yet, so it may still go to another campaign whose ledger the person keeps."""
    campaign = values.get("campaign")
    if campaign is None or campaign == issue.campaign:
        return {}
    demand("issues.edit_campaign", by, campaign)
    return {"campaign": campaign, "organisation": campaign.organisation}


@transaction.atomic
def register(*, issue: Issue, by: User, today: date) -> Issue:
    """挂号: number the draft within its campaign and keep its first deadline as the original."""
    move = MOVES["register"]
    issue = locked(issue, move, by=by)
    campaign = Campaign.objects.select_for_update().get(pk=issue.campaign_id)
    if campaign.closed_on is not None:
        raise NotAllowedNow(issue, _("专项工作“%(title)s”已办结，不能再挂号。") % {"title": campaign.title})
    serial = campaign.next_serial
    campaign.next_serial = serial + 1
    campaign.save(update_fields=["next_serial"])
    changed = {
        "serial": serial,
        "number": f"{campaign.code}-{serial:03d}",
        "registered_on": today,
        "assigned_on": today,
        "progressed_on": today,
        "original_due_on": issue.due_on,
    }
    move_to(issue, move, by=by, changed=changed)
    keep_original(issue, on=today)
    return issue


@transaction.atomic
def mark_repeat(*, issue: Issue, earlier: Issue | None, by: User) -> Issue:
    """Confirm that an issue repeats an earlier closed one (屡查屡犯), or take that back.

    `earlier` must be a finished issue of the same unit and a category of the same name, else Unfit.
    """
    move = MOVES["mark_repeat"]
    issue = locked(issue, move, by=by)
    if earlier is not None:
        if earlier.status not in OUTCOMES:
            raise Unfit(_("只能关联一个已销号的问题。"), "earlier")
        if (earlier.unit_id, earlier.category.name) != (issue.unit_id, issue.category.name):
            raise Unfit(_("屡查屡犯要求责任单位和问题类别都相同。"), "earlier")
    return move_to(issue, move, by=by, changed={"repeat_of": earlier})
