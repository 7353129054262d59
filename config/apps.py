"""Wiring as an application: its management commands are found, and Celery is set up in every process."""

from django.apps import AppConfig

from config.celery import app as celery_app

__all__ = ["ConfigConfig", "celery_app"]


class ConfigConfig(AppConfig):
    """Holds no records."""

    name = "config"
