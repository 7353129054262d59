"""Putting a synthetic ledger into the database as fast as the engine takes it.

Straight into the tables: no action stands behind these rows, and one entry of the trail for each campaign.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from itertools import islice
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.models import Max

from issues import search_index, tallies
from issues.models import Campaign, Deadline, Issue
from ledger.synthetic.county import Stage
from ledger.synthetic.details import closure_of, measures_of, progress_of
from ledger.synthetic.rows import Ledger, Plan, Row
from measures.models import Closure, Measure, Progress
from trail.recording import record

BATCH = 5_000
# From here on building the indexes afterwards is quicker than keeping them up row by row.
REBUILD_FROM = 50_000
CoUnit = Issue.co_units.through


def next_id() -> int:
    """The id the next issue would get."""
    return (Issue.objects.aggregate(last=Max("pk"))["last"] or 0) + 1


def load(plan: Plan, stage: Stage, *, details: int, told: Callable[[int], None] = lambda _: None) -> None:
    """Write the ledger of `plan`; its newest `details` issues get measures and progress."""
    ledger = Ledger(plan, stage)
    with _without_indexes(plan.count >= REBUILD_FROM), transaction.atomic():
        rows = ledger.rows()
        detailed_from = plan.first_id + plan.count - details
        done = 0
        while batch := list(islice(rows, BATCH)):
            _write(batch, stage, detailed_from=detailed_from)
            done += len(batch)
            told(done)
        for campaign in stage.campaigns:
            Campaign.objects.filter(pk=campaign.pk).update(next_serial=ledger.serials[campaign.pk])
            # So that whatever is remembered until something is recorded is asked anew.
            record("campaign.edit", by=None, subject=campaign, after={"issues": plan.count})
    _settle()


def _write(batch: list[Row], stage: Stage, *, detailed_from: int) -> None:
    _insert(Issue, (row.values for row in batch))
    _insert(Deadline, (_first_deadline(row.values) for row in batch if row.values["registered_on"]))
    _insert(
        CoUnit,
        ({"issue_id": row.values["id"], "organisation_id": unit} for row in batch for unit in row.co_units),
    )
    liaison = stage.people["liaison"]
    _insert(
        Closure, (closure_of(row.values, by=liaison) for row in batch if row.values["status"] == "reviewing")
    )
    detailed = [row.values for row in batch if row.values["id"] >= detailed_from and row.values["claimed_on"]]
    _insert(Measure, (one for values in detailed for one in measures_of(values)))
    _insert(Progress, (progress_of(values, by=liaison) for values in detailed))


def _first_deadline(values: dict[str, Any]) -> dict[str, Any]:
    return {
        "issue_id": values["id"],
        "ordinal": 0,
        "due_on": values["due_on"],
        "text": values["due_text"],
        "set_on": values["registered_on"],
    }


def _insert(model: type[models.Model], rows: Iterable[dict[str, Any]]) -> None:
    """Write dicts of column values; what a row does not name gets the field's default."""
    found = list(rows)
    if not found:
        return
    fields = [
        field
        for field in model._meta.concrete_fields
        if not field.generated and (field.column in found[0] or not field.primary_key)
    ]
    stored = _as_text if connection.vendor == "sqlite" else _as_is
    defaults = {field.column: stored(field.get_default()) for field in fields}
    columns = [field.column for field in fields if field.column]
    values = ([stored(row[name]) if name in row else defaults[name] for name in columns] for row in found)
    _copy(model._meta.db_table, columns, values)


def _as_is(value: Any) -> Any:
    return value


def _as_text(value: Any) -> Any:
    """Dates as Django writes them on SQLite."""
    if isinstance(value, datetime):
        return value.replace(tzinfo=None).isoformat(" ", "microseconds")
    return value.isoformat() if isinstance(value, date) else value


def _copy(table: str, columns: list[str], rows: Iterator[list[Any]]) -> None:
    names = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', list(rows))  # noqa: S608 - names are the models' own


@contextmanager
def _without_indexes(wanted: bool) -> Iterator[None]:
    """Take the indexes of issues away meanwhile, with the search index and what keeps the tallies."""
    if not wanted:
        yield
        return
    search_index.remove(connection)
    tallies.remove(connection)
    with connection.schema_editor() as editor:
        for index in Issue._meta.indexes:
            editor.remove_index(Issue, index)
    try:
        yield
    finally:
        with connection.schema_editor() as editor:
            for index in Issue._meta.indexes:
                editor.add_index(Issue, index)
        search_index.install(connection)
        tallies.install(connection)


def _settle() -> None:
    """What a database does in quiet hours: sequences, statistics, visibility."""
    tables: list[type[models.Model]] = [Issue, Deadline, Closure, Measure, Progress, CoUnit]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), tables):
            cursor.execute(statement)
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
