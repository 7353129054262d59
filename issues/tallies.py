"""What keeps the tallies: triggers on issues, set up, taken away, looked for.

A dashboard that counted a million issues after every change would be late; its numbers are kept instead, in
the transaction that changes an issue, whoever changes it. SQLite has one writer, so a trigger changes a row
in place. PostgreSQL has many, who would wait for each other's rows or lock each other out: there a trigger
adds a row with the difference, and `fold` adds up from time to time.

SQLite forgets triggers when a migration rebuilds `issues_issue`: such a migration ends with `install`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from issues.words import OUTCOMES, STANDING_TYPES, Status


def _quoted(values: tuple[str, ...]) -> str:
    return ", ".join(f"'{value}'" for value in values)


COUNTED = f"{{row}}.status NOT IN ({_quoted((Status.DRAFT, Status.VOID))})"
FINISHED = f"({{row}}.status IN ({_quoted(OUTCOMES)}))"
CLOSED = f"{{row}}.status = '{Status.CLOSED}'"
STANDING = f"{{row}}.rectification IN ({_quoted(STANDING_TYPES)}) AND {{row}}.confirmed_on IS NOT NULL"
QUARTER = {
    "sqlite": "substr({row}.confirmed_on, 1, 4) * 10 + (substr({row}.confirmed_on, 6, 2) + 2) / 3",
    "postgresql": "extract(year from {row}.confirmed_on) * 10 + extract(quarter from {row}.confirmed_on)",
}


@dataclass(frozen=True)
class TallyTable:
    """A table of tallies: what each column, but for `amount`, is of an issue {row}."""

    table: str
    columns: dict[str, str]

    @property
    def names(self) -> str:
        """The columns, to be listed."""
        return ", ".join(self.columns)

    def of(self, row: str, vendor: str) -> str:
        """What an issue is counted under."""
        return ", ".join(self.columns.values()).format(row=row, quarter=QUARTER[vendor].format(row=row))


TABLES = (
    TallyTable(
        "issues_statetally",
        {
            "campaign_id": "{row}.campaign_id",
            "status": "{row}.status",
            "has_day": f"({CLOSED} AND {{row}}.original_due_on IS NOT NULL)",
            "in_time": f"COALESCE({CLOSED} AND {{row}}.closed_on <= {{row}}.original_due_on, FALSE)",
            "has_extended_day": f"({CLOSED} AND {{row}}.due_on IS NOT NULL)",
            "in_extended_time": f"COALESCE({CLOSED} AND {{row}}.closed_on <= {{row}}.due_on, FALSE)",
            "is_reopened": "({row}.cycle > 1)",
            "confirmed_quarter": f"CASE WHEN {STANDING} THEN {{quarter}} ELSE 0 END",
        },
    ),
    TallyTable(
        "issues_unittally",
        {"campaign_id": "{row}.campaign_id", "unit_id": "{row}.unit_id", "is_finished": FINISHED},
    ),
    TallyTable(
        "issues_categorytally",
        {"campaign_id": "{row}.campaign_id", "category_id": "{row}.category_id", "is_finished": FINISHED},
    ),
)
EVENTS = {"insert": "NEW TABLE AS come", "delete": "OLD TABLE AS gone"}
EVENTS["update"] = f"{EVENTS['insert']} {EVENTS['delete']}"
TRIGGERS = [f"issues_tally_{event}" for event in EVENTS]


def install(connection: BaseDatabaseWrapper) -> None:
    """Set the triggers up, in place of any earlier ones, and count what is there."""
    statements = _on_postgresql() if connection.vendor == "postgresql" else _on_sqlite()
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        remove(connection)
        for tally in TABLES:
            cursor.execute(f"DELETE FROM {tally.table}")  # noqa: S608 - the tables above
            cursor.execute(_counting(tally, "issues_issue AS r", connection.vendor))
        for statement in statements:
            cursor.execute(statement)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away."""
    where = " ON issues_issue" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for name in TRIGGERS:
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{where}")
        if connection.vendor == "postgresql":
            cursor.execute("DROP FUNCTION IF EXISTS issues_tally()")
        else:
            for tally in TABLES:
                cursor.execute(f"DROP INDEX IF EXISTS {tally.table}_once")


