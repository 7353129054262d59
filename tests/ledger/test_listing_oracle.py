"""The list equals what an oracle without SQL finds: filters, orders, counts, all pages there and back."""

import random
from datetime import timedelta

import pytest

from ledger import listing
from ledger.desk import Desk
from ledger.listing import fetching, paging, searching
from ledger.listing.orders import ORDERS
from tests.ledger.listing_world import PEOPLE, TODAY, WORDS, World

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
SORTS = [f"{sign}{key}" for key in ORDERS for sign in ("", "-")]


def draw(world: World, choices: listing.Choices, drawn: random.Random) -> dict:
    """Some filters at once, out of what the person may choose."""

    def one_of(ids):
        return drawn.choice(sorted(ids)) if ids else None

    day = TODAY + timedelta(days=drawn.randint(-20, 20))
    possible = {
        "campaign": one_of(choices.campaigns),
        "category": one_of(choices.categories),
        "unit": one_of(choices.units),
        "just_unit": one_of(choices.units),
        "leader": one_of(choices.leaders),
        "status": drawn.choice(["open", "draft", "assigned", "rectifying", "closed", "void"]),
        "type": drawn.choice(["immediate", "staged", "standing"]),
        "colour": drawn.choice(["red", "yellow", "blue"]),
        "due_from": day,
        "due_to": day + timedelta(days=drawn.choice([0, 5, 40])),
        "q": " ".join(drawn.sample([*WORDS, "议", "100%a", "002"], k=drawn.choice([1, 1, 2]))),
    }
    names = drawn.sample(sorted(possible), k=drawn.choice([0, 1, 1, 2, 3]))
    asked = {name: possible[name] for name in names if possible[name] is not None}
    category = choices.categories.get(asked.get("category"))
    if category and category.campaign != asked.get("campaign", category.campaign):
        del asked["category"]
    return asked


def walk(asked: dict, offered: listing.Offered) -> tuple[list[int], list[int], listing.Page]:
    """Ids of all pages forwards, and of all pages backwards from the last; and the first page."""

    def turn(**where):
        reading = listing.read({name: str(value) for name, value in {**asked, **where}.items()}, offered)
        assert reading.problems == ()
        return listing.turn(reading, offered, TODAY)

    first = page = turn()
    forwards = [row.pk for row in page.rows]
    while page.has_after:
        page = turn(after=page.anchor(page.rows[-1]))
        forwards += [row.pk for row in page.rows]
    page = turn(last=1)
    backwards = [row.pk for row in page.rows]
    while page.has_before:
        page = turn(before=page.anchor(page.rows[0]))
        backwards = [row.pk for row in page.rows] + backwards
    return forwards, backwards, first


@pytest.fixture(params=[False, True], ids=["counted", "beyond_the_limit"])
def limit(request, monkeypatch):
    """Once as it is; once as if a handful were more than is counted, which is how large ledgers are read."""
    if request.param:
        for module in (fetching, paging, searching):
            monkeypatch.setattr(module, "LIMIT", 5)
        return 5
    return fetching.LIMIT


@pytest.mark.parametrize("seed", range(3))
def test_filters_orders_counts_and_pages_equal_the_oracle(seed, limit, monkeypatch):
    monkeypatch.setattr(listing.asked, "SIZES", (3, 4, 20))
    world, drawn = World(seed), random.Random(seed)
    for name in PEOPLE:
        user = world.people[name]
        seen = world.seen_by(user)
        choices = listing.choices_for(Desk(user, TODAY))
        offered = listing.Offered(user, choices)
        for _turn in range(9):
            asked, sort = draw(world, choices, drawn), drawn.choice(SORTS)
            wanted = [issue for issue in seen if world.fits(issue, asked, choices.policies)]
            ids = world.in_order(wanted, sort)
            query = {**asked, "sort": sort, "size": drawn.choice([3, 4])}
            forwards, backwards, first = walk(query, offered)
            assert forwards == ids, (name, query)
            assert backwards == ids, (name, query)
            assert first.total == min(len(ids), limit), (name, query)
            params = {key: str(value) for key, value in query.items()}
            found = listing.everything(listing.read(params, offered).asked, offered, TODAY)
            assert list(found.values_list("pk", flat=True)) == ids


@pytest.mark.parametrize("seed", range(2))
def test_a_page_can_be_reached_by_its_number(seed, monkeypatch):
    monkeypatch.setattr(listing.asked, "SIZES", (3, 4, 20))
    world = World(seed)
    for name in ("clerk", "unit_clerk", "liaison"):
        user = world.people[name]
        offered = listing.Offered(user, listing.choices_for(Desk(user, TODAY)))
        ids = world.in_order(world.seen_by(user), "due")
        for number in range(1, len(ids) // 3 + 3):
            reading = listing.read({"sort": "due", "size": "3", "page": str(number)}, offered)
            page = listing.turn(reading, offered, TODAY)
            last = -(-len(ids) // 3)
            shown = min(number, last)
            assert [row.pk for row in page.rows] == ids[(shown - 1) * 3 : shown * 3]
            assert page.number == shown
            assert bool(page.problems) == (number > last)
