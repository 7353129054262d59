import datetime as dt

import pytest
from django.db import connection

from tests.append_only import guards_lifted
from trail import verifying
from trail.anchoring import Anchor, AnchorFile
from trail.chain import GENESIS
from trail.models import Entry
from trail.verifying import verify

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
DAY = dt.date(2026, 3, 5)


def said(anchors: AnchorFile | None = None) -> list[str]:
    return [str(finding) for finding in verify(anchors).findings]


def anchored(position: int) -> AnchorFile:
    known = Entry.objects.get(position=position).hash if position else GENESIS
    return AnchorFile((Anchor(DAY, position, known, position),), ())


def test_an_empty_trail_holds():
    report = verify()

    assert (report.entries, report.last, report.found) == (0, 0, 0)


def test_a_chain_that_nobody_touched_holds(write):
    write(30)
    report = verify(anchored(20))

    assert (report.entries, report.last, report.findings) == (30, 30, [])


def test_a_chain_longer_than_a_page_holds_and_takes_one_query_per_page(
    write, monkeypatch, django_assert_num_queries
):
    monkeypatch.setattr(verifying, "PAGE", 10)
    write(25)
    with django_assert_num_queries(1 + 4):  # the guards, then three pages and the empty one
        report = verify()

    assert (report.entries, report.findings) == (25, [])


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("after", '{"n": 999}'),
        ("before", "{}"),
        ("who_name", "别人"),
        ("who_id", None),
        ("verb", "thing.void"),
        ("subject_id", 99),
        ("at", "2020-01-01 00:00:00+00:00"),
    ],
)
def test_an_edited_entry_is_found(write, forge, column, value):
    write(9)
    cast = "::jsonb" if connection.vendor == "postgresql" and column in {"before", "after"} else ""
    forge.sql(f"UPDATE trail_entry SET {column} = %s{cast} WHERE position = 4", value)

    assert said() == ["第 4 条：内容被改动，与其指纹不符。"]


def test_neighbouring_edited_entries_are_said_as_one(write, forge):
    write(9)
    forge.sql("UPDATE trail_entry SET verb = 'forged' WHERE position IN (3, 4, 5, 8)")

    assert said() == ["第 3 至 5 条：内容被改动，与其指纹不符。", "第 8 条：内容被改动，与其指纹不符。"]


def test_an_edited_entry_whose_hash_was_made_to_fit_breaks_the_link_to_the_next(write, forge):
    write(9)
    forge.sql("UPDATE trail_entry SET verb = 'forged' WHERE position = 4")
    forge.rehash(4)

    assert said() == ["第 5 条：与第 4 条不相接，两条之一是替换、改写或插入的。"]


def test_a_changed_hash_is_found(write, forge):
    write(9)
    forge.sql("UPDATE trail_entry SET hash = %s WHERE position = 4", "0" * 64)

    assert said() == ["第 4 条：内容被改动，与其指纹不符。"]


def test_removed_entries_are_found(write, forge):
    write(9)
    forge.sql("DELETE FROM trail_entry WHERE position IN (1, 4, 5)")

    assert said() == ["第 1 条：缺失，记录被删除。", "第 4 至 5 条：缺失，记录被删除。"]


def test_an_entry_removed_with_the_rest_renumbered_is_found(write, forge):
    write(40)
    forge.sql("DELETE FROM trail_entry WHERE position = 5")
    forge.shift(6, -1)

    assert said() == ["第 5 至 39 条：原为第 6 至 40 条，次序被调换，或因增删而被重新编号。"]


@pytest.mark.parametrize("other", [5, 6, 9, 40])
def test_two_entries_that_changed_places_are_found(write, forge, other):
    write(50)
    forge.swap(4, other)

    assert said() == [
        f"第 4 条：原为第 {other} 条，次序被调换，或因增删而被重新编号。",
        f"第 {other} 条：原为第 4 条，次序被调换，或因增删而被重新编号。",
    ]


