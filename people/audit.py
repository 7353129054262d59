"""What the auditor is told of an entry.

No administrator sees business records by virtue of that role. So the auditor is told which fields of a
business record were set, never what they hold; of accounts, roles, organisations and leaders, which are what
there is to audit, the values are told as well.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Protocol, cast

from django.apps import apps
from django.conf import settings
from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from people.models import User
from trail.models import Entry

OPEN_APP = "people"


class Change(Protocol):
    """One value that was set, in words."""

    label: str
    before: str
    after: str


class Moment(Protocol):
    """An entry in words."""

    sentence: str
    changes: Sequence[Change]
    said: Sequence[str]
    files: Sequence[str]


class Words(Protocol):
    """What the top floor knows about verbs. The settings give its name, so nothing is imported upwards."""

    SENTENCES: Mapping[str, str | Promise]

    def told(self, entries: Iterable[Entry]) -> Sequence[Moment]: ...


@dataclass(frozen=True)
class Line:
    """An entry as the page shows it; `thread` in the address narrows the page to its record."""

    entry: Entry
    sentence: str
    record: str
    thread: str
    changes: Sequence[Change]
    touched: Sequence[str]


def words() -> Words:
    """The table of verbs."""
    return cast("Words", import_module(settings.TRAIL_WORDS))


def verbs() -> list[tuple[str, str]]:
    """Every verb there is, with its sentence."""
    return [(verb, str(sentence)) for verb, sentence in words().SENTENCES.items()]


def lines_of(entries: Sequence[Entry], user: User) -> list[Line]:
    """The entries for `user`, an auditor."""
    names = _names(entries, user)
    return [_line(entry, names[entry.thread_type, entry.thread_id]) for entry in entries]


def _line(entry: Entry, name: str) -> Line:
    moment = words().told([entry])[0]
    is_open = entry.thread_type.startswith(f"{OPEN_APP}.") and entry.subject_type.startswith(f"{OPEN_APP}.")
    return Line(
        entry=entry,
        sentence=moment.sentence,
        record=name,
        thread=f"{entry.thread_type}:{entry.thread_id}",
        changes=moment.changes if is_open else (),
        touched=() if is_open else _touched(moment),
    )


def _touched(moment: Moment) -> list[str]:
    """Names of the fields that were set, without what was written in them."""
    found = [change.label for change in moment.changes]
    return found + [_("文字说明")] * bool(moment.said) + [_("附件")] * bool(moment.files)


def _names(entries: Sequence[Entry], user: User) -> dict[tuple[str, int], str]:
    """What each record is called: its kind with the number it carries, or its key."""
    ids: dict[str, set[int]] = {}
    for entry in entries:
        ids.setdefault(entry.thread_type, set()).add(entry.thread_id)
    return {
        (label, pk): name for label, pks in ids.items() for pk, name in _names_of(label, pks, user).items()
    }


def _names_of(label: str, pks: set[int], user: User) -> dict[int, str]:
    try:
        model = apps.get_model(label)
    except (LookupError, ValueError):
        return {pk: f"{label} #{pk}" for pk in pks}
    kind = str(model._meta.verbose_name)
    numbers = _numbers(model, pks, user)
    return {pk: f"{kind} {numbers.get(pk) or f'#{pk}'}" for pk in pks}


def _numbers(model: type[Model], pks: set[int], user: User) -> dict[int, str]:
    """Our own records by name; of a business record only the number, which says nothing about its content."""
    if model._meta.app_label == OPEN_APP:
        seen: Any = model._default_manager
        return {one.pk: str(one) for one in seen.visible_to(user).filter(pk__in=pks)}
    if carries_number(model):
        rows = model._default_manager.filter(pk__in=pks).values_list("pk", "number")
        return dict(rows)
    return {}


def carries_number(model: type[Model]) -> bool:
    """Whether records of this kind are called by a number, as issues are."""
    return any(field.name == "number" for field in model._meta.concrete_fields)


def threads_numbered(number: str) -> list[tuple[str, list[int]]]:
    """Records that carry exactly this number, as kind and keys."""
    found = []
    for model in apps.get_models():
        if carries_number(model):
            pks = list(model._default_manager.filter(number=number).values_list("pk", flat=True)[:20])
            found.append((model._meta.label_lower, pks))
    return found
