"""The list of the ledger in a real browser, filled with whatever people could write into it."""

import pytest
from playwright.sync_api import Page, expect

from tests import lives
from tests.browser.accessibility import assert_accessible
from tests.browser.conftest import DESKTOP, PHONE
from tests.ledger.test_list_hostile_text import HOSTILE, write_everywhere

WIDER_THAN_THE_WINDOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
LABEL = "cell => getComputedStyle(cell, '::before').content"


@pytest.fixture
def issues(county):
    """One of each text."""
    return [write_everywhere(county, text) for text in HOSTILE]


def box(page: Page, selector: str, number: int) -> dict[str, float]:
    """Where the n-th element stands."""
    found = page.locator(selector).nth(number).bounding_box()
    assert found, selector
    return found


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desk", "phone"])
def test_what_people_wrote_runs_nowhere_and_makes_no_page_wider(visit, county, issues, viewport):
    page = visit(user=county.clerk, viewport=viewport)
    page.goto("/ledger/")
    expect(page.locator("tr[data-row]")).to_have_count(len(issues))
    expect(page).to_have_title("台账 · 整改台账")
    assert page.locator("main").locator("img, h1").count() == 1
    assert page.evaluate(WIDER_THAN_THE_WINDOW) <= 0
    assert_accessible(page)


def test_a_long_text_takes_one_line_and_its_distance_stands_beside_the_deadline(visit, county, issues):
    page = visit(user=county.clerk)
    page.goto("/ledger/")
    for number, issue in enumerate(reversed(issues)):
        title, note, text = (box(page, f".{name}", number) for name in ("row-link", "due-note", "due-text"))
        assert title["height"] == 24, issue.title
        assert text["height"] < 24, issue.title
        assert note["x"] >= text["x"] + text["width"], issue.title


def test_every_fact_of_a_card_says_what_it_is(visit, county):
    lives.claimed(county)
    page = visit(user=county.clerk, viewport=PHONE)
    page.goto("/ledger/")
    cells = page.locator("tr[data-row] td[data-label]")
    labels = [cells.nth(number).evaluate(LABEL) for number in range(cells.count())]
    assert labels == [f'"{word}"' for word in ("编号", "类别", "牵头", "责任单位", "时限", "状态")]


def test_a_choice_with_a_search_box_shows_what_was_written(visit, county, issues):
    page = visit(user=county.clerk)
    page.goto("/ledger/")
    page.get_by_role("combobox", name="单位").click()
    page.keyboard.type("script")
    options = page.locator(".ts-dropdown:visible .option")
    expect(options.first).to_have_text(HOSTILE[0])
    assert page.locator(".ts-dropdown:visible").locator("script, img, h1").count() == 0
    options.first.click()
    expect(page.locator("tr[data-row]")).to_have_count(1)
    expect(page).to_have_title("台账 · 整改台账")