def test_an_entry_put_in_between_is_found(write, forge):
    write(9)
    forge.shift(5, 1)
    last_before = Entry.objects.get(position=4)
    fields = last_before.content()._asdict()
    forged = fields | {"position": 5, "verb": "forged", "previous_hash": last_before.hash}
    Entry(**forged).save()
    forge.rehash(5)

    assert said() == [
        "第 5 条：不在原链条中，是后来插入的。",
        "第 6 至 10 条：原为第 5 至 9 条，次序被调换，或因增删而被重新编号。",
    ]


def test_an_entry_appended_without_its_link_is_found(write):
    write(3)
    Entry(**(Entry.objects.get(position=3).content()._asdict() | {"position": 4})).save()

    assert said() == ["第 4 条：内容被改动，与其指纹不符。"]


def test_an_entry_appended_beside_the_chain_is_found(write, forge):
    write(3)
    Entry(**(Entry.objects.get(position=3).content()._asdict() | {"position": 4})).save()
    forge.rehash(4)

    assert said() == ["第 4 条：与第 3 条不相接，两条之一是替换、改写或插入的。"]


def test_a_first_entry_that_names_a_predecessor_is_found(write, forge):
    write(1)
    forge.sql("UPDATE trail_entry SET previous_hash = %s", "1" * 64)
    forge.rehash(1)

    assert said() == ["第 1 条：不是链条的开头，它之前的记录被删除，或此条是替换、改写的。"]


@pytest.mark.postgres  # SQLite cannot drop a constraint
def test_an_entry_filed_twice_under_one_position_is_found(write, forge):
    write(3)
    forge.sql("ALTER TABLE trail_entry DROP CONSTRAINT trail_entry_position_key")
    Entry(**(Entry.objects.get(position=2).content()._asdict() | {"verb": "forged"})).save()

    assert "第 2 条：不在原链条中，是后来插入的。" in said()


def test_a_tail_that_was_cut_off_is_found_by_the_anchor_alone(write, forge):
    write(9)
    anchors = anchored(9)
    forge.sql("DELETE FROM trail_entry WHERE position > 6")

    assert said() == []
    assert said(anchors) == ["末尾被截去：2026-03-05 的锚点记到第 9 条，现在只到第 6 条。"]


def test_a_trail_that_was_emptied_is_found_by_the_anchor(write, forge):
    write(2)
    anchors = anchored(2)
    forge.sql("DELETE FROM trail_entry")

    assert said(anchors) == ["末尾被截去：2026-03-05 的锚点记到第 2 条，现在只到第 0 条。"]


def test_a_chain_written_anew_is_found_by_the_anchor_alone(write, forge):
    write(9)
    anchors = anchored(6)
    forge.sql("DELETE FROM trail_entry")
    write(9)

    assert said() == []
    assert said(anchors) == ["第 6 条：与 2026-03-05 的锚点不符，此条及以前的链条被重写。"]


def test_an_anchor_of_the_empty_trail_fits_any_chain(write):
    write(1)

    assert said(anchored(0)) == []


def test_a_line_of_the_anchor_file_that_cannot_be_read_is_said(write):
    write(1)

    assert said(AnchorFile((), (3,))) == ["锚点文件第 3 行无法读取。"]


def test_a_missing_trigger_is_said(write):
    write(1)
    with guards_lifted(connection):
        sentences = said()

    name = "trail_refuses_update" if connection.vendor == "sqlite" else "trail_refuses_change"
    assert f"数据库中防改触发器 {name} 缺失或已停用。" in sentences


def test_of_very_many_findings_the_first_are_kept_and_all_are_counted(write, forge, monkeypatch):
    monkeypatch.setattr(verifying, "KEPT", 3)
    write(20)
    forge.sql("UPDATE trail_entry SET verb = 'forged' WHERE position %% 2 = 0")
    report = verify()

    assert [finding.first for finding in report.findings] == [2, 4, 6]
    assert report.found == 10
