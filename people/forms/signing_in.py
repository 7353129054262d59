"""The forms of signing in and of choosing a password."""

from typing import Any

from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.core.exceptions import ValidationError
from django.forms import Form
from django.utils.translation import gettext_lazy as _

from people.models import User

LONGEST_NAME: int = User._meta.get_field("username").max_length or 0


def _in_plain_words(form: Form) -> None:
    """Say of an empty field what all other forms say."""
    for field in form.fields.values():
        field.error_messages["required"] = _("请填写。")


class SignInForm(AuthenticationForm):
    """Says the same about an unknown name, a wrong password and an account out of use."""

    error_messages = {
        "invalid_login": _("用户名或密码不正确。请核对大小写；连续输错多次，账号会暂时锁定。"),
        "inactive": _("用户名或密码不正确。请核对大小写；连续输错多次，账号会暂时锁定。"),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _in_plain_words(self)

    def clean(self) -> dict[str, Any]:
        """Nobody has so long a name, and a failure under it would not fit the table that counts them."""
        self.cleaned_data["username"] = self.cleaned_data.get("username", "").lower()
        if len(self.cleaned_data.get("username", "")) > LONGEST_NAME:
            raise self.get_invalid_login_error()
        return super().clean()


class PasswordForm(PasswordChangeForm):
    """The present password, and a new one twice."""

    error_messages = {
        **PasswordChangeForm.error_messages,
        "password_incorrect": _("原密码不正确，请重新输入。"),
        "password_mismatch": _("两次输入的新密码不一致。"),
        "unchanged": _("新密码不能和原密码相同。"),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _in_plain_words(self)
        self.fields["old_password"].label = _("原密码")
        self.fields["new_password2"].label = _("再输一遍新密码")
        self.fields["new_password1"].help_text = _(
            "至少 10 个字符；不能全是数字，不能太常见，也不要用自己的用户名、姓名、电话。"
        )
        self.fields["new_password2"].help_text = ""

    def clean_new_password1(self) -> str:
        """Not the one that was handed over on paper."""
        chosen: str = self.cleaned_data["new_password1"]
        if chosen == self.cleaned_data.get("old_password"):
            raise ValidationError(self.error_messages["unchanged"], code="unchanged")
        return chosen
