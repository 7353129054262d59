"""The index behind `issues.searching`: set up, taken away, looked for. The database itself keeps it.

Chinese is written without spaces, so the index holds every pair of neighbouring characters. On SQLite it is
an FTS5 table that triggers keep, on PostgreSQL a GIN index over an expression: on both it changes in the
transaction that changes the issue, whoever changes it.

SQLite forgets triggers when a migration rebuilds `issues_issue`: such a migration ends with `install`.
"""

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

LONGEST_TEXT = 20_000
ROWS_AT_ONCE = 5_000

# The places count out a text. Pairs are written one a line; a token is what stands between line breaks,
# whatever it is made of.
SQLITE_TABLES = (
    "CREATE TABLE issues_search_place (place integer PRIMARY KEY)",
    """
    INSERT INTO issues_search_place WITH RECURSIVE counted(n) AS (
        SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < 20000
    ) SELECT n FROM counted
    """,
    r"""
    CREATE VIRTUAL TABLE issues_search USING fts5(
        grams, content='', columnsize=0, prefix='1',
        tokenize="ascii tokenchars ' !""#$%&''()*+,-./:;<=>?@[\]^_`{|}~'"
    )
    """,
)
# A table without content forgets a row only when told again what it held.
SQLITE_TRIGGERS = {
    "issues_search_insert": """
        CREATE TRIGGER issues_search_insert AFTER INSERT ON issues_issue
        BEGIN
            INSERT INTO issues_search (rowid, grams) VALUES (new.id, {new});
        END
    """,
    "issues_search_delete": """
        CREATE TRIGGER issues_search_delete AFTER DELETE ON issues_issue
        BEGIN
            INSERT INTO issues_search (issues_search, rowid, grams) VALUES ('delete', old.id, {old});
        END
    """,
    "issues_search_update": """
        CREATE TRIGGER issues_search_update AFTER UPDATE OF number, title, description ON issues_issue
        WHEN new.number <> old.number OR new.title <> old.title OR new.description <> old.description
        BEGIN
            INSERT INTO issues_search (issues_search, rowid, grams) VALUES ('delete', old.id, {old});
            INSERT INTO issues_search (rowid, grams) VALUES (new.id, {new});
        END
    """,
}
SQLITE_PAIRS = """(
    SELECT group_concat(substr(body, place, 2), char(10))
    FROM (SELECT {row}.number || char(10) || {row}.title || char(10) || {row}.description AS body),
        issues_search_place
    WHERE place <= length(body)
)"""
SQLITE_TEXTS = "SELECT id, number || char(10) || title || char(10) || description FROM issues_issue"

POSTGRESQL_FUNCTION = """
CREATE FUNCTION issue_grams(body text) RETURNS int8[] LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 2000 AS $$
    SELECT array_agg(ascii(one)::int8) || array_agg((ascii(one)::int8 << 21) + ascii(next))
    FROM unnest(
        string_to_array(lower(body COLLATE "C"), NULL), (string_to_array(lower(body COLLATE "C"), NULL))[2:]
    ) AS pair (one, next)
$$
"""
# Without a list of pending rows: what was written a moment ago is found as fast as the rest.
POSTGRESQL_INDEX = """
CREATE INDEX issues_search ON issues_issue
USING gin (issue_grams(number || chr(10) || title || chr(10) || description)) WITH (fastupdate = off)
"""


def install(connection: BaseDatabaseWrapper) -> None:
    """Set the index up over what is there, in place of any earlier one."""
    with transaction.atomic(using=connection.alias):
        remove(connection)
        with connection.cursor() as cursor:
            for statement in _statements(connection.vendor):
                cursor.execute(statement)
        if connection.vendor == "sqlite":
            _index_all(connection)


def _statements(vendor: str) -> list[str]:
    if vendor == "postgresql":
        return [POSTGRESQL_FUNCTION, POSTGRESQL_INDEX]
    pairs = {row: SQLITE_PAIRS.format(row=row) for row in ("new", "old")}
    return [*SQLITE_TABLES, *(trigger.format(**pairs) for trigger in SQLITE_TRIGGERS.values())]


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take the index away."""
    if connection.vendor == "postgresql":
        statements = ["DROP INDEX IF EXISTS issues_search", "DROP FUNCTION IF EXISTS issue_grams(text)"]
    else:
        statements = [f"DROP TRIGGER IF EXISTS {name}" for name in SQLITE_TRIGGERS]
        statements += ["DROP TABLE IF EXISTS issues_search", "DROP TABLE IF EXISTS issues_search_place"]
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _index_all(connection: BaseDatabaseWrapper) -> None:
    """Every row at once: the pairs are counted out here three times faster than by the trigger."""
    with connection.cursor() as reading, connection.cursor() as writing:
        reading.execute(SQLITE_TEXTS)
        while rows := reading.fetchmany(ROWS_AT_ONCE):
            writing.executemany(
                "INSERT INTO issues_search (rowid, grams) VALUES (%s, %s)",
                [(pk, _lines_of_pairs(text)) for pk, text in rows],
            )


def _lines_of_pairs(text: str) -> str:
    """What `SQLITE_PAIRS` makes of a text."""
    return "\n".join(text[at : at + 2] for at in range(min(len(text), LONGEST_TEXT)))


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Names of the parts that are not there; empty when searching works and stays right."""
    if connection.vendor == "postgresql":
        wanted = ["issues_search"]
        asked = "SELECT relname FROM pg_class WHERE relkind = 'i'"
    else:
        wanted = [*SQLITE_TRIGGERS, "issues_search", "issues_search_place"]
        asked = "SELECT name FROM sqlite_master"
    with connection.cursor() as cursor:
        cursor.execute(asked)
        present = {name for (name,) in cursor.fetchall()}
    return [name for name in wanted if name not in present]
