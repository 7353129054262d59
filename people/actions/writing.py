"""What every write to people and organisations does after `demand`: lock, compare versions, save just what
changed, leave a trail.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar

from django.db import IntegrityError, models, transaction

from people.models import Leader, Organisation, User
from people.refusals import Outdated, Unfit
from trail.recording import changes, record

Record = TypeVar("Record", Organisation, User, Leader)


def locked(found: Record, version: int | None = None) -> Record:
    """The record fresh from the database and locked; raises Outdated when `version` is no longer current."""
    model: Any = found._meta.model  # not type(): the person of a request is a lazy stand-in
    fresh: Record = model.objects.select_for_update().get(pk=found.pk)
    if version is not None and fresh.version != version:
        raise Outdated(fresh)
    return fresh


@contextmanager
def once(message: str, field: str) -> Iterator[None]:
    """Turns a constraint that says "only once" into Unfit beside `field`."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as clash:
        raise Unfit(message, field) from clash


def put(found: Record, values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Set `values` on a locked record; what differs, before and after, as the trail keeps it."""
    before, after = changes(
        {name: plain(getattr(found, name)) for name in values},
        {name: plain(value) for name, value in values.items()},
    )
    for name, value in values.items():
        setattr(found, name, value)
    return before, after


def save_changes(found: Record, values: Mapping[str, Any], *, verb: str, by: User | None) -> Record:
    """Set `values` on a locked record, save just those fields and record it; nothing when nothing differs."""
    before, after = put(found, values)
    if before or after:
        found.version += 1
        found.save(update_fields=[*values, "version"])
        record(verb, by=by, subject=found, before=before, after=after)
    return found


def only(values: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    """The values of `names`; whatever else came with them has no effect."""
    return {name: values[name] for name in names if name in values}


def plain(value: Any) -> Any:
    """A value as the trail keeps it: related records by their name."""
    return str(value) if isinstance(value, (models.Model, str)) else value
