"""A searchable list of choices, used by somebody who types fast."""

import pytest
from playwright.sync_api import expect

from tests.frontend.conftest import draw

PAGE = """
{% extends "base.html" %}{% block content %}
<form method="post" action="/choose/" novalidate>
  <label for="source">问题来源</label>
  <select id="source" name="source" data-choose>
    <option value="">---------</option><option value="1">意见箱</option><option value="2">12345热线</option>
  </select>
  <label for="title">具体问题</label><input id="title" name="title">
</form>
{% endblock %}"""


@pytest.fixture
def page(site):
    site.pages["/choose/"] = draw(PAGE)
    return site.visit("/choose/")


def test_a_choice_made_right_after_typing_closes_the_list_for_good(page):
    search = page.get_by_role("combobox", name="问题来源")
    search.click()
    search.fill("热线")
    page.get_by_role("option", name="12345热线").click()
    page.get_by_label("具体问题").click()
    page.wait_for_timeout(500)  # longer than the list would have waited with its search
    expect(page.locator("[role=option]:visible")).to_have_count(0)
    expect(page.get_by_label("具体问题")).to_be_focused()
    assert page.locator("#source").evaluate("one => one.value") == "2"
