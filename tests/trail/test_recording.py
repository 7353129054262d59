import datetime as dt

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.transaction import TransactionManagementError

from trail.chain import GENESIS, fingerprint
from trail.models import Entry
from trail.recording import Fact, changes, record, record_many

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
MORNING = dt.datetime(2026, 3, 5, 1, 2, 3, 456789, tzinfo=dt.UTC)


def test_an_entry_says_when_who_what_and_about_which_record(clerk, thing):
    with time_machine.travel(MORNING, tick=False), transaction.atomic():
        record("thing.rename", by=clerk, subject=thing, before={"name": "会议多"}, after={"name": "会议偏多"})

    entry = Entry.objects.get()
    assert entry.at == MORNING
    assert (entry.who_id, entry.who_name, entry.who) == (3, "经办岗", "经办岗")
    assert (entry.verb, entry.subject_type, entry.subject_id) == ("thing.rename", "auth.group", 7)
    assert (entry.before, entry.after) == ({"name": "会议多"}, {"name": "会议偏多"})


def test_an_entry_belongs_to_its_subjects_own_timeline_unless_told_otherwise(clerk, thing):
    part = Group(pk=8)
    with transaction.atomic():
        record("thing.change", by=clerk, subject=thing)
        record("part.change", by=clerk, subject=part, thread=thing)
        record("part.change", by=clerk, subject=part)

    assert [entry.verb for entry in Entry.objects.thread_of(thing)] == ["thing.change", "part.change"]
    assert [entry.position for entry in Entry.objects.thread_of(part)] == [3]


def test_what_nobody_did_was_done_by_the_system(thing):
    entry = record("thing.expire", by=None, subject=thing)

    assert (entry.who_id, entry.who_name, entry.who) == (None, "", "系统")


def test_each_entry_carries_the_hash_of_the_one_before(write):
    write(2)
    write(1)

    entries = list(Entry.objects.order_by("position"))
    assert [entry.position for entry in entries] == [1, 2, 3]
    assert [entry.previous_hash for entry in entries] == [GENESIS, entries[0].hash, entries[1].hash]
    assert all(entry.hash == fingerprint(entry.content()) for entry in entries)


def test_every_field_is_covered_by_the_hash(write):
    content = write(1)[0].content()
    others = {
        "position": 2,
        "at": content.at + dt.timedelta(microseconds=1),
        "who_id": None,
        "who_name": "",
        "verb": "thing.changed",
        "subject_type": "auth.user",
        "subject_id": 8,
        "thread_type": "auth.user",
        "thread_id": 8,
        "before": {},
        "after": None,
        "previous_hash": "1" * 64,
    }

    assert set(others) == set(content._fields)
    assert set(content._fields) | {"id", "hash"} == {field.name for field in Entry._meta.fields}
    hashes = {fingerprint(content._replace(**{name: other})) for name, other in others.items()}
    assert len(hashes | {fingerprint(content)}) == len(others) + 1


def test_a_change_that_is_rolled_back_leaves_neither_entry_nor_gap(write):
    with transaction.atomic():
        write(2)
        transaction.set_rollback(True)
    write(1)

    assert [entry.position for entry in Entry.objects.all()] == [1]


@pytest.mark.django_db(transaction=True)
def test_recording_outside_a_transaction_is_refused(clerk, thing):
    with pytest.raises(TransactionManagementError, match=r"transaction\.atomic"):
        record("thing.change", by=clerk, subject=thing)

    assert not Entry.objects.exists()


@pytest.mark.parametrize("where", ["subject", "thread"])
def test_an_unsaved_record_cannot_be_recorded(clerk, thing, where):
    with pytest.raises(ValueError, match="saved"):
        record("thing.change", **({"by": clerk, "subject": thing} | {where: Group()}))


def test_a_long_or_broken_name_does_not_hinder_recording(thing):
    class Odd:
        pk = 1

        def __str__(self) -> str:
            return "\0\ud800" + "名" * 200

    record("thing.change", by=Odd(), subject=thing)

    assert Entry.objects.get().who_name == "\ufffd\ufffd" + "名" * 148


def test_many_facts_are_recorded_in_their_order_with_one_insert(clerk, thing, django_assert_max_num_queries):
    facts = [Fact(verb=f"thing.step{n}", subject=thing) for n in range(20)]
    with django_assert_max_num_queries(3):
        entries = record_many(facts, by=clerk)

    assert [entry.verb for entry in Entry.objects.order_by("position")] == [fact.verb for fact in facts]
    assert all(entry.pk for entry in entries)


def test_nothing_to_record_asks_nothing_of_the_database(clerk, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert record_many([], by=clerk) == []


def test_changes_tells_only_what_differs():
    before = {"title": "甲", "due": None, "unit": 1, "gone": 1}
    after = {"title": "乙", "due": None, "unit": 1, "new": 2}

    assert changes(before, after) == ({"title": "甲", "gone": 1}, {"title": "乙", "new": 2})
    assert changes({"due": None}, {}) == ({"due": None}, {})
    assert changes(before, before) == ({}, {})
