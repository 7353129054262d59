"""What runs by the clock exists, and is made up for when the clock was missed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from config.celery import ANCHOR, REMIND, app, catch_up
from config.settings import CELERY_TASK_SOFT_TIME_LIMIT, CELERY_TASK_TIME_LIMIT


class Beat:
    """Stands for the service of beat; keeps what was sent."""

    def __init__(self) -> None:
        self.sent: list[str] = []
        self.app = self

    def send_task(self, name: str) -> None:
        self.sent.append(name)


def test_every_scheduled_task_is_registered():
    app.loader.import_default_modules()
    assert {entry["task"] for entry in app.conf.beat_schedule.values()} <= set(app.tasks)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-03-05 07:29+08:00", [ANCHOR]),
        ("2026-03-05 07:30+08:00", [REMIND, ANCHOR]),
        ("2026-03-05 23:00+08:00", [REMIND, ANCHOR]),
    ],
)
def test_beat_makes_up_for_a_missed_scan_only_once_it_is_late(time_machine, moment, expected):
    time_machine.move_to(moment)
    beat = Beat()
    catch_up(sender=beat)
    assert beat.sent == expected


def test_messages_are_json_only():
    assert app.conf.accept_content == ["json"]
    assert app.conf.task_serializer == "json"


def test_a_task_is_ended_before_redis_would_hand_it_to_a_second_worker():
    code = "from config.settings import *; print(CELERY_BROKER_TRANSPORT_OPTIONS['visibility_timeout'])"
    printed = subprocess.run(
        [sys.executable, "-c", code],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "REDIS_URL": "redis://127.0.0.1:6379/15"},
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    assert CELERY_TASK_SOFT_TIME_LIMIT < CELERY_TASK_TIME_LIMIT < int(printed)
