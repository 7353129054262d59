"""The forms of a person's account, their roles and their own preferences."""

import unicodedata

from django import forms
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from people.fields import field_for
from people.forms.choices import TreeChoice, organisations
from people.forms.records import RecordForm
from people.models import Role, User

# \u8f6c is the word between a number and its extension.
PHONE = RegexValidator(r"^[-+()（）0-9０-９ 、，,;；/\u8f6c]*\Z", _("电话只写数字、空格、+、-、括号和“转”。"))

USERNAME = UnicodeUsernameValidator(message=_("用户名只用汉字、字母、数字和 @ . + - _，不含空格。"))

DUTIES = {
    Role.CLERK: _("登记、交办、督促整改，管本组织及下级的台账"),
    Role.REVIEWER: _("审核销号、延期和回头看结果"),
    Role.LEADER: _("认领所牵头的问题，批示，签署销号意见"),
    Role.LIAISON: _("代表本单位认领、填报措施和进展、申请销号"),
    Role.PANELIST: _("对展示的事项投票评议，看不到其他内容"),
    Role.SYSADMIN: _("管组织和账号，不看业务内容，不授角色"),
    Role.SECADMIN: _("授予和收回角色，不建账号，不看业务内容"),
    Role.AUDITOR: _("查阅留痕，只看不改"),
}


class ContactForm(RecordForm):
    """What a clerk keeps up to date of people in the subtree."""

    post = field_for(User, "post")
    phone = field_for(User, "phone", validators=[PHONE])


class AccountForm(ContactForm):
    """An account; roles are granted elsewhere, by somebody else."""

    username = field_for(
        User,
        "username",
        validators=[USERNAME],
        help_text=_("登录时用，汉字、字母、数字均可，不含空格。"),
    )
    full_name = field_for(User, "full_name")
    organisation = field_for(User, "organisation", form_class=TreeChoice)
    field_order = ("username", "full_name", "organisation", "post", "phone")

    def prepare(self) -> None:
        """The browser must not fill in the name of whoever is signed in."""
        self.choose_from("organisation", organisations(self.by, keep=self.kept("organisation_id")))
        self.fields["username"].widget.attrs["autocomplete"] = "off"

    def clean_username(self) -> str:
        """As the login form reads it: no two names that differ in width or case alone."""
        return unicodedata.normalize("NFKC", self.cleaned_data["username"]).lower()


class RolesForm(RecordForm):
    """Which roles a person holds, each with what it is for."""

    roles = forms.MultipleChoiceField(
        label=_("角色"),
        required=False,
        choices=Role.choices,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
        error_messages={"invalid_choice": _("没有这个角色，请从列表里选择。")},
    )

    def prepare(self) -> None:
        """Ticked as granted; a set would tick nothing."""
        self.initial["roles"] = sorted(self.record.roles)


class PreferencesForm(RecordForm):
    """What people set for themselves."""

    phone = field_for(User, "phone", validators=[PHONE], help_text=_("同事在人员列表里看得到。"))
    compact_rows = field_for(User, "compact_rows", help_text=_("每屏多显示几行，换电脑登录也一样。"))
