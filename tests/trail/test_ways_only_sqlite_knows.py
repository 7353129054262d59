import pytest
from django.db import DatabaseError, connection, transaction

from trail import verifying
from trail.models import Entry
from trail.verifying import verify

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("kept", "other"), [("id", "position"), ("position", "id")])
def test_an_entry_cannot_be_replaced_by_one_with_the_same_key(write, kept, other):
    write(1)
    columns = ", ".join(field.column for field in Entry._meta.fields)
    values = ", ".join(
        {"verb": "'forged'", other: f"{other} + 1"}.get(field.column, field.column)
        for field in Entry._meta.fields
    )
    replace = f"INSERT OR REPLACE INTO trail_entry ({columns}) SELECT {values} FROM trail_entry"
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(replace)

    assert Entry.objects.get().verb == "thing.change"


def test_a_value_that_cannot_be_read_is_said_and_the_walk_goes_on(write, forge, monkeypatch):
    monkeypatch.setattr(verifying, "PAGE", 5)
    write(20)
    forge.sql("UPDATE trail_entry SET at = '2026-13-45 25:00:00' WHERE position IN (7, 8)")
    forge.sql("UPDATE trail_entry SET verb = 'forged' WHERE position = 17")

    assert [str(finding) for finding in verify().findings] == [
        "第 7 至 8 条：无法读取，内容已损坏。",
        "第 17 条：内容被改动，与其指纹不符。",
    ]


def test_a_value_of_another_kind_is_an_edited_one(write, forge):
    write(3)
    forge.sql("UPDATE trail_entry SET at = 'no time' WHERE position = 2")

    assert [str(finding) for finding in verify().findings] == ["第 2 条：内容被改动，与其指纹不符。"]
