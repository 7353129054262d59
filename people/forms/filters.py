"""What a list is narrowed by; all of it stands in the address."""

from typing import Any, ClassVar

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from people.fields import visible
from people.forms.choices import TreeChoice, in_tree_order
from people.models import Leader, Organisation, Role, User

NO_ROLE = "none"


class Narrowing(forms.Form):
    """Fields of a filter row: none is required, and one that makes no sense is as if it were empty."""

    searched: ClassVar[Any] = ""
    q = forms.CharField(label=_("搜索"), required=False)
    organisation = TreeChoice(label=_("组织"), required=False, queryset=None, empty_label=_("全部组织"))

    def __init__(self, data: Any, *, by: User) -> None:
        super().__init__(data)
        organisation: Any = self.fields["organisation"]
        organisation.queryset = in_tree_order(Organisation.objects.visible_to(by))
        for name, field in self.fields.items():
            field.widget.attrs["class"] = "form-select" if name != "q" else "form-control"
            field.widget.attrs["aria-label"] = field.label
            if self.data.get(name):
                field.widget.attrs["class"] += " is-set"
        self.fields["q"].widget.attrs.update(
            {"type": "search", "data-search": "", "maxlength": 60, "placeholder": self.searched}
        )
        self.is_valid()

    def asked(self, name: str) -> Any:
        """What was chosen, or None."""
        return self.cleaned_data.get(name) or None

    def words(self) -> list[str]:
        """The words searched for, taken literally; six are enough for anybody."""
        return visible(self.cleaned_data.get("q", ""))[:60].split()[:6]

    @property
    def is_set(self) -> bool:
        """Whether anything is narrowed at all."""
        return any(self.asked(name) for name in self.fields)

    def in_organisation(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Those of the chosen organisation and everything below it."""
        chosen = self.asked("organisation")
        if chosen is None:
            return rows
        below: Any = self.fields["organisation"]
        ids = [one.pk for one in below.queryset.descendants(chosen, include_self=True)]
        return rows.filter(organisation_id__in=ids)


class PersonFilter(Narrowing):
    """Of the list of people."""

    role = forms.ChoiceField(
        label=_("角色"),
        required=False,
        choices=[("", _("全部角色")), *Role.choices, (NO_ROLE, _("尚未授予角色"))],
    )
    state = forms.ChoiceField(
        label=_("账号状态"),
        required=False,
        choices=[("", _("启用和停用")), ("active", _("启用")), ("inactive", _("停用"))],
    )
    field_order = ("organisation", "role", "state", "q")
    searched = _("姓名、职务、电话、用户名")

    def apply(self, rows: QuerySet[User]) -> QuerySet[User]:
        """The people asked for."""
        found = self.in_organisation(rows)
        role, state = self.asked("role"), self.asked("state")
        if role == NO_ROLE:
            found = found.filter(grants=None)
        elif role:
            found = found.filter(grants__role=role)
        if state:
            found = found.filter(is_active=state == "active")
        for word in self.words():
            found = found.filter(
                Q(full_name__contains=word)
                | Q(username__contains=word)
                | Q(post__contains=word)
                | Q(phone__contains=word)
            )
        return found


class LeaderFilter(Narrowing):
    """Of the list of leaders."""

    state = forms.ChoiceField(
        label=_("状态"),
        required=False,
        choices=[("", _("在任和离任")), ("active", _("在任")), ("inactive", _("离任"))],
    )
    field_order = ("organisation", "state", "q")
    searched = _("职务、姓名、分管工作")

    def apply(self, rows: QuerySet[Leader]) -> QuerySet[Leader]:
        """The leaders asked for."""
        found = self.in_organisation(rows)
        if state := self.asked("state"):
            found = found.filter(active=state == "active")
        for word in self.words():
            found = found.filter(
                Q(post__contains=word) | Q(name__contains=word) | Q(portfolio__contains=word)
            )
        return found
