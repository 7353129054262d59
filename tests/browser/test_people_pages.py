"""Organisations, people, leaders, roles and the trail in a real browser, at a desk and on a phone."""

import re

import pytest
from playwright.sync_api import expect

from people import actions
from tests.browser.accessibility import assert_accessible
from tests.browser.conftest import DESKTOP, PHONE
from tests.factories import PASSWORD, UserFactory

ONE_TIME = re.compile(r"[a-z2-9]{4}(-[a-z2-9]{4}){2}")
NEW = "银杏树下的一条长凳 7"


@pytest.fixture
def administrators(county):
    """One of each, by role."""
    return {
        role: UserFactory(username=role, full_name=role, organisation=county.root, roles=[role])
        for role in ("sysadmin", "secadmin", "auditor")
    }


def pages_of(county):
    """Every page of this app with who opens it."""
    person, unit, leader = county.liaison.pk, county.unit.pk, county.leader_post.pk
    return [
        ("sysadmin", "/organisations/"),
        ("sysadmin", "/organisations/new/"),
        ("sysadmin", f"/organisations/{unit}/edit/"),
        ("sysadmin", "/people/"),
        ("sysadmin", "/people/?q=没有"),
        ("sysadmin", "/people/new/"),
        ("sysadmin", f"/people/{person}/edit/"),
        ("sysadmin", f"/people/{person}/password/"),
        ("sysadmin", f"/people/{person}/deactivate/"),
        ("secadmin", f"/people/{person}/roles/"),
        ("sysadmin", "/leaders/"),
        ("sysadmin", f"/leaders/{leader}/edit/"),
        ("sysadmin", "/preferences/"),
        ("sysadmin", "/password/"),
        ("auditor", "/trail/"),
        ("auditor", "/trail/?since=2026-02-30"),
    ]


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desk", "phone"])
def test_every_page_is_accessible_and_no_wider_than_the_window(visit, county, administrators, viewport):
    actions.set_roles(person=county.liaison, roles=["clerk"], by=administrators["secadmin"], version=1)
    windows = {role: visit(user=person, viewport=viewport) for role, person in administrators.items()}
    for role, address in pages_of(county):
        page = windows[role]
        page.goto(address)
        assert_accessible(page)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, address


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desk", "phone"])
def test_from_a_new_account_to_the_first_page_of_its_owner(visit, county, administrators, viewport):
    sysadmin, secadmin = (
        visit(user=administrators[role], viewport=viewport) for role in ("sysadmin", "secadmin")
    )
    sysadmin.goto("/people/new/")
    sysadmin.get_by_label("用户名").fill("newperson")
    sysadmin.get_by_label("姓名").fill("新同志")
    sysadmin.select_option("#id_organisation", str(county.unit.pk))
    sysadmin.get_by_role("button", name="开通账号").click()
    password = sysadmin.locator(".one-time").inner_text()
    assert ONE_TIME.fullmatch(password)

    secadmin.goto("/people/?role=none")
    secadmin.get_by_role("link", name="角色").click()
    secadmin.get_by_label("责任单位联络员").check()
    secadmin.get_by_role("button", name="保存角色").click()
    expect(secadmin.get_by_text("角色已保存")).to_be_visible()

    owner = visit(viewport=viewport)
    owner.goto("/people/")
    owner.get_by_label("用户名").fill("newperson")
    owner.get_by_label("密码").fill(password)
    owner.get_by_role("button", name="登录").click()
    assert_accessible(owner)
    owner.get_by_label("原密码").fill(password)
    owner.get_by_label("新密码", exact=False).nth(0).fill(NEW)
    owner.get_by_label("再输一遍新密码").fill(NEW)
    owner.get_by_role("button", name="保存新密码").click()
    expect(owner).to_have_url(re.compile("/people/$"))
    expect(owner.get_by_role("heading", name="人员")).to_be_visible()


def test_what_was_typed_survives_a_session_that_ended(visit, county, administrators):
    page = visit(user=administrators["sysadmin"])
    page.goto("/people/new/")
    page.get_by_label("用户名").fill("halfway")
    page.get_by_label("姓名").fill("写到一半")
    page.select_option("#id_organisation", str(county.unit.pk))
    page.wait_for_timeout(600)  # the draft is kept after a short rest
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="开通账号").click()
    expect(page).to_have_url(re.compile(r"/login/\?next=/people/new/$"))
    page.get_by_label("用户名").fill("sysadmin")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    expect(page).to_have_url(re.compile("/people/new/$"))
    expect(page.get_by_label("姓名")).to_have_value("写到一半")
    page.get_by_role("button", name="开通账号").click()
    expect(page.locator(".one-time")).to_be_visible()


def test_filters_of_the_list_are_sent_by_choosing(visit, county, administrators):
    page = visit(user=administrators["sysadmin"])
    page.goto("/people/")
    page.get_by_label("账号状态").select_option("inactive")
    expect(page).to_have_url(re.compile(r"/people/\?state=inactive$"))
    expect(page.get_by_text("没有符合条件的人员")).to_be_visible()