def fold(connection: BaseDatabaseWrapper) -> None:
    """Add up rows that speak of the same thing. Two who do so at once take different rows."""
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        for tally in TABLES:
            if connection.vendor == "postgresql":
                cursor.execute(FOLD.format(table=tally.table, names=tally.names))
            else:
                cursor.execute(f"DELETE FROM {tally.table} WHERE amount = 0")  # noqa: S608 - the tables above


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Names of the triggers that are not there; empty when the tallies stay right."""
    asked = {
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    }
    with connection.cursor() as cursor:
        cursor.execute(asked[connection.vendor])
        present = {name for (name,) in cursor.fetchall()}
    return [name for name in TRIGGERS if name not in present]


def _counting(tally: TallyTable, source: str, vendor: str, sign: str = "") -> str:
    """Rows of an issue `r` each, counted under what they are."""
    groups = ", ".join(str(place) for place in range(1, len(tally.columns) + 1))
    return (
        f"INSERT INTO {tally.table} ({tally.names}, amount) "  # noqa: S608 - the words above
        f"SELECT {tally.of('r', vendor)}, {sign}COUNT(*) FROM {source} "
        f"WHERE {COUNTED.format(row='r')} GROUP BY {groups}"
    )


FOLD = """
WITH gone AS (DELETE FROM {table} RETURNING {names}, amount)
INSERT INTO {table} ({names}, amount)
SELECT {names}, SUM(amount) FROM gone GROUP BY {names} HAVING SUM(amount) <> 0
"""
MOVED = """
INSERT INTO {table} ({names}, amount)
SELECT {names}, SUM(one) FROM (
    SELECT {keys}, 1 FROM come AS r WHERE {counted} UNION ALL
    SELECT {keys}, -1 FROM gone AS r WHERE {counted}
) AS moved ({names}, one) GROUP BY {names} HAVING SUM(one) <> 0
"""
FUNCTION = """
CREATE FUNCTION issues_tally() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN {inserted};
    ELSIF TG_OP = 'DELETE' THEN {deleted};
    ELSE {updated};
    END IF;
    RETURN NULL;
END
$$
"""


def _each(statement: str, row: str, vendor: str) -> list[str]:
    """A statement about an issue `row`, for every table."""
    return [
        statement.format(
            table=tally.table,
            names=tally.names,
            keys=tally.of(row, vendor),
            counted=COUNTED.format(row=row),
        )
        for tally in TABLES
    ]


def _on_postgresql() -> Iterator[str]:
    here = "postgresql"
    yield FUNCTION.format(
        inserted="; ".join(_counting(tally, "come AS r", here) for tally in TABLES),
        deleted="; ".join(_counting(tally, "gone AS r", here, sign="-") for tally in TABLES),
        updated="; ".join(_each(MOVED, "r", here)),
    )
    for name, (event, tables) in zip(TRIGGERS, EVENTS.items(), strict=True):
        yield (
            f"CREATE TRIGGER {name} AFTER {event} ON issues_issue REFERENCING {tables} "
            "FOR EACH STATEMENT EXECUTE FUNCTION issues_tally()"
        )


COME = """
INSERT INTO {table} ({names}, amount) SELECT {keys}, 1 WHERE {counted}
ON CONFLICT ({names}) DO UPDATE SET amount = amount + 1
"""
# Only what is there is changed: a database that is being emptied may have emptied the tallies before.
GONE = "UPDATE {table} SET amount = amount - 1 WHERE ({names}) = ({keys}) AND {counted}"
# What the tallies are made of; any other change of an issue wakes no trigger.
ASKED = (
    "campaign_id, category_id, unit_id, status, rectification, cycle, "
    "due_on, original_due_on, closed_on, confirmed_on"
)


def _on_sqlite() -> Iterator[str]:
    here = "sqlite"
    for tally in TABLES:
        yield f"CREATE UNIQUE INDEX {tally.table}_once ON {tally.table} ({tally.names})"
    come, gone = _each(COME, "new", here), _each(GONE, "old", here)
    done = {"insert": come, "delete": gone, "update": [*gone, *come]}
    for name, event in zip(TRIGGERS, EVENTS, strict=True):
        of = f" OF {ASKED}" if event == "update" else ""
        yield f"CREATE TRIGGER {name} AFTER {event}{of} ON issues_issue BEGIN {'; '.join(done[event])}; END"
