"""Finding issues by what is written in them: number, title, description.

Words are taken literally and may have any length; letters a-z count the same in both cases. The index is set
up in `issues.search_index`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.apps import apps
from django.db import connections, models, router
from django.db.models import F, Func

MAX_WORDS = 8
MAX_LENGTH = 60
COLUMNS = ("number", "title", "description")

Sql = tuple[str, tuple[Any, ...]]


def words_of(text: str) -> list[str]:
    """What is asked for: at most `MAX_WORDS` words of at most `MAX_LENGTH` characters."""
    plain = "".join(" " if character < " " or character == "\x7f" else character for character in text)
    return [word[:MAX_LENGTH] for word in plain.split()[:MAX_WORDS]]


class Said(Func):
    """Whether number, title or description of an issue contain every word: read from the texts themselves."""

    output_field = models.BooleanField()

    def __init__(self, words: Sequence[str]) -> None:
        self.words = tuple(words)
        super().__init__(*(F(name) for name in COLUMNS))

    def as_sql(self, compiler: Any, connection: Any, *_args: Any, **_kwargs: Any) -> Sql:
        """For SQLite and PostgreSQL."""
        return _said_sql(_columns(self, compiler), self.words, connection.vendor)


class Indexed(Func):
    """The same as `Said`, answered by the index; on SQLite only of the first `most` issues, if given."""

    output_field = models.BooleanField()

    def __init__(self, words: Sequence[str], most: int | None = None) -> None:
        self.words = tuple(words)
        self.most = most
        super().__init__(F("pk"), *(F(name) for name in COLUMNS))

    def as_sql(self, compiler: Any, connection: Any, *_args: Any, **_kwargs: Any) -> Sql:
        """For SQLite and PostgreSQL."""
        pk, *columns = _columns(self, compiler)
        if connection.vendor == "postgresql":
            return _held_sql(columns, self.words)
        # Pairs of characters in a row are the word: the index alone is exact.
        if self.most is not None:
            return f"{pk} IN ({SQLITE_ROWS} LIMIT %s)", (match_of(self.words), self.most)
        return f"{pk} IN ({SQLITE_ROWS})", (match_of(self.words),)


def _held_sql(columns: Sequence[str], words: Sequence[str]) -> Sql:
    """PostgreSQL's index knows the pairs of a text, not that they stand in a row: longer words are looked
    at.
    """
    sql, grams = f"issue_grams({' || chr(10) || '.join(columns)}) @> %s::int8[]", grams_of(words)
    longer = [word for word in words if len(word) > 2]
    if not longer:
        return sql, (grams,)
    also, patterns = _said_sql(columns, longer, "postgresql")
    return f"({sql} AND {also})", (grams, *patterns)


def _columns(asked: Func, compiler: Any) -> list[str]:
    return [compiler.compile(one)[0] for one in asked.get_source_expressions()]


def _said_sql(columns: Sequence[str], words: Sequence[str], vendor: str) -> Sql:
    """SQLite's LIKE takes a for A; for PostgreSQL both sides are lowered, if the word has letters."""
    conditions: list[str] = []
    patterns: list[Any] = []
    for word in words:
        lowered = vendor == "postgresql" and word.upper() != word.lower()
        names = [f'lower({name} COLLATE "C")' if lowered else name for name in columns]
        conditions.append(" OR ".join(f"{name} LIKE %s ESCAPE '\\'" for name in names))
        patterns += [f"%{_escaped(_lowered(word) if lowered else word)}%"] * len(names)
    return " AND ".join(f"({condition})" for condition in conditions), tuple(patterns)


# At least every tenth issue has it.
COMMON_SHARE = 0.1
SAMPLE = 300


@dataclass(frozen=True)
class Spread:
    """In how many issues the words stand, counted up to a limit; and whether they stand in very many."""

    count: int
    is_common: bool


def spread_of(words: Sequence[str], *, limit: int) -> Spread:
    """Ask the index: one quick query, however many issues have the words."""
    connection = connections[router.db_for_read(apps.get_model("issues", "Issue"))]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            return _spread_on_postgresql(cursor, words, limit)
        cursor.execute(SQLITE_SPREAD, (match_of(words), limit))
        count, first, last = cursor.fetchone()
    return Spread(count, count == limit and count >= COMMON_SHARE * (last - first + 1))


def _spread_on_postgresql(cursor: Any, words: Sequence[str], limit: int) -> Spread:
    """It gathers all rows of a common word before it gives the first; so the newest issues are looked at
    before.
    """
    said, patterns = _said_sql(COLUMNS, words, "postgresql")
    held, grams = _held_sql(COLUMNS, words)
    enough = int(SAMPLE * COMMON_SHARE)
    sql = POSTGRESQL_SPREAD.format(said=said, held=held)
    cursor.execute(sql, (SAMPLE, *patterns, enough, enough, *patterns, limit, *grams, limit))
    is_common, count = cursor.fetchone()
    return Spread(count, is_common)


SQLITE_SPREAD = """
SELECT COUNT(*), MIN(rowid), MAX(rowid)
FROM (SELECT rowid FROM issues_search WHERE issues_search MATCH %s LIMIT %s)
"""
POSTGRESQL_SPREAD = """
WITH newest AS (SELECT number, title, description FROM issues_issue ORDER BY id DESC LIMIT %s),
seen AS MATERIALIZED (SELECT COUNT(*) AS found FROM newest WHERE {said})
SELECT found >= %s, CASE WHEN found >= %s
THEN (SELECT COUNT(*) FROM (SELECT 1 FROM issues_issue WHERE {said} LIMIT %s) AS looked_at)
ELSE (SELECT COUNT(*) FROM (SELECT 1 FROM issues_issue WHERE {held} LIMIT %s) AS looked_up) END
FROM seen
"""
SQLITE_ROWS = "SELECT rowid FROM issues_search WHERE issues_search MATCH %s"


def match_of(words: Sequence[str]) -> str:
    """The words as FTS5 asks for them: pairs in a row; a single character is the beginning of a pair."""
    return " AND ".join(f"({_phrase(word)})" for word in words)


def _phrase(word: str) -> str:
    if len(word) == 1:
        return f"{_quoted(word)} *"
    return " + ".join(_quoted(word[at : at + 2]) for at in range(len(word) - 1))


def _quoted(gram: str) -> str:
    return '"' + gram.replace('"', '""') + '"'


def grams_of(words: Sequence[str]) -> list[int]:
    """The words as the PostgreSQL index holds them: pairs as one number, and single characters."""
    grams: set[int] = set()
    for word in map(_lowered, words):
        codes = [ord(character) for character in word]
        pairs = {(first << 21) + second for first, second in pairwise(codes)}
        grams |= pairs or set(codes)
    return sorted(grams)


def _lowered(word: str) -> str:
    """A-Z as a-z, nothing else changed: what both databases do."""
    return "".join(character.lower() if character.isascii() else character for character in word)


def _escaped(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
