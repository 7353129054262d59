"""Walking the whole chain once, in order, in constant memory, and telling what does not hold."""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db import connections, router
from django.db.models import Q, QuerySet

from trail.anchoring import Anchor, AnchorFile
from trail.chain import GENESIS, Content, fingerprint
from trail.findings import Finding, Kind, merged
from trail.guards import missing_guards
from trail.models import Entry

PAGE = 2000  # rows read at a time
NEAR = 16  # how many places a renumbered entry is looked for on either side
LOOKUPS = 20  # how often an entry is looked for farther away: each looks through the whole table
KEPT = 1000  # findings kept for showing; the rest is counted
DAMAGED = (ValueError, TypeError, AttributeError, OverflowError)  # what reading a damaged value raises

COLUMNS = ("id", "hash", *Content._fields)


class Row(NamedTuple):
    """A stored entry; `content` is None when it cannot be read."""

    id: int
    position: int
    hash: str
    content: Content | None


@dataclass
class Report:
    """Entries read, the last position, the findings kept and the number of findings in all."""

    entries: int = 0
    last: int = 0
    findings: list[Finding] = field(default_factory=list)
    found: int = 0

    def add(self, findings: Iterable[Finding]) -> None:
        for finding in findings:
            self.found += 1
            if len(self.findings) < KEPT:
                self.findings.append(finding)


def verify(anchors: AnchorFile | None = None) -> Report:
    """Check every entry against its hash, its neighbour and the anchors; nothing is changed."""
    report = Report()
    report.add(_unguarded())
    report.add(_unreadable_lines(anchors))
    walk = _Walk(report, anchors.anchors if anchors else ())
    report.add(merged(walk.findings(rows())))
    return report


def rows() -> Iterator[Row]:
    """Every stored entry by position; by key in pages, so neither side ever holds them all."""
    query = _stored().order_by("position", "id")
    after = Q()
    while page := _page(query.filter(after)[:PAGE]):
        yield from page
        end = page[-1]
        after = Q(position__gt=end.position) | Q(position=end.position, id__gt=end.id)


def _stored() -> QuerySet[Entry]:
    return Entry.objects.using(router.db_for_write(Entry))


def _page(query: QuerySet[Entry]) -> list[Row]:
    try:
        return [_row(values) for values in query.values_list(*COLUMNS)]
    except DAMAGED:
        return [_one(*key) for key in query.values_list("id", "position")]


def _one(key: int, position: int) -> Row:
    """A row of a page in which something is damaged."""
    try:
        values = _stored().values_list(*COLUMNS).get(pk=key)
    except DAMAGED:
        return Row(key, position, "", None)
    return _row(values)


def _row(values: tuple[Any, ...]) -> Row:
    content = Content._make(values[2:])
    return Row(values[0], content.position, values[1], content)


def _unguarded() -> Iterator[Finding]:
    for name in missing_guards(connections[router.db_for_write(Entry)]):
        yield Finding(Kind.UNGUARDED, 0, 0, detail=name)


def _unreadable_lines(anchors: AnchorFile | None) -> Iterator[Finding]:
    for line in anchors.unreadable if anchors else ():
        yield Finding(Kind.BAD_ANCHOR, line, line)


class _Seen(NamedTuple):
    """What the walk remembers of an entry; `shift` is None when its content did not match its hash."""

    position: int
    hash: str
    shift: int | None


