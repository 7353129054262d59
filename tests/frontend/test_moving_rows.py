"""Rows of a formset that are moved, and a choice that asks the server."""

import json

import pytest
from playwright.sync_api import expect

from tests.frontend.conftest import draw

ROW = """
<div class="rows-item" data-formset-row>
  <button type="button" data-formset-up>上移</button><button type="button" data-formset-down>下移</button>
  <span data-formset-number></span><input aria-label="措施" name="m-{n}-text" value="{text}">
  <button type="button" data-formset-remove>移除</button>
  <div class="rows-delete-box"><input type="number" aria-label="次序" name="m-{n}-ORDER" value="{order}">
  <input type="checkbox" aria-label="删除" name="m-{n}-DELETE"></div>
</div>"""
PAGE = """
{% extends "base.html" %}{% block content %}
<form method="post" action="/plan/" data-autosave="plan" novalidate>
  <div data-formset="m">
    <input type="hidden" name="m-TOTAL_FORMS" value="3"><input type="hidden" name="m-INITIAL_FORMS" value="3">
    <div data-formset-rows>ROWS</div>
    <template data-formset-empty>EMPTY</template>
    <button type="button" data-formset-add>增加一条</button>
  </div>
  <label for="about">问题</label>
  <select id="about" name="about" multiple data-choose data-choose-url="/found/">
    <option value="1" selected>001 会议偏多</option>
  </select>
  <button class="btn btn-primary">保存</button>
</form>
{% endblock %}"""


def plan(*rows: tuple[str, int]) -> str:
    """The page with these rows: their text, and the place they were given."""
    every = "".join(ROW.format(n=n, text=text, order=order) for n, (text, order) in enumerate(rows))
    empty = ROW.format(n="__prefix__", text="", order="")
    return draw(PAGE.replace("ROWS", every).replace("EMPTY", empty))


@pytest.fixture
def page(site):
    site.pages["/plan/"] = plan(("甲", 1), ("乙", 2), ("丙", 3))
    return site.visit("/plan/")


def seen(page) -> list[str]:
    """The texts from top to bottom."""
    rows = page.locator("[data-formset-row]:not([hidden]) input[name$=text]")
    return [row.input_value() for row in rows.all()]


def places(page) -> dict[str, str]:
    """What is sent: text by place."""
    rows = page.locator("[data-formset-row]").all()
    return {
        row.locator("[name$=ORDER]").input_value(): row.locator("[name$=text]").input_value() for row in rows
    }


def test_a_row_moves_past_its_neighbour_and_its_place_is_sent(page):
    page.locator("[data-formset-down]").first.click()
    assert seen(page) == ["乙", "甲", "丙"]
    assert places(page) == {"1": "乙", "2": "甲", "3": "丙"}
    page.locator("[data-formset-up]").last.click()
    assert seen(page) == ["乙", "丙", "甲"]
    assert page.locator("[data-formset-number]").all_inner_texts() == ["1", "2", "3"]


def test_the_first_row_does_not_move_up_nor_the_last_one_down(page):
    page.locator("[data-formset-up]").first.click()
    page.locator("[data-formset-down]").last.click()
    assert seen(page) == ["甲", "乙", "丙"]


def test_a_moved_row_passes_what_was_removed(page):
    page.locator("[data-formset-remove]").nth(1).click()
    page.locator("[data-formset-down]").first.click()
    assert seen(page) == ["丙", "甲"]


def test_an_added_row_comes_last_and_moves_like_the_others(page):
    page.click("text=增加一条")
    page.locator("[name=m-3-text]").fill("丁")
    assert places(page)["4"] == "丁"
    page.locator("[data-formset-up]").nth(3).click()
    assert seen(page) == ["甲", "乙", "丁", "丙"]


def test_a_refused_form_comes_back_in_the_order_its_rows_were_moved_to(site):
    site.pages["/plan/"] = plan(("甲", 3), ("乙", 1), ("丙", 2))
    assert seen(site.visit("/plan/")) == ["乙", "丙", "甲"]


def test_a_restored_draft_has_its_rows_where_they_were_moved(page):
    page.locator("[data-formset-down]").first.click()
    page.click("text=增加一条")
    page.locator("[name=m-3-text]").fill("丁")
    page.wait_for_timeout(600)
    page.evaluate("window.Ledger.leaving = true")
    page.reload()
    expect(page.locator("[data-draft-bar]")).to_be_visible()
    page.wait_for_timeout(100)
    assert seen(page) == ["乙", "甲", "丙", "丁"]


def test_a_choice_of_thousands_asks_the_server(site, page):
    found = {"options": [{"value": 2, "text": "002 文件运转慢"}]}
    site.pages["/found/"] = (200, json.dumps(found), {"Content-Type": "application/json"})
    page.locator(".ts-control").click(position={"x": 300, "y": 12})
    with page.expect_request("**/found/?q=%E6%96%87%E4%BB%B6"):
        page.keyboard.type("文件")
    expect(page.locator(".ts-dropdown:visible .option")).to_have_text(["002 文件运转慢"])
    page.keyboard.press("Enter")
    chosen = page.evaluate("Array.from(document.getElementById('about').selectedOptions).map(o => o.value)")
    assert chosen == ["1", "2"]
