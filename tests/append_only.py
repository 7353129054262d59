"""Lets a transactional test empty the database although the trail refuses to be emptied.

After a test with real transactions Django flushes every table, TRUNCATE on PostgreSQL and DELETE on SQLite;
the triggers of the trail refuse both, and the product has no switch to turn them off. So the tests take the
triggers away and put them back, in one transaction, as only the owner of the tables can. `tests/conftest.py`
says

    from tests.append_only import let_flush_pass
    let_flush_pass()

and nobody has to think of it again. A test that forges entries uses `guards_lifted(connection)`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

from django.apps import apps
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.operations import BaseDatabaseOperations

TABLE = "trail_entry"


@contextmanager
def guards_lifted(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Inside, entries can be changed and removed; afterwards the triggers stand as before."""
    take, put = _statements(connection)
    with transaction.atomic(using=connection.alias):
        _run(connection, take)
        yield
        _run(connection, put)


def let_flush_pass() -> None:
    """Lift the guards around every flush of this test run; calling it again changes nothing."""
    original = BaseDatabaseOperations.execute_sql_flush
    if getattr(original, "lifts_guards", False):
        return

    def flush(self: BaseDatabaseOperations, sql_list: list[str]) -> None:
        with guards_lifted(self.connection):
            original(self, sql_list)
        # What a migration had put in is part of every database, also of the next test's.
        import_module("issues.migrations.0002_sources").fill(apps, None)

    flush.lifts_guards = True
    BaseDatabaseOperations.execute_sql_flush = flush


def _statements(connection: BaseDatabaseWrapper) -> tuple[list[str], list[str]]:
    """SQL that takes the triggers of the trail away, and SQL that puts back what was there."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [TABLE]
            )
            found = cursor.fetchall()
            return [f"DROP TRIGGER {name}" for name, _ in found], [sql for _, sql in found]
        cursor.execute(
            "SELECT tgname FROM pg_trigger WHERE tgrelid = to_regclass(%s) AND tgenabled = 'A'", [TABLE]
        )
        names = [name for (name,) in cursor.fetchall()]
    return (
        [f"ALTER TABLE {TABLE} DISABLE TRIGGER {name}" for name in names],
        [f"ALTER TABLE {TABLE} ENABLE ALWAYS TRIGGER {name}" for name in names],
    )


def _run(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
