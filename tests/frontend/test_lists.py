"""A list is worked with the keyboard, by ticking, and by going into a row and back."""

from types import SimpleNamespace

import pytest

from tests.browser.conftest import PHONE
from tests.frontend.conftest import draw

CHIP = SimpleNamespace(kind="red", word="红牌", note="逾期18天")


@pytest.fixture
def pages(site):
    drawn = draw("list.html", rows=range(1, 31), chip=CHIP, page=SimpleNamespace(count_text="30"))
    site.pages |= {"/list/": drawn, "/issue/": draw("form.html"), "/bulk/": drawn}
    return site


def current(page):
    return page.locator("tr.is-current").get_attribute("data-row")


def test_j_and_k_walk_x_ticks_and_enter_opens(pages):
    page = pages.visit("/list/")
    for key in ("j", "j", "j", "k"):
        page.keyboard.press(key)
    assert current(page) == "2"
    page.keyboard.press("x")
    assert page.is_checked("[data-select][value='2']")
    assert page.locator("tr.is-selected").count() == 1
    page.keyboard.press("Enter")
    page.wait_for_url("**/issue/")


def test_letters_typed_into_the_search_box_are_letters(pages):
    page = pages.visit("/list/")
    page.keyboard.press("/")
    page.keyboard.type("jx?/")
    assert page.input_value("[data-search]") == "jx?/"
    assert page.locator("tr.is-current").count() == 0


def test_the_question_mark_explains_the_keys_and_they_can_be_switched_off(pages):
    page = pages.visit("/list/")
    page.keyboard.press("?")
    dialog = page.locator("#keys")
    dialog.get_by_text("下一行 / 上一行").wait_for()
    page.uncheck("[data-keys-on]")
    dialog.get_by_role("button", name="关闭").click()
    dialog.wait_for(state="hidden")
    page.keyboard.press("j")
    assert page.locator("tr.is-current").count() == 0


def test_the_row_one_came_from_is_marked_and_in_sight_again(pages):
    page = pages.visit("/list/?status=assigned")
    page.click("tr[data-row='28'] a")
    page.wait_for_url("**/issue/")
    page.goto("/list/?status=assigned")
    assert current(page) == "28"
    assert page.locator("tr.is-current").bounding_box()["y"] < 900
    page.goto("/list/")
    assert page.locator("tr.is-current").count() == 0


def test_ticking_shows_how_many_and_what_can_be_done_with_them(pages):
    page = pages.visit("/list/")
    assert not page.is_visible("text=交办")
    page.check("[data-select][value='3']")
    page.check("[data-select][value='4']")
    assert page.inner_text("[data-selection-count]") == "已选 2 项"
    assert page.evaluate("document.querySelector('[data-select-all]').indeterminate")
    with page.expect_navigation():
        page.click("text=交办")
    assert pages.posts == ["do=assign&ids=3&ids=4"] or set(pages.posts[0].split("&")) == {
        "do=assign",
        "ids=3",
        "ids=4",
    }


def test_what_narrows_the_list_down_is_seen_whether_rows_are_ticked_or_not(pages):
    page = pages.visit("/list/")
    assert page.is_visible("text=待办：红牌")
    page.check("[data-select][value='3']")
    assert page.is_visible("text=待办：红牌")


def test_ticking_says_of_how_many_a_move_is_possible_before_one_goes_on(pages):
    page = pages.visit("/list/")
    page.evaluate(
        """() => {
          document.querySelector("[data-selection] button").dataset.move = "assign";
          document.querySelectorAll("[data-select]").forEach(function (box) {
            box.dataset.select = box.value < 3 ? "assign" : "";
          });
        }"""
    )
    page.check("[data-select][value='1']")
    page.check("[data-select][value='2']")
    assert page.inner_text("[data-selection-count]") == "已选 2 项"
    page.check("[data-select][value='3']")
    assert page.inner_text("[data-selection-count]") == "已选 3 项，2 项可交办"


@pytest.mark.parametrize("viewport", [None, PHONE])
def test_what_can_be_done_stays_in_sight_however_far_down_the_chosen_row_is(pages, viewport):
    page = pages.visit("/list/", **({"viewport": viewport} if viewport else {}))
    page.check("[data-select][value='30']")
    button = page.get_by_role("button", name="交办")
    box, height = button.bounding_box(), page.evaluate("innerHeight")
    assert page.evaluate("scrollY") > 0
    assert 0 <= box["y"] <= height - box["height"]
    hit = page.evaluate("at => document.elementFromPoint(at.x + 5, at.y + 5).textContent", box)
    assert hit == "交办"


def test_all_rows_are_ticked_and_unticked_at_once(pages):
    page = pages.visit("/list/")
    page.check("[data-select-all]")
    assert page.inner_text("[data-selection-count]") == "已选 30 项"
    page.uncheck("[data-select-all]")
    assert page.locator("tr.is-selected").count() == 0


def test_empty_filters_stay_out_of_the_address(pages):
    page = pages.visit("/list/")
    page.fill("[data-search]", "会议")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith("/list/?q=%E4%BC%9A%E8%AE%AE")


def test_on_a_phone_rows_are_cards_with_their_labels_and_nothing_sticks_out(pages):
    page = pages.visit("/list/", viewport=PHONE)
    row = page.locator("tr[data-row='1']")
    assert row.bounding_box()["width"] <= 390
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    label = "getComputedStyle(document.querySelector('[data-label]'), '::before').content"
    assert page.evaluate(label) == '"责任单位"'
    chip, title = row.locator(".chip").bounding_box(), row.locator(".row-link").bounding_box()
    assert chip["y"] < title["y"]


def test_on_a_phone_the_filters_unfold_without_scripts(pages):
    page = pages.visit("/list/", viewport=PHONE, java_script_enabled=False)
    assert not page.is_visible("[data-search]")
    page.click("label[for=fold]")
    assert page.is_visible("[data-search]")
    assert page.is_visible("text=交办")


def test_twenty_rows_and_the_filters_fit_1440_without_scrolling_sideways(pages):
    page = pages.visit("/list/")
    assert page.evaluate("document.documentElement.scrollWidth") == 1440
    assert page.locator("tbody tr").first.bounding_box()["height"] == 40


def test_a_folded_menu_is_remembered(pages):
    page = pages.visit("/list/")
    page.click("text=收起菜单")
    page.goto("/list/")
    assert page.locator("#menu").bounding_box()["width"] == 56


def test_rows_are_lower_for_a_person_who_chose_compact(site):
    site.pages["/list/"] = draw("list.html", rows=range(3), chip=CHIP, page=None, compact=True)
    page = site.visit("/list/")
    assert page.locator("tbody tr").first.bounding_box()["height"] == 32
