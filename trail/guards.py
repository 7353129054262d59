"""The database's own refusal to change or remove entries, and whether it is still in force.

The migration `0002_append_only_triggers` sets the triggers up. SQLite forgets them when a later migration
rebuilds the table, and whoever owns the database can drop them: so verification looks.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

EXPECTED = {
    "sqlite": ("trail_refuses_delete", "trail_refuses_replace", "trail_refuses_update"),
    "postgresql": ("trail_refuses_change",),
}
IN_FORCE = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'trail_entry'",
    # 'A' fires always, also in a session that plays the replica.
    "postgresql": (
        "SELECT tgname FROM pg_trigger WHERE tgrelid = 'trail_entry'::regclass AND tgenabled = 'A'"
    ),
}


def missing_guards(connection: BaseDatabaseWrapper) -> list[str]:
    """Names of the triggers that are not there or are switched off; empty when all stand guard."""
    with connection.cursor() as cursor:
        cursor.execute(IN_FORCE[connection.vendor])
        standing = {name for (name,) in cursor.fetchall()}
    return [name for name in EXPECTED[connection.vendor] if name not in standing]
