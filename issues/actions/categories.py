"""Keeping a campaign's categories (问题类别): two levels, in order, saved in one go."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from issues.models import CATEGORY_PRESETS, Campaign, Category
from people.models import User
from people.permissions import demand
from people.refusals import Outdated, Unfit
from trail.recording import record


@dataclass(frozen=True)
class CategoryRow:
    """One line of the category form; `pk` None for a new one.

    `parent` names a row before it; "" makes it a first level.
    """

    pk: int | None
    name: str
    parent: str = ""


def preset_rows(key: str) -> list[CategoryRow]:
    """The rows of a preset category set (a key of CATEGORY_PRESETS)."""
    return [CategoryRow(None, str(name)) for name in CATEGORY_PRESETS[key][1]]


@transaction.atomic
def save_categories(
    *, campaign: Campaign, rows: Sequence[CategoryRow], by: User, version: int | None = None
) -> None:
    """Make the campaign's categories be `rows`, in that order.

    `version` is that of the campaign when the rows were read. Raises NotYours, Outdated, and Unfit when a
    name stands twice or a category that is gone is still in use.
    """
    demand("issues.edit_campaign", by, campaign)
    campaign = Campaign.objects.select_for_update().get(pk=campaign.pk)
    if version is not None and campaign.version != version:
        raise Outdated(campaign)
    if len({row.name for row in rows}) < len(rows):
        raise Unfit(_("类别名称不能重复。"))
    before = list(campaign.categories.values_list("name", flat=True))
    _remove(campaign, kept={row.pk for row in rows if row.pk})
    _write(campaign, rows)
    campaign.version += 1
    campaign.save(update_fields=["version"])
    after = {"categories": [row.name for row in rows]}
    record("campaign.categories", by=by, subject=campaign, before={"categories": before}, after=after)


def _remove(campaign: Campaign, *, kept: set[int]) -> None:
    """Delete what is not kept, second levels first."""
    for gone in campaign.categories.exclude(pk__in=kept).order_by(F("parent").desc(nulls_last=True)):
        if gone.issues.exists():
            raise Unfit(_("类别“%(name)s”下已有问题，不能删除。") % {"name": gone.name})
        # A second level that stays is given its new parent by the rows.
        gone.children.update(parent=None)
        gone.delete()


def _write(campaign: Campaign, rows: Sequence[CategoryRow]) -> None:
    present = {category.pk: category for category in campaign.categories.all()}
    for row in rows:
        renamed = present.get(row.pk or 0)
        if renamed is not None and renamed.name != row.name:
            # Out of the way first, so that two categories may swap their names.
            campaign.categories.filter(pk=renamed.pk).update(name=f"\n{renamed.pk}")
    written: dict[str, Category] = {}
    for position, row in enumerate(rows):
        category = present.get(row.pk or 0) or Category(campaign=campaign)
        category.name, category.position = row.name, position
        category.parent = written.get(row.parent)
        category.save()
        written[row.name] = category