class _Walk:
    """The walk along the chain: what is behind it, and how far the entries stand from their own places."""

    def __init__(self, report: Report, anchors: Iterable[Anchor]) -> None:
        self.report = report
        self.behind: deque[_Seen] = deque([_Seen(0, GENESIS, 0)], maxlen=NEAR + 1)
        self.shift = 0
        self.lookups = LOOKUPS
        self.anchors: dict[int, list[Anchor]] = {}
        for anchor in anchors:
            self.anchors.setdefault(anchor.position, []).append(anchor)

    def findings(self, stored: Iterable[Row]) -> Iterator[Finding]:
        for row in stored:
            yield from self._step(row)
            self.report.entries += 1
            self.report.last = row.position
        yield from self._cut_tail()

    def _step(self, row: Row) -> Iterator[Finding]:
        before = self.behind[-1]
        yield from _order(before, row)
        shift = self._shift_of(row)
        seen = _Seen(row.position, row.hash, shift)
        yield from self._link(row, seen)
        yield from _content(row, shift)
        yield from self._against_anchors(row)
        self.behind.append(seen)

    def _link(self, row: Row, seen: _Seen) -> Iterator[Finding]:
        """Whether the entry names the hash of the one behind it."""
        before = self.behind[-1]
        if row.content is None or row.content.previous_hash == before.hash:
            return
        inserted = self._inserted(row.content.previous_hash)
        if inserted and seen.shift == -len(inserted):
            yield Finding(Kind.INSERTED, inserted[0].position, inserted[-1].position)
        elif seen.position == before.position + 1 and before.shift == 0 and seen.shift == 0:
            # Where a place is empty or an entry was edited or moved, the break has been said already.
            kind = Kind.UNLINKED if before.position else Kind.HEADLESS
            yield Finding(kind, row.position, row.position)

    def _inserted(self, previous_hash: str) -> list[_Seen]:
        """Entries just behind that the chain goes around, standing where they say they belong."""
        around: list[_Seen] = []
        for seen in reversed(self.behind):
            if seen.hash == previous_hash:
                return around[::-1]
            if seen.shift:
                return []
            around.append(seen)
        return []

    def _shift_of(self, row: Row) -> int | None:
        """How far up its hash says the entry belongs: 0 in its place, None when its content fits no place."""
        if row.content is None:
            return None
        if _belongs(row.content, row.hash, 0):
            self.shift = 0
            return 0
        for shift in self._candidates(row.content):
            if shift and _belongs(row.content, row.hash, shift):
                self.shift = shift
                return shift
        return None

    def _candidates(self, content: Content) -> Iterator[int]:
        """Where a displaced entry may come from: as far as its neighbour, nearby, behind its predecessor."""
        yield self.shift
        for distance in range(1, NEAR + 1):
            yield distance
            yield -distance
        if self.lookups:
            self.lookups -= 1
            named = _stored().filter(hash=content.previous_hash).exclude(position=content.position)
            predecessor = named.order_by("position").values_list("position", flat=True).first()
            if predecessor:
                yield predecessor + 1 - content.position

    def _against_anchors(self, row: Row) -> Iterator[Finding]:
        for anchor in self.anchors.get(row.position, ()):
            if anchor.hash != row.hash:
                yield Finding(Kind.REWRITTEN, row.position, row.position, detail=anchor.day.isoformat())

    def _cut_tail(self) -> Iterator[Finding]:
        farthest = max(self.anchors, default=0)
        if farthest > self.report.last:
            day = self.anchors[farthest][0].day
            yield Finding(Kind.CUT, self.report.last + 1, farthest, detail=day.isoformat())


def _order(before: _Seen, row: Row) -> Iterator[Finding]:
    if row.position > before.position + 1:
        yield Finding(Kind.MISSING, before.position + 1, row.position - 1)
    elif row.position == before.position:
        yield Finding(Kind.INSERTED, row.position, row.position)


def _content(row: Row, shift: int | None) -> Iterator[Finding]:
    if row.content is None:
        yield Finding(Kind.UNREADABLE, row.position, row.position)
    elif shift is None:
        yield Finding(Kind.EDITED, row.position, row.position)
    elif shift:
        yield Finding(Kind.MOVED, row.position, row.position, shift=shift)


def _belongs(content: Content, stored_hash: str, shift: int) -> bool:
    """Whether the hash fits the content with its position moved up by so much."""
    try:
        return fingerprint(content._replace(position=content.position + shift)) == stored_hash
    except DAMAGED:
        return False
