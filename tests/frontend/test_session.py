"""Before the idle limit the page offers to stay; after it, to sign in again."""

import pytest
from playwright.sync_api import expect

from tests.frontend.conftest import draw


@pytest.fixture
def page(site):
    """A form of a session that ends after an hour at rest; the browser's clock is ours."""
    site.pages |= {"/form/": draw("form.html", idle_seconds=3600), "/ping/": (204, "", {})}
    return site.visit("/form/", clock=True)


def test_five_minutes_before_the_end_one_button_keeps_the_session_by_asking_the_server(site, page):
    page.clock.fast_forward("54:00")
    expect(page.locator(".bar-fixed")).to_have_count(0)
    page.clock.fast_forward("01:30")
    expect(page.locator(".bar-fixed")).to_contain_text("5 分钟后将自动退出")
    page.get_by_role("button", name="继续使用").click()
    expect(page.locator(".bar-fixed")).to_have_count(0)
    assert site.asked[-1][0] == "/ping/"
    page.clock.fast_forward("54:00")
    expect(page.locator(".bar-fixed")).to_have_count(0)


def test_after_the_limit_one_is_led_to_sign_in_with_the_draft_kept(page):
    page.fill("#title", "会议偏多")
    page.clock.fast_forward("01:00:10")
    with page.expect_navigation():
        page.get_by_role("button", name="重新登录").click()
    expect(page.locator("#title")).to_have_value("会议偏多")


def test_a_session_the_server_no_longer_knows_is_said_to_be_over(site, page):
    site.pages["/ping/"] = (302, "", {"location": "/login/"})
    page.clock.fast_forward("56:00")
    page.get_by_role("button", name="继续使用").click()
    expect(page.get_by_role("button", name="重新登录")).to_be_visible()


def test_without_the_network_the_bar_says_so_and_stays(site, page):
    page.clock.fast_forward("56:00")
    page.context.set_offline(True)
    page.get_by_role("button", name="继续使用").click()
    expect(page.locator(".bar-fixed")).to_contain_text("连不上服务器")


def test_without_a_limit_nothing_is_shown(site):
    site.pages["/form/"] = draw("form.html")
    page = site.visit("/form/", clock=True)
    page.clock.fast_forward("10:00:00")
    expect(page.locator(".bar-fixed")).to_have_count(0)
