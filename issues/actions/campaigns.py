"""Keeping campaigns (专项工作) and the dictionary of sources (问题来源)."""

from collections.abc import Sequence
from typing import Any

from django.db import models, transaction

from issues.actions.locking import plain
from issues.models import Campaign, Source
from people.models import User
from people.permissions import demand
from people.refusals import Outdated
from trail.recording import record


@transaction.atomic
def save_campaign(
    *, campaign: Campaign, changed: Sequence[str], by: User, version: int | None = None
) -> Campaign:
    """Save a new campaign, or the `changed` fields of an existing one; raises NotYours, Outdated."""
    demand("issues.edit_campaign", by, campaign)
    if campaign._state.adding:
        campaign.save()
        after = {"title": campaign.title, "code": campaign.code}
        record("campaign.create", by=by, subject=campaign, after=after)
        return campaign
    before = Campaign.objects.select_for_update().get(pk=campaign.pk)
    # A campaign cannot be pulled over from an organisation outside the person's own.
    demand("issues.edit_campaign", by, before)
    _save_changed(campaign, before, changed, version=version)
    _record_edit("campaign.edit", campaign, before, changed, by=by)
    return campaign


@transaction.atomic
def save_source(*, source: Source, changed: Sequence[str], by: User, version: int | None = None) -> Source:
    """Save a new source, or the `changed` fields of an existing one; raises NotYours, Outdated.

    Every office shares the sources, so only the office at the top of a tree keeps them.
    """
    demand("issues.keep_sources", by)
    if source._state.adding:
        source.save()
        record("source.create", by=by, subject=source, after={"name": source.name})
        return source
    before = Source.objects.select_for_update().get(pk=source.pk)
    _save_changed(source, before, changed, version=version)
    _record_edit("source.edit", source, before, changed, by=by)
    return source


def _save_changed(
    row: Campaign | Source, before: Campaign | Source, changed: Sequence[str], *, version: int | None
) -> None:
    if version is not None and before.version != version:
        raise Outdated(before)
    row.version = before.version + 1
    row.save(update_fields=[*changed, "version"])


def _record_edit(
    verb: str, row: models.Model, before: models.Model, changed: Sequence[str], *, by: User
) -> None:
    def values(of: models.Model) -> dict[str, Any]:
        return {name: plain(getattr(of, name)) for name in changed}

    record(verb, by=by, subject=row, before=values(before), after=values(row))
