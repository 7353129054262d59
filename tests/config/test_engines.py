"""Each pass of the tests really is on the engine that it says."""

import threading

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone

pytestmark = pytest.mark.django_db


@pytest.mark.postgres
def test_the_postgresql_pass_is_on_postgresql():
    assert connection.vendor == "postgresql"


def test_the_main_pass_is_on_sqlite_with_wal_and_a_file_of_its_own():
    with connection.cursor() as cursor:
        mode = cursor.execute("PRAGMA journal_mode").fetchone()[0]
    assert mode == "wal"
    assert not connection.is_in_memory_db()


@pytest.mark.both_engines
@pytest.mark.django_db(transaction=True)
def test_writers_in_threads_queue_instead_of_failing():
    def write(number: int) -> None:
        try:
            for turn in range(10):
                Session.objects.create(session_key=f"{number}-{turn}", expire_date=timezone.now())
        finally:
            connection.close()

    writers = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert Session.objects.count() == 40
