from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class IssuesConfig(AppConfig):
    name = "issues"
    verbose_name = _("问题")

    def ready(self) -> None:
        """Load every app's permissions, so that `rules` knows them before the first request."""
        autodiscover_modules("permissions")
