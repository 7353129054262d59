"""The Celery application and what it does by the clock."""

import os
from datetime import time

from celery import Celery
from celery.beat import Service
from celery.schedules import crontab
from celery.signals import beat_init
from django.utils import timezone

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

REMIND = "ledger.tasks.remind_daily"
ANCHOR = "ledger.tasks.anchor_trail"
FORGET = "ledger.tasks.forget_submissions"
FOLD = "ledger.tasks.fold_tallies"
REMIND_AT = time(7, 30)

app = Celery("ledger")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.conf.beat_schedule = {
    "remind": {"task": REMIND, "schedule": crontab(hour=REMIND_AT.hour, minute=REMIND_AT.minute)},
    "anchor": {"task": ANCHOR, "schedule": crontab(hour=0, minute=10)},
    "forget": {"task": FORGET, "schedule": crontab(hour=3, minute=40)},
    "fold": {"task": FOLD, "schedule": crontab(minute="*/10")},
}


@beat_init.connect
def catch_up(sender: Service, **_kwargs: object) -> None:
    """Today's scan once more when beat starts later in the day: the machine may have been off at 07:30.

    Notices are unique, so a scan that had run already does nothing.
    """
    if timezone.localtime().time() >= REMIND_AT:
        sender.app.send_task(REMIND)
    sender.app.send_task(ANCHOR)
