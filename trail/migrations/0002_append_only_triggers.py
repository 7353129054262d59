"""The database itself refuses to change or remove entries, whoever asks."""

from django.db import migrations

SQLITE_SET = [
    """
    CREATE TRIGGER trail_refuses_update BEFORE UPDATE ON trail_entry
    BEGIN SELECT RAISE(ABORT, 'the trail is append-only'); END
    """,
    """
    CREATE TRIGGER trail_refuses_delete BEFORE DELETE ON trail_entry
    BEGIN SELECT RAISE(ABORT, 'the trail is append-only'); END
    """,
    # INSERT OR REPLACE removes the row in its way without asking the trigger above.
    """
    CREATE TRIGGER trail_refuses_replace BEFORE INSERT ON trail_entry
    WHEN EXISTS (SELECT 1 FROM trail_entry WHERE id = NEW.id OR position = NEW.position)
    BEGIN SELECT RAISE(ABORT, 'the trail is append-only'); END
    """,
]
SQLITE_UNSET = [
    "DROP TRIGGER trail_refuses_update",
    "DROP TRIGGER trail_refuses_delete",
    "DROP TRIGGER trail_refuses_replace",
]
POSTGRESQL_SET = [
    """
    CREATE FUNCTION trail_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'the trail is append-only' USING ERRCODE = 'restrict_violation';
    END
    $$
    """,
    # Per statement, so that a change of no row is refused as well.
    """
    CREATE TRIGGER trail_refuses_change BEFORE UPDATE OR DELETE OR TRUNCATE ON trail_entry
    FOR EACH STATEMENT EXECUTE FUNCTION trail_refuse_change()
    """,
    # Otherwise session_replication_role = replica would switch it off.
    "ALTER TABLE trail_entry ENABLE ALWAYS TRIGGER trail_refuses_change",
]
POSTGRESQL_UNSET = [
    "DROP TRIGGER trail_refuses_change ON trail_entry",
    "DROP FUNCTION trail_refuse_change()",
]
STATEMENTS = {
    "sqlite": (SQLITE_SET, SQLITE_UNSET),
    "postgresql": (POSTGRESQL_SET, POSTGRESQL_UNSET),
}


def set_triggers(apps, schema_editor):
    for statement in STATEMENTS[schema_editor.connection.vendor][0]:
        schema_editor.execute(statement)


def unset_triggers(apps, schema_editor):
    for statement in STATEMENTS[schema_editor.connection.vendor][1]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("trail", "0001_initial")]

    operations = [migrations.RunPython(set_triggers, unset_triggers)]
