"""The frame, the sign-in page and the refusals: complete, usable without scripts, faultless for axe."""

import re
from types import SimpleNamespace

import pytest
from django import forms
from django.contrib.auth.forms import SetPasswordForm
from django.template.loader import render_to_string

from tests.browser.accessibility import assert_accessible
from tests.browser.conftest import DESKTOP, PHONE
from tests.frontend.conftest import CLERK, draw
from tests.rules.test_pages import INLINE

NOBODY = SimpleNamespace(is_authenticated=False, pk=None)
CHIPS = [
    SimpleNamespace(kind=kind, word="字", note="")
    for kind in ("red", "yellow", "blue", "done", "void", "draft")
]
STEPS = [
    SimpleNamespace(label="发现问题", state="done", note="2025-03-05"),
    SimpleNamespace(label="限期整改", state="current", note=""),
    SimpleNamespace(label="回头看", state="todo", note=""),
]
PARTS = """{% extends "base.html" %}{% load crispy_forms_tags %}{% block content %}
{% include "parts/steps.html" %}
{% for chip in chips %}{% include "parts/chip.html" %}{% endfor %}
{% include "parts/meter.html" with value=3 max=9 label="综合科" %}
{% include "parts/reading.html" with state="ok" text="2025年6月30日前" %}
{% include "parts/reading.html" with state="doubt" text="待确认" %}
{% include "parts/reading.html" with state="none" text="没有日期" %}
{% include "parts/empty.html" with word="还没有问题" hint="先登记" url="/new/" action="登记问题" %}
<form>{% include "parts/form_errors.html" %}
{% for field in form %}{{ field|as_crispy_field }}{% endfor %}</form>
{% include "parts/pager.html" %}{% endblock %}"""


class Login(forms.Form):
    username = forms.CharField(label="用户名")
    password = forms.CharField(label="密码", widget=forms.PasswordInput)


class Registration(forms.Form):
    title = forms.CharField(label="标题", help_text="一句话说清")
    scope = forms.ChoiceField(label="范围", choices=[("a", "班子"), ("b", "个人")], widget=forms.RadioSelect)
    unit = forms.ChoiceField(
        label="责任单位",
        choices=[("", "请选择"), ("1", "综合科")],
        widget=forms.Select(attrs={"data-choose": ""}),
    )
    sure = forms.BooleanField(label="屡查屡犯")
    files = forms.FileField(label="附件", widget=forms.FileInput(attrs={"data-drop": ""}))


def everything() -> dict[str, str]:
    """Every page of the foundation, drawn."""
    leap = SimpleNamespace(action="/list/", name="page", value="", hidden=[("q", "会议")])
    paging = SimpleNamespace(
        first_url="",
        prev_url="",
        next_url="?p=2",
        last_url="?p=9",
        from_row=1,
        to_row=20,
        count_text="171",
        jump=leap,
    )
    rows = {"rows": range(1, 4), "chip": CHIPS[0], "page": paging}
    row = SimpleNamespace(label="目标", mine="减少两成", theirs="减少三成")
    refusal = {
        "message": "已由他人退回。",
        "present": "现在的状态：整改中",
        "back_url": "/issue/",
        "compare": [row],
    }
    guest = {"user": NOBODY, "form": Login(), "next": "/"}
    new_password = {"form": SetPasswordForm(CLERK), "user": CLERK}
    whole = {"chips": CHIPS, "steps": STEPS, "form": Registration({}), "page": paging}
    return {
        "login": render_to_string("registration/login.html", guest),
        "locked": render_to_string("registration/locked.html", {"user": NOBODY}),
        "first-password": render_to_string(
            "registration/password_change_form.html", new_password | {"forced": True}
        ),
        "password": draw(
            '{% extends "registration/password_change_form.html" %}', form=SetPasswordForm(CLERK)
        ),
        "409": draw('{% extends "409.html" %}', **refusal),
        "404": draw('{% extends "404.html" %}'),
        "403": draw('{% extends "403.html" %}'),
        "400": render_to_string("400.html"),
        "500": render_to_string("500.html"),
        "csrf": render_to_string("403_csrf.html"),
        "list": draw("list.html", **rows),
        "parts": draw(PARTS, **whole),
    }


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_every_page_of_the_foundation_is_accessible_and_as_wide_as_the_window(site, viewport):
    site.pages |= {f"/{name}/": text for name, text in everything().items()}
    page = site.visit("/login/", viewport=viewport)
    for name in everything():
        page.goto(f"/{name}/")
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") == viewport["width"], name


def test_no_drawn_page_has_an_inline_style_script_or_event():
    found = [
        f"{name}: {what}"
        for name, text in everything().items()
        for what, shape in INLINE.items()
        if shape.search(text)
    ]
    assert found == []


def test_errors_stand_beside_their_field_with_an_icon_and_are_described_to_it():
    text = everything()["parts"]
    assert re.search(r'id="id_title_error"\s+class="field-error"', text)
    assert 'aria-describedby="id_title_helptext id_title_error"' in text
    assert "还有 5 处需要修改" in text
    assert text.count("#exclamation-circle") >= 5


def test_sign_in_and_foot_say_that_only_unclassified_data_may_enter():
    drawn = everything()
    assert "本系统只处理非涉密信息" in drawn["login"]
    assert "本系统只处理非涉密信息" in drawn["list"]


def test_the_page_of_a_server_error_needs_no_context_at_all():
    assert "系统出错了" in render_to_string("500.html")


def test_the_refusal_shows_the_present_state_and_the_way_back():
    text = everything()["409"]
    assert "已由他人退回。" in text
    assert "现在的状态：整改中" in text
    assert 'href="/issue/"' in text


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_on_a_phone_the_menu_is_a_drawer(site, scripts):
    site.pages["/list/"] = everything()["list"]
    page = site.visit("/list/", viewport=PHONE, java_script_enabled=scripts)
    link = page.locator("#menu").get_by_text("台账", exact=True).last
    assert not link.is_visible()
    page.click(".menu-open")
    link.wait_for()
    assert page.locator("#menu .is-active").count() == 1


def test_badges_stand_in_the_menu_and_on_the_bell(site):
    site.pages["/list/"] = everything()["list"]
    page = site.visit("/list/")
    assert page.locator("#menu .count").inner_text().startswith("5")


def test_a_pop_up_closes_by_escape_and_by_a_click_elsewhere(site):
    site.pages["/list/"] = everything()["list"]
    page = site.visit("/list/")
    page.click("[title='综合科经办']")
    assert page.is_visible("text=快捷键")
    page.keyboard.press("Escape")
    assert not page.is_visible("text=快捷键")
    page.click("[title='综合科经办']")
    page.click("h1")
    assert not page.is_visible("text=快捷键")


def test_the_first_tab_stop_leads_to_the_content(site):
    site.pages["/list/"] = everything()["list"]
    page = site.visit("/list/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "跳到正文"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_on_paper_only_the_record_remains(site):
    site.pages["/list/"] = everything()["list"]
    page = site.visit("/list/")
    page.emulate_media(media="print")
    for hidden in (".side", ".top", ".foot", ".filters", ".pager", ".cell-check"):
        assert not page.locator(hidden).first.is_visible()
    assert page.locator(".chip").first.is_visible()
