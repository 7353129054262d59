"""What the auditor narrows the trail by; all of it stands in the address."""

import datetime as dt
import re
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.audit import threads_numbered
from people.fields import Day, visible
from people.forms.choices import PersonChoice
from people.models import User
from trail.models import Entry

SYSTEM = "system"
THREAD = re.compile(r"([a-z_]{1,40}\.[a-z_]{1,40}):([0-9]{1,15})")


class TrailFilter(forms.Form):
    """None is required. `record` is a number such as 2026-学教-001, or what a link of the page put there."""

    who = PersonChoice(label=_("操作人"), required=False, queryset=None, empty_label=_("全部人员"))
    verb = forms.ChoiceField(label=_("事项"), required=False)
    since = Day(label=_("从"), required=False)
    until = Day(label=_("到"), required=False)
    record = forms.CharField(label=_("记录编号"), required=False)

    def __init__(self, data: Any, *, by: User, verbs: list[tuple[str, str]]) -> None:
        super().__init__(data)
        who: Any = self.fields["who"]
        who.queryset = User.objects.visible_to(by).select_related("organisation").order_by("pk")
        who.widget.attrs["data-choose"] = ""
        verb: Any = self.fields["verb"]
        verb.choices = [("", _("全部事项")), *verbs]
        verb.widget.attrs["data-choose"] = ""
        for name, field in self.fields.items():
            field.widget.attrs["class"] = "form-select" if name in {"who", "verb"} else "form-control"
            field.widget.attrs["aria-label"] = field.label
            if self.data.get(name):
                field.widget.attrs["class"] += " is-set"
        self.fields["record"].widget.attrs.update({"placeholder": _("记录编号"), "maxlength": 60})
        self.is_valid()

    @property
    def is_set(self) -> bool:
        """Whether anything is narrowed at all."""
        return any(self.cleaned_data.get(name) for name in self.fields)

    def apply(self, entries: QuerySet[Entry]) -> QuerySet[Entry]:
        """The entries asked for."""
        asked = self.cleaned_data
        if who := asked.get("who"):
            entries = entries.filter(who_id=who.pk)
        if verb := asked.get("verb"):
            entries = entries.filter(verb=verb)
        if since := asked.get("since"):
            entries = entries.filter(at__gte=_midnight(since))
        if until := asked.get("until"):
            entries = entries.filter(at__lt=_midnight(until + dt.timedelta(days=1)))
        if record := visible(asked.get("record", "")).strip()[:60]:
            entries = entries.filter(_of_record(record))
        return entries


def _midnight(day: dt.date) -> dt.datetime:
    """When `day` begins in the office."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))


def _of_record(asked: str) -> Q:
    if found := THREAD.fullmatch(asked):
        return Q(thread_type=found[1], thread_id=int(found[2]))
    which = Q(pk__in=[])
    for kind, pks in threads_numbered(asked):
        which |= Q(thread_type=kind, thread_id__in=pks)
    return which
