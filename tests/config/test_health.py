"""The sign of life needs no session and tells whether the database answers."""

import pytest
from django.db import OperationalError, connection

pytestmark = pytest.mark.django_db


@pytest.mark.both_engines
def test_it_is_well_while_the_database_answers(client):
    answer = client.get("/health")
    assert answer.status_code == 200
    assert answer.content == b"ok\n"
    assert "no-store" in answer.headers["Cache-Control"]


def test_it_is_unwell_while_the_database_does_not(client, monkeypatch):
    def away():
        raise OperationalError

    monkeypatch.setattr(connection, "cursor", away)
    assert client.get("/health").status_code == 503


def test_nothing_can_be_posted_to_it(client):
    assert client.post("/health").status_code == 405
