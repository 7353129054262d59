"""Places in the list that an address names: gone, hidden, of another order, too far; no row is wrong."""

from datetime import timedelta

import pytest

from issues.models import Issue
from ledger import listing
from ledger.listing.orders import MAX_ID, Anchor
from tests import lives
from tests.ledger.list_page import ListPage

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


@pytest.fixture(autouse=True)
def _three_on_a_page(monkeypatch):
    monkeypatch.setattr(listing.asked, "SIZES", (3, 20))


@pytest.fixture
def ids(county):
    """Seven issues in the order of the list: two pages and a row."""
    return [lives.registered(county).pk for _ in range(7)]


@pytest.fixture
def clerk(county, client_for):
    """The clerk's browser."""
    return client_for(county.clerk)


def look(client, **asked) -> ListPage:
    """A page of three rows."""
    return ListPage.of(client.get("/ledger/", {"size": "3", **asked}))


def place_of(pk: int) -> str:
    """The place of an issue in the order of numbers, as an address has it."""
    return str(Anchor("number", Issue.objects.get(pk=pk).ledger_order, pk))


def steps(page: ListPage) -> dict[str, str]:
    """Where 上一页 and 下一页 lead, as far as they lead anywhere."""
    (pager,) = page.tree.every("nav", class_="pager")
    return {one.words: one.attributes["href"] for one in pager.every("a")}


def range_of(page: ListPage) -> str:
    """What the pager says of the rows."""
    (pager,) = page.tree.every("nav", class_="pager")
    return pager.every("div")[0].words


def test_the_next_page_begins_after_the_last_row_and_the_one_before_ends_before_the_first(ids, clerk):
    first = look(clerk)
    second = ListPage.of(clerk.get("/ledger/" + steps(first)["下一页"]))
    assert (second.ids, range_of(second)) == (ids[3:6], "第 4–6 项，共 7 项")
    back = ListPage.of(clerk.get("/ledger/" + steps(second)["上一页"]))
    assert (back.ids, range_of(back)) == (ids[:3], "第 1–3 项，共 7 项")
    last = ListPage.of(clerk.get("/ledger/" + steps(first)["末页"]))
    assert (last.ids, range_of(last)) == (ids[6:], "第 7–7 项，共 7 项")


def test_a_row_that_left_the_list_still_marks_its_place(county, ids, clerk):
    lives.issue_actions.claim(issue=Issue.objects.get(pk=ids[2]), by=county.liaison, today=lives.TODAY)
    page = look(clerk, status="assigned", after=place_of(ids[2]))
    assert page.ids == ids[3:6]
    assert page.notices == []


def test_the_place_of_a_hidden_row_shows_nothing_of_it(county, client_for):
    own = lives.registered(county)
    hidden = lives.registered(county, unit=county.sibling)
    other = lives.registered(county)
    liaison = client_for(county.liaison)
    assert look(liaison, after=place_of(hidden.pk)).ids == [other.pk]
    assert look(liaison, before=place_of(hidden.pk)).ids == [own.pk]


def test_a_place_of_another_order_leads_to_the_first_page_and_says_so(ids, clerk):
    for name in ("after", "before"):
        page = look(clerk, sort="due", **{name: place_of(ids[4])})
        assert page.ids == ids[:3]
        assert page.notices == ["排序已改变，回到第一页。"]


def test_beyond_the_end_stands_the_last_page_and_before_the_beginning_the_first(ids, clerk):
    greatest, least = f"number-{MAX_ID - 1}.{MAX_ID - 1}", "number-0.0"
    assert look(clerk, after=greatest).ids == ids[6:]
    assert look(clerk, before=least).ids == ids[:3]
    assert look(clerk, after=least).ids == ids[:3]
    assert look(clerk, before=greatest).ids == ids[4:]


@pytest.mark.parametrize("place", ["due-00010101.1", "changed-00010101T000000000000.1"])
def test_the_first_day_of_all_is_before_every_row(ids, clerk, place):
    order = place.partition("-")[0]
    assert look(clerk, sort=order, after=place).ids == look(clerk, sort=order).ids


@pytest.mark.parametrize("place", ["due-99991231.9", "changed-99991231T235959999999.9"])
def test_the_last_day_of_all_is_after_every_row(ids, clerk, place):
    order = place.partition("-")[0]
    assert look(clerk, sort=order, after=place).ids == look(clerk, sort=order, last="1").ids


def test_every_place_at_once_is_answered_with_rows_of_the_list(ids, clerk):
    place = place_of(ids[2])
    assert look(clerk, page="2", after=place, before=place, last="1").ids == ids[6:]
    assert look(clerk, page="2", after=place, before=place).ids == ids[3:6]


def test_a_page_that_is_not_there_is_the_last_one_and_it_is_said(ids, clerk):
    for number in ("4", "9999999"):
        page = look(clerk, page=number)
        assert page.ids == ids[6:]
        assert page.notices == ["一共只有 3 页，已翻到最后一页。"]


def test_a_number_beside_a_place_that_cannot_be_right_counts_no_rows(ids, clerk):
    for number in ("1", "3", "4", "9999999"):
        page = look(clerk, page=number, after=place_of(ids[2]))
        assert page.ids == ids[3:6]
        assert range_of(page) == "共 7 项"
        assert "page=" not in steps(page)["上一页"] + steps(page)["下一页"]


def test_going_back_after_rows_came_in_front_never_asks_for_page_nought(county, ids, clerk):
    second = ListPage.of(clerk.get("/ledger/" + steps(look(clerk, sort="due"))["下一页"]))
    assert second.ids == ids[3:6]
    earlier = [lives.registered(county, due_on=lives.TODAY + timedelta(days=1)).pk for _ in range(4)]
    page, seen = second, []
    while "上一页" in steps(page):
        page = ListPage.of(clerk.get("/ledger/" + steps(page)["上一页"]))
        assert page.notices == []
        seen = page.ids + seen
    assert seen == earlier + ids[:3]
    assert range_of(page).startswith("第 1–")
