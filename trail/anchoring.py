"""The anchor file: once a day the end of the chain is noted outside the database.

A chain proves that nothing inside it was changed. It cannot show that its tail was cut off or that all of it
was written anew; a note of where it ended, kept where the database's owner cannot write, can.
"""

import datetime as dt
import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db.models import Count, Max

from trail.chain import GENESIS
from trail.models import Entry

FILE_MODE = 0o600
FOLDER_MODE = 0o700


@dataclass(frozen=True)
class Anchor:
    """Where the chain ended on a day: last position and its hash (0 and GENESIS when empty), the count."""

    day: dt.date
    position: int
    hash: str
    count: int

    def line(self) -> str:
        fields = {
            "day": self.day.isoformat(),
            "position": self.position,
            "hash": self.hash,
            "count": self.count,
        }
        return json.dumps(fields) + "\n"


@dataclass(frozen=True)
class AnchorFile:
    """What an anchor file says; `unreadable` are the numbers of lines that are no anchor."""

    anchors: tuple[Anchor, ...]
    unreadable: tuple[int, ...]


def anchor_path() -> Path:
    """settings.TRAIL_ANCHOR_FILE, or anchors/trail.jsonl in the data directory."""
    given = getattr(settings, "TRAIL_ANCHOR_FILE", None)
    return Path(given) if given else Path(settings.DATA_DIR) / "anchors" / "trail.jsonl"


def read_anchors(path: Path) -> AnchorFile | None:
    """The anchors in the file, or None when there is no such file."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None
    return _parsed(content)


def write_anchor(today: dt.date, path: Path | None = None) -> Anchor:
    """Note where the chain ends, once per day; returns the day's anchor, an earlier one if there is one.

    Call it outside a transaction: an entry that is rolled back afterwards would look cut off.
    """
    with _locked(path or anchor_path()) as descriptor:
        content = _whole(descriptor)
        for anchor in _parsed(content).anchors:
            if anchor.day == today:
                return anchor
        anchor = _present_end(today)
        # A line that a power cut left unfinished must not swallow this one.
        unfinished = bool(content) and not content.endswith(b"\n")
        os.write(descriptor, (("\n" if unfinished else "") + anchor.line()).encode())
        os.fsync(descriptor)
        return anchor


def _present_end(day: dt.date) -> Anchor:
    tally = Entry.objects.aggregate(count=Count("*"), position=Max("position"))
    if not tally["count"]:
        return Anchor(day, 0, GENESIS, 0)
    last = Entry.objects.only("hash").get(position=tally["position"])
    return Anchor(day, tally["position"], last.hash, tally["count"])


@contextmanager
def _locked(path: Path) -> Iterator[int]:
    """The file open for appending, readable by its owner alone, with other writers kept out."""
    path.parent.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
    fresh = not path.exists()
    descriptor = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, FILE_MODE)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        if fresh:
            _sync_folder(path.parent)
        yield descriptor
    finally:
        os.close(descriptor)


def _sync_folder(folder: Path) -> None:
    """Make the new file's name survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _whole(descriptor: int) -> bytes:
    return os.pread(descriptor, os.fstat(descriptor).st_size, 0)


def _parsed(content: bytes) -> AnchorFile:
    anchors: list[Anchor] = []
    unreadable: list[int] = []
    for number, line in enumerate(content.split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            anchors.append(_anchor(line))
        except (ValueError, KeyError, TypeError):
            unreadable.append(number)
    return AnchorFile(tuple(anchors), tuple(unreadable))


def _anchor(line: bytes) -> Anchor:
    fields = json.loads(line)
    day = dt.date.fromisoformat(fields["day"])
    return Anchor(day, int(fields["position"]), str(fields["hash"]), int(fields["count"]))
