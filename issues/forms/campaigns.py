"""Campaigns (专项工作) with their colour policy, and sources (问题来源)."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from issues.models import CATEGORY_PRESETS, Campaign, Source
from people.fields import Word, field_for
from people.forms.choices import TreeChoice, organisations
from people.models import User

PRESETS = (
    ("", gettext_lazy("以后自己录入")),
    *((key, _words) for key, (_words, _names) in CATEGORY_PRESETS.items()),
)


class RecordForm(forms.Form):
    """A form about one record of its own model, saved with `changed()`."""

    def __init__(self, data: Any = None, files: Any = None, *, record: Any) -> None:
        self.record = record
        initial = {
            name: record.serializable_value(name) for name in self.base_fields if hasattr(record, name)
        }
        super().__init__(data, files, initial=initial)

    def changed(self) -> list[str]:
        """Names of the record's fields; their new values are set on the record."""
        names = [
            name for name, field in self.fields.items() if hasattr(self.record, name) and not field.disabled
        ]
        for name in names:
            setattr(self.record, name, self.cleaned_data[name])
        return names


class CampaignForm(RecordForm):
    """A campaign: what it is, when, and when its issues turn yellow and red."""

    title = field_for(Campaign, "title")
    code = field_for(Campaign, "code")
    organisation = field_for(Campaign, "organisation", form_class=TreeChoice)
    ledger = field_for(Campaign, "ledger")
    stage = field_for(Campaign, "stage")
    starts_on = field_for(Campaign, "starts_on")
    ends_on = field_for(Campaign, "ends_on", required=False)
    preset = Word(
        label=gettext_lazy("问题类别"),
        choices=PRESETS,
        required=False,
        help_text=gettext_lazy("先套用一组常用类别，之后可以增减、分两级、调顺序。"),
    )
    warn_days = field_for(
        Campaign, "warn_days", help_text=gettext_lazy("离时限不到这些天，亮黄牌；0 表示当天才亮。")
    )
    stall_days = field_for(
        Campaign, "stall_days", help_text=gettext_lazy("整改中连续这些天没有填报进展，亮黄牌。")
    )
    red_after_days = field_for(
        Campaign,
        "red_after_days",
        help_text=gettext_lazy("逾期先亮黄牌，超过这些天转红牌；退回三次也转红牌。"),
    )
    claim_days = field_for(
        Campaign, "claim_days", help_text=gettext_lazy("从挂号或改派的次日算起，按工作日计。")
    )
    summary = field_for(Campaign, "summary", required=False)
    closed_on = field_for(
        Campaign,
        "closed_on",
        required=False,
        help_text=gettext_lazy("填写后不能再挂号新问题，已有问题照常办理。"),
    )

    def __init__(self, data: Any = None, files: Any = None, *, record: Campaign, user: User) -> None:
        super().__init__(data, files, record=record)
        keep = record.organisation_id
        self.fields["organisation"].queryset = organisations(user, keep=keep)  # type: ignore[attr-defined]  # a choice of records
        if record._state.adding:
            self.fields.pop("closed_on")
        else:
            self.fields.pop("preset")
            self._settle(record)

    def _settle(self, record: Campaign) -> None:
        """Issues carry the prefix and belong to the organisation, so both stay once there is an issue."""
        if record.issues.exists():
            for name in ("code", "organisation"):
                self.fields[name].disabled = True
                self.fields[name].help_text = _("已有问题，不能再改。")

    def clean_code(self) -> str:
        """Written the same way by everybody: without spaces at the ends, in half-width."""
        code: str = self.cleaned_data["code"]
        return code

    def clean(self) -> dict[str, Any]:
        """Dates in order; the prefix not used before in the organisation."""
        data = super().clean() or self.cleaned_data
        starts_on = data.get("starts_on")
        for name in ("ends_on", "closed_on"):
            if starts_on and data.get(name) and data[name] < starts_on:
                self.add_error(name, _("不能早于开始日期 %(day)s。") % {"day": starts_on})
        self._check_code(data)
        return data

    def _check_code(self, data: dict[str, Any]) -> None:
        organisation, code = data.get("organisation"), data.get("code")
        if organisation and code:
            same = organisation.campaigns.filter(code=code).exclude(pk=self.record.pk).first()
            if same is not None:
                words = {"title": same.title}
                self.add_error("code", _("“%(title)s”已用这个前缀，请换一个。") % words)


class SourceForm(RecordForm):
    """A source: its name, its place in the list, whether it is still offered."""

    name = field_for(Source, "name")
    position = field_for(Source, "position", help_text=gettext_lazy("数字小的排在前面。"))
    active = forms.BooleanField(
        label=gettext_lazy("启用"),
        required=False,
        help_text=gettext_lazy("停用后不能再选，已登记的问题不变。"),
    )

    def clean_name(self) -> str:
        """Once in the dictionary."""
        name: str = self.cleaned_data["name"]
        if Source.objects.filter(name=name).exclude(pk=self.record.pk).exists():
            raise ValidationError(_("已有“%(name)s”这个来源。") % {"name": name})
        return name
