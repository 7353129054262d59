import pytest
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, connection, transaction

from tests.append_only import guards_lifted
from trail.guards import missing_guards
from trail.models import AppendOnlyError, Entry

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


def run(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture
def entry(write):
    write(1)
    return Entry.objects.get()


@pytest.mark.parametrize(
    "attempt",
    [
        lambda entry: entry.save(),
        lambda entry: entry.save(update_fields=["verb"]),
        lambda entry: entry.delete(),
        lambda _entry: Entry.objects.update(verb="forged"),
        lambda _entry: Entry.objects.all().delete(),
        lambda entry: Entry.objects.filter(pk=entry.pk).update(verb="forged"),
        lambda entry: Entry.objects.bulk_update([entry], ["verb"]),
        lambda entry: Entry.objects.update_or_create(pk=entry.pk, defaults={"verb": "forged"}),
    ],
)
def test_python_refuses_to_change_or_remove_an_entry(entry, attempt):
    entry.verb = "forged"
    with pytest.raises(AppendOnlyError):
        attempt(entry)

    assert Entry.objects.get().verb == "thing.change"


def test_a_second_entry_with_the_same_key_is_no_way_to_change_the_first(entry):
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry(**(entry.content()._asdict() | {"pk": entry.pk, "verb": "forged"})).save()

    assert Entry.objects.get().verb == "thing.change"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE trail_entry SET verb = 'forged'",
        "UPDATE trail_entry SET hash = 'forged' WHERE position = 1",
        "DELETE FROM trail_entry",
        "DELETE FROM trail_entry WHERE position = 1",
    ],
)
def test_the_database_refuses_to_change_or_remove_an_entry(entry, statement):
    with pytest.raises(DatabaseError, match="append-only"):
        run(statement)

    assert Entry.objects.get().verb == "thing.change"


@pytest.mark.postgres
@pytest.mark.parametrize(
    "statement",
    [
        "TRUNCATE trail_entry",
        "DELETE FROM trail_entry WHERE position = -1",
        "INSERT INTO trail_entry SELECT * FROM trail_entry ON CONFLICT (id) DO UPDATE SET verb = 'forged'",
        "SET LOCAL session_replication_role = replica; DELETE FROM trail_entry",
    ],
)
def test_postgresql_refuses_the_ways_around(entry, statement):
    with pytest.raises(DatabaseError, match="append-only"):
        run(statement)

    assert Entry.objects.get().verb == "thing.change"


def test_the_guards_stand_after_all_migrations():
    assert missing_guards(connection) == []


def test_a_guard_that_is_taken_away_is_missed():
    with guards_lifted(connection):
        assert missing_guards(connection)

    assert missing_guards(connection) == []


@pytest.mark.django_db(transaction=True)
def test_the_triggers_can_be_migrated_away_and_back():
    call_command("migrate", "trail", "0001_initial", verbosity=0)
    gone = missing_guards(connection)
    call_command("migrate", "trail", verbosity=0)

    assert len(gone) == (3 if connection.vendor == "sqlite" else 1)
    assert missing_guards(connection) == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("again", [1, 2])
def test_the_tests_own_flush_leaves_an_empty_and_guarded_trail(write, again):
    assert not Entry.objects.exists()
    assert missing_guards(connection) == []
    write(3)
