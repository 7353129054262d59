from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.contrib.auth.models import Group
from django.db import connection, transaction

from trail.models import Entry
from trail.recording import record
from trail.verifying import verify

WRITERS = 20
EACH = 5


@pytest.mark.both_engines
@pytest.mark.django_db(transaction=True)
def test_twenty_writers_at_once_make_one_chain_without_a_fork():
    start = Barrier(WRITERS)

    def write(writer: int) -> None:
        try:
            start.wait()
            for turn in range(EACH):
                with transaction.atomic():
                    record("thing.change", by=None, subject=Group(pk=writer + 1), after={"turn": turn})
        finally:
            connection.close()

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(write, range(WRITERS)))

    report = verify()
    assert (report.entries, report.last, report.findings) == (WRITERS * EACH, WRITERS * EACH, [])
    for writer in range(WRITERS):
        turns = [entry.after["turn"] for entry in Entry.objects.thread_of(Group(pk=writer + 1))]
        assert turns == list(range(EACH))
