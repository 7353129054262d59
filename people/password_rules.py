"""What a password must not be. Django checks; the words are ours, since only some of its own are Chinese."""

from django.contrib.auth import password_validation
from django.utils.translation import gettext as _


class LongEnough(password_validation.MinimumLengthValidator):
    """At least `min_length` characters."""

    def get_error_message(self) -> str:
        """How many are wanted."""
        return _("密码太短，至少要 %(n)d 个字符。") % {"n": self.min_length}


class NotOnesOwnName(password_validation.UserAttributeSimilarityValidator):
    """Not like the person's `user_attributes`."""

    def get_error_message(self) -> str:
        """Which one it is like; Django fills in the name."""
        return _("密码和您的%(verbose_name)s太相近，请换一个。")


class NotCommon(password_validation.CommonPasswordValidator):
    """Not one that is guessed first."""

    def get_error_message(self) -> str:
        """Too well known."""
        return _("这个密码太常见，容易被猜中，请换一个。")


class NotOnlyDigits(password_validation.NumericPasswordValidator):
    """Not a number."""

    def get_error_message(self) -> str:
        """Letters are wanted."""
        return _("密码不能全是数字。")
