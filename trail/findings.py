"""What a verification can find, and how each finding is said."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto

from django.utils.translation import gettext as _


class Kind(Enum):
    EDITED = auto()
    MISSING = auto()
    MOVED = auto()
    INSERTED = auto()
    UNLINKED = auto()
    HEADLESS = auto()
    UNREADABLE = auto()
    CUT = auto()
    REWRITTEN = auto()
    BAD_ANCHOR = auto()
    UNGUARDED = auto()


@dataclass(frozen=True)
class Finding:
    """Something wrong with the entries `first` to `last`.

    `shift`: how far up the chain MOVED entries belong. `detail`: the day of an anchor, a trigger's name.
    """

    kind: Kind
    first: int
    last: int
    shift: int = 0
    detail: str = ""

    def follows(self, other: "Finding") -> bool:
        """Whether it only prolongs the other finding."""
        alike = (self.kind, self.shift) == (other.kind, other.shift)
        return self.kind in MERGED and alike and self.first == other.last + 1

    def __str__(self) -> str:
        return _sentence(self.kind) % {
            "which": _entries(self.first, self.last),
            "origin": _entries(self.first + self.shift, self.last + self.shift),
            "before": self.first - 1,
            "last": self.last,
            "detail": self.detail,
        }


MERGED = (Kind.EDITED, Kind.MOVED, Kind.UNREADABLE)


def _entries(first: int, last: int) -> str:
    if first == last:
        return _("第 %(position)s 条") % {"position": first}
    return _("第 %(first)s 至 %(last)s 条") % {"first": first, "last": last}


def _sentence(kind: Kind) -> str:
    """The sentence of a finding; asked at the time of speaking, so that it follows the language."""
    return {
        Kind.EDITED: _("%(which)s：内容被改动，与其指纹不符。"),
        Kind.MISSING: _("%(which)s：缺失，记录被删除。"),
        Kind.MOVED: _("%(which)s：原为%(origin)s，次序被调换，或因增删而被重新编号。"),
        Kind.INSERTED: _("%(which)s：不在原链条中，是后来插入的。"),
        Kind.UNLINKED: _("%(which)s：与第 %(before)s 条不相接，两条之一是替换、改写或插入的。"),
        Kind.HEADLESS: _("%(which)s：不是链条的开头，它之前的记录被删除，或此条是替换、改写的。"),
        Kind.UNREADABLE: _("%(which)s：无法读取，内容已损坏。"),
        Kind.CUT: _("末尾被截去：%(detail)s 的锚点记到第 %(last)s 条，现在只到第 %(before)s 条。"),
        Kind.REWRITTEN: _("%(which)s：与 %(detail)s 的锚点不符，此条及以前的链条被重写。"),
        Kind.BAD_ANCHOR: _("锚点文件第 %(last)s 行无法读取。"),
        Kind.UNGUARDED: _("数据库中防改触发器 %(detail)s 缺失或已停用。"),
    }[kind]


def merged(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings with runs of like neighbours drawn into one."""
    pending: Finding | None = None
    for finding in findings:
        if pending and finding.follows(pending):
            pending = replace(pending, last=finding.last)
            continue
        if pending:
            yield pending
        pending = finding
    if pending:
        yield pending
