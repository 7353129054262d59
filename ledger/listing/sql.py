"""What is written around the conditions that Django writes: counting, ordering, uniting, joining.

Only words that stand in this package are put into a text; every value is a parameter.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

COUNTED = "SELECT id FROM ({}) AS counted LIMIT %s"
COUNT = "SELECT COUNT(*) FROM ({}) AS counted"
ALL = "SELECT id, place FROM ({}) AS piece"
BEYOND = "SELECT id, place FROM ({}) AS piece WHERE (place, id) {sign} (%s, %s)"
IN_ORDER = "{} ORDER BY place {turn}, id {turn} LIMIT %s"
TURNED_TO = "SELECT id, place FROM ({}) AS united ORDER BY place {turn}, id {turn} LIMIT %s OFFSET %s"
# A query once for each of `rows`, which it reads as columns c0, c1, ... of v.
FOR_EACH = {
    "sqlite": """
        SELECT r.id, r.{column} AS place
        FROM (SELECT {names} FROM (VALUES {rows})) AS v CROSS JOIN issues_issue AS r
        WHERE r.id IN (SELECT id FROM ({}))
    """,
    "postgresql": """
        SELECT r.id, r.place FROM (VALUES {rows}) AS v ({names}) CROSS JOIN LATERAL ({}) AS r
    """,
}
NAME = {"sqlite": "column{} AS c{}", "postgresql": "c{1}"}
# All that is found, if it is so little, and a page of it, in one go.
GATHERED = "SELECT id, place FROM ({}) AS gathered LIMIT %s"
FOUND = "WITH found (id, place) AS MATERIALIZED ({})"
TOTAL = ", (SELECT COUNT(*) FROM found)"
# The columns of `fetching.Row`.
ROWS = """
    SELECT i.id, i.number, i.title, c.name, l.post, l.name, i.unit_id, o.name, i.due_on, i.due_text, i.status,
        i.rectification, i.refusals, i.progressed_on, i.confirmed_on, i.registered_on, i.campaign_id,
        page.place {total}
    FROM ({}) AS page
    CROSS JOIN issues_issue AS i
    INNER JOIN issues_category AS c ON c.id = i.category_id
    LEFT OUTER JOIN people_leader AS l ON l.id = i.lead_leader_id
    LEFT OUTER JOIN people_organisation AS o ON o.id = i.unit_id
    WHERE i.id = page.id
    ORDER BY page.place {turn}, page.id {turn}
"""


@dataclass(frozen=True)
class Sql:
    """A query and its parameters."""

    text: str
    params: tuple[Any, ...] = ()

    def within(self, around: str, *, before: Sequence[Any] = (), after: Sequence[Any] = ()) -> "Sql":
        """A query around this one, which takes the place of {}."""
        return Sql(around.replace("{}", self.text), (*before, *self.params, *after))


NOTHING = Sql("SELECT NULL WHERE 1 = 0")


def worded(text: str, **words: str) -> str:
    """A query with its {words} put in."""
    for name, word in words.items():
        text = text.replace(f"{{{name}}}", word)
    return text


def united(parts: Sequence[Sql]) -> Sql:
    """The rows of all parts, each once."""
    if len(parts) == 1:
        return parts[0]
    wrapped = [part.within("SELECT * FROM ({}) AS part") for part in parts]
    return Sql(" UNION ".join(part.text for part in wrapped), tuple(p for part in parts for p in part.params))


def for_each(vendor: str, rows: Sequence[Sequence[Any]], column: str) -> str:
    """The text around a query that is to run once for each of `rows`."""
    width = len(rows[0])
    marks = "(" + ", ".join(["%s"] * width) + ")"
    names = ", ".join(NAME[vendor].format(at + 1, at) for at in range(width))
    return worded(FOR_EACH[vendor], rows=", ".join([marks] * len(rows)), names=names, column=column)
