import datetime as dt
import json
import stat
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import transaction

from trail.anchoring import Anchor, anchor_path, read_anchors, write_anchor
from trail.chain import GENESIS
from trail.models import Entry

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
DAY = dt.date(2026, 3, 5)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "anchors" / "trail.jsonl"


def test_an_anchor_notes_where_the_chain_ends(write, path):
    write(5)
    anchor = write_anchor(DAY, path)

    last = Entry.objects.get(position=5)
    assert anchor == Anchor(DAY, 5, last.hash, 5)
    assert json.loads(path.read_text()) == {"day": "2026-03-05", "position": 5, "hash": last.hash, "count": 5}
    assert read_anchors(path).anchors == (anchor,)


def test_an_empty_trail_is_anchored_as_empty(path):
    assert write_anchor(DAY, path) == Anchor(DAY, 0, GENESIS, 0)


def test_a_day_has_one_anchor_however_often_it_is_asked_for(write, path):
    write(2)
    first = write_anchor(DAY, path)
    write(2)

    assert write_anchor(DAY, path) == first
    assert write_anchor(DAY + dt.timedelta(days=1), path).position == 4
    assert len(path.read_text().splitlines()) == 2


def test_only_the_owner_may_read_or_write_the_file(path):
    write_anchor(DAY, path)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_line_left_unfinished_does_not_swallow_the_next(path):
    write_anchor(DAY, path)
    with path.open("a") as file:
        file.write('{"day": "2026-03-06", "posi')
    write_anchor(DAY + dt.timedelta(days=2), path)

    kept = read_anchors(path)
    assert [anchor.day.day for anchor in kept.anchors] == [5, 7]
    assert kept.unreadable == (2,)


@pytest.mark.parametrize(
    "line",
    [b"no json", b"[]", b"5", b"{}", b'{"day": "x", "position": 1, "hash": "", "count": 1}', b"\xff\xfe"],
)
def test_a_line_that_is_no_anchor_is_told_by_its_number(path, line):
    path.parent.mkdir()
    path.write_bytes(b"\n" + line + b"\n")

    assert read_anchors(path).unreadable == (2,)


def test_a_missing_file_is_not_an_empty_one(path):
    assert read_anchors(path) is None


def test_the_file_stands_where_the_settings_say_or_in_the_data_directory(settings, tmp_path):
    settings.TRAIL_ANCHOR_FILE = str(tmp_path / "elsewhere.jsonl")
    assert anchor_path() == tmp_path / "elsewhere.jsonl"

    del settings.TRAIL_ANCHOR_FILE
    settings.DATA_DIR = tmp_path
    assert anchor_path() == tmp_path / "anchors" / "trail.jsonl"


def test_two_that_anchor_the_same_day_at_once_write_one_line(path, monkeypatch):
    monkeypatch.setattr("trail.anchoring._present_end", lambda day: Anchor(day, 1, "a" * 64, 1))
    with ThreadPoolExecutor(8) as pool:
        anchors = set(pool.map(lambda _: write_anchor(DAY, path), range(8)))

    assert len(anchors) == 1
    assert len(path.read_text().splitlines()) == 1


def test_an_anchor_stays_true_while_the_chain_grows(write, path):
    write(3)
    anchor = write_anchor(DAY, path)
    with transaction.atomic():
        write(3)

    assert Entry.objects.get(position=anchor.position).hash == anchor.hash
