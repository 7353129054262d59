"""The list asks the database as often for a thousand issues as for ten, whoever asks and whatever for."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from issues.colours import Policy, colour_of
from issues.models import Issue, RectificationType
from ledger.listing.asked import FILTERS
from ledger.listing.orders import ORDERS, Anchor
from ledger.synthetic import Plan, load, next_id, set_stage
from ledger.todos import todos_of
from people.models import User

# Without a transaction around it: a ledger that is filled is put in order afterwards, which PostgreSQL
# does outside of one only.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_engines, pytest.mark.slow]

TODAY = date(2026, 11, 20)
MOST = 8
# Asked besides, once after something was recorded: the choices, the to-dos.
ASKED_ANEW = 2
# One of each role; `unit_clerk` sees issues in several ways.
PEOPLE = ("clerk", "leader", "liaison", "unit_clerk")


@pytest.fixture(autouse=True)
def _at_noon(time_machine):
    """The clock stands still: a session is written once a minute."""
    time_machine.move_to(datetime(2026, 11, 20, 4, tzinfo=UTC), tick=False)


def grow(size: int) -> None:
    """Let the ledger have so many issues, of two units, so that everybody sees something of ten."""
    stage, first = set_stage(units=2, today=TODAY), next_id()
    load(Plan(size - first + 1, 5, TODAY, first), stage, details=0)
    assert Issue.objects.count() == size


def addresses(user: User) -> list[dict[str, object]]:
    """Every filter, order, page and search; each with something to show of ten issues already."""
    seen = Issue.objects.visible_to(user).select_related("category")
    row = seen.filter(unit_id__in=user.subtree_ids).order_by("ledger_order", "pk")[1]
    kind = RectificationType(row.rectification)
    pending = seen.open()[0]
    filters = {
        "campaign": row.campaign_id,
        "category": row.category.parent_id,
        "unit": row.unit_id,
        "just_unit": row.unit_id,
        "leader": row.lead_leader_id,
        "status": row.status,
        "type": next(name for name in ("immediate", "staged", "standing") if getattr(kind, f"is_{name}")),
        "colour": colour_of(pending, on=TODAY, policy=Policy()).value,
        "due_from": "2000-01-01",
        "due_to": "2100-01-01",
        "todo": "closing.of",
        "q": row.title[:2],
    }
    assert filters.keys() == set(FILTERS)
    place = Anchor("number", row.ledger_order, row.pk)
    return [
        {},
        *({name: value} for name, value in filters.items()),
        *({"sort": f"{sign}{order}"} for order in ORDERS for sign in ("", "-")),
        *({"sort": order, "last": "1"} for order in ORDERS),
        {"page": 1},
        {"after": place},
        {"before": Anchor("number", row.ledger_order, row.pk + 1)},
        {"size": 100},
        {"q": row.title[:1]},
        {"q": row.title},
        {"q": f"{row.title[:2]} {row.title[2:4]}"},
        {"unit": row.unit_id, "status": row.status, "sort": "due"},
        {"unit": row.unit_id, "q": row.title[:2], "sort": "-changed"},
    ]


def queries_of(client, asked) -> int:
    """How many queries a page takes."""
    with CaptureQueriesContext(connection) as queries:
        answer = client.get("/ledger/", asked)
    assert answer.status_code == 200
    return len(queries)
    return len(queries)


def with_rows(client, asked) -> int:
    """The same of a page that has rows and nothing to complain of."""
    with CaptureQueriesContext(connection) as queries:
        page = client.get("/ledger/", asked).context["screen"].page
    assert page.rows, asked
    assert not page.problems, asked
    return len(queries)
    return len(queries)


def test_ten_issues_and_a_thousand_take_the_same_queries_and_never_more_than_eight(client_for):
    grow(10)
    clients = {name: client_for(User.objects.get(username=name)) for name in PEOPLE}
    asked = {name: addresses(User.objects.get(username=name)) for name in PEOPLE}
    few = {}
    for name in PEOPLE:
        clients[name].get("/ledger/")
        few[name] = [with_rows(clients[name], one) for one in asked[name]]
    grow(1000)
    for name in PEOPLE:
        clients[name].get("/ledger/")
        many = [with_rows(clients[name], one) for one in asked[name]]
        assert many == few[name], name
        assert max(many) <= MOST, name


def test_beyond_the_count_and_on_far_pages_they_are_not_more_than_eight(client_for):
    grow(2500)
    for name in PEOPLE:
        user = User.objects.get(username=name)
        client = client_for(user)
        last = Issue.objects.visible_to(user).order_by("-ledger_order", "-pk")[30]
        far = [
            {"page": 40},
            {"page": 9_999_999},
            {"after": Anchor("number", last.ledger_order, last.pk)},
            *({"todo": todo.key} for todo in todos_of(user)),
            *({"q": word} for word in ("的", "群众", "榫卯", "无此词")),
        ]
        client.get("/ledger/")
        # What a part of the ledger holds is gathered first, and read again once it proves to be too much.
        for one in [*far, *(addresses(user) if name in ("liaison", "unit_clerk") else ())]:
            assert queries_of(client, one) <= MOST, (name, one)


@pytest.mark.parametrize("name", PEOPLE)
def test_after_something_was_recorded_the_choices_and_the_to_dos_are_asked_anew_once(client_for, name):
    grow(10)
    client = client_for(User.objects.get(username=name))
    client.get("/ledger/")
    before = with_rows(client, {})
    for size in (11, 200):
        grow(size)
        assert queries_of(client, {}) == before + ASKED_ANEW
        assert queries_of(client, {}) == before
