"""Once a day what is over is removed, and nothing else."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session

from ledger.tasks import forget_submissions
from people.models import Submission
from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 20, 4, tzinfo=UTC)


def test_ended_sessions_go_and_running_ones_stay(client):
    UserFactory(username="person")
    with time_machine.travel(NOON, tick=False):
        client.post("/login/", {"username": "person", "password": PASSWORD})
    with time_machine.travel(NOON + timedelta(hours=11), tick=False):
        assert forget_submissions() == 0
        assert Session.objects.count() == 1
    with time_machine.travel(NOON + timedelta(hours=13), tick=False):
        assert forget_submissions() == 1
        assert Session.objects.count() == 0


def test_tokens_of_forms_go_after_a_week():
    person = UserFactory()
    with time_machine.travel(NOON, tick=False):
        Submission.objects.create(token=uuid.uuid4(), user=person)
    with time_machine.travel(NOON + timedelta(days=6), tick=False):
        assert forget_submissions() == 0
    with time_machine.travel(NOON + timedelta(days=8), tick=False):
        assert forget_submissions() == 1
