"""A form is sent once, dangerous ones are asked about first, and a changed one is not left by accident."""

from tests.frontend.conftest import draw

RECORD = """{% extends "base.html" %}{% block content %}
<form method="post" action="/void/" data-confirm="作废后编号不再使用，确定吗？" data-confirm-word="作废">
<button class="btn btn-danger" name="do" value="void">作废这一条</button></form>
<form method="post" action="/quick/" hx-post="/quick/" hx-target="#said">
<button class="btn" id="quick">本周无变化</button></form>
<div id="said"></div>{% endblock %}"""


def submit_twice(page):
    page.evaluate(
        "() => { const b = document.querySelector('[value=register]'); b.click(); b.form.requestSubmit(b); }"
    )


def test_a_double_click_sends_once_with_the_value_of_the_button(site):
    site.pages["/form/"] = draw("form.html")
    page = site.visit("/form/")
    with page.expect_navigation():
        submit_twice(page)
    assert len(site.posts) == 1
    assert "register" in site.posts[0]


def test_the_button_rests_while_the_server_thinks(site):
    site.pages["/form/"] = draw("form.html")
    page = site.visit("/form/")
    site.pages["/form/"] = (204, "", {})  # the page stays
    page.click("[value=register]")
    page.wait_for_selector("[value=register]:disabled")
    assert page.is_disabled("[value=draft]")
    page.evaluate("window.dispatchEvent(new Event('pageshow'))")
    assert page.is_enabled("[value=register]")
    assert page.is_enabled("[value=draft]")


def test_leaving_a_changed_form_is_asked_about_and_leaving_an_unchanged_one_is_not(site):
    site.pages |= {"/form/": draw("form.html"), "/list/": draw("list.html")}
    page = site.visit("/form/")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto("/list/")
    assert asked == []
    page.goto("/form/")
    page.fill("#title", "会议偏多")
    page.goto("/list/")
    assert asked == ["beforeunload"]


def test_sending_a_changed_form_is_not_leaving_it(site):
    site.pages["/form/"] = draw("form.html")
    page = site.visit("/form/")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.fill("#title", "会议偏多")
    with page.expect_navigation():
        page.click("[value=register]")
    assert asked == []
    assert len(site.posts) == 1


def test_a_dangerous_form_is_asked_about_and_can_be_called_off(site):
    site.pages |= {"/issue/": draw(RECORD), "/void/": draw(RECORD)}
    page = site.visit("/issue/")
    page.click("text=作废这一条")
    dialog = page.get_by_role("dialog")
    assert "编号不再使用" in dialog.inner_text()
    dialog.get_by_role("button", name="返回").click()
    dialog.wait_for(state="hidden")
    assert site.posts == []


def test_a_confirmed_form_is_sent_with_the_value_of_its_button(site):
    site.pages |= {"/issue/": draw(RECORD), "/void/": draw(RECORD)}
    page = site.visit("/issue/")
    page.click("text=作废这一条")
    with page.expect_navigation():
        page.get_by_role("dialog").get_by_role("button", name="作废").click()
    assert site.posts == ["do=void"]


def test_without_scripts_the_form_is_simply_sent(site):
    site.pages |= {"/issue/": draw(RECORD), "/void/": draw(RECORD)}
    page = site.visit("/issue/", java_script_enabled=False)
    with page.expect_navigation():
        page.click("text=作废这一条")
    assert site.posts == ["do=void"]


def test_htmx_sends_the_token_of_the_page_and_its_button_wakes_up_again(site):
    site.pages |= {"/issue/": draw(RECORD), "/quick/": "<p>已填报</p>"}
    page = site.visit("/issue/")
    page.click("#quick")
    page.wait_for_selector("#said p")
    assert site.asked[-1][1]["X-CSRFToken"] == "token-of-the-page"
    assert page.is_enabled("#quick")


def test_what_htmx_could_not_do_is_said_in_words(site):
    site.pages |= {"/issue/": draw(RECORD), "/quick/": (500, "boom", {})}
    page = site.visit("/issue/")
    page.click("#quick")
    bar = page.get_by_role("alert").filter(has_text="500")
    bar.wait_for()
    assert page.inner_text("#said") == ""
    bar.get_by_role("button", name="关闭").click()
    assert page.locator(".bar-fixed").count() == 0
