"""The ground floor: the append-only record of what was done. It knows nobody."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TrailConfig(AppConfig):
    name = "trail"
    verbose_name = _("留痕")
