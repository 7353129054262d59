"""One-time passwords are shown once and changed at once; a new password ends every other session."""

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from people.actions import reset_password
from people.models import User
from people.refusals import NotYours
from tests.factories import PASSWORD, UserFactory
from tests.people.conftest import ONE_TIME
from trail.models import Entry

pytestmark = pytest.mark.django_db
NEW = "窗外有一棵银杏树 2026"
GOOD = {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}


@pytest.fixture
def beginner(county):
    return UserFactory(
        username="beginner",
        full_name="初来者",
        organisation=county.root,
        roles=["clerk"],
        must_change_password=True,
    )


@pytest.mark.parametrize(
    "page", ["/", "/people/", "/preferences/", "/people/new/", "/trail/", "/leaders/new/"]
)
def test_at_the_first_login_every_other_page_leads_to_the_new_password(client_for, beginner, page):
    client = client_for(beginner)
    assert client.get(page).url.startswith("/password/")
    assert client.post(page, {"phone": "1"}).url.startswith("/password/")


def test_a_part_of_a_page_does_not_slip_through_at_the_first_login(client_for, beginner):
    answer = client_for(beginner).get("/people/", headers={"HX-Request": "true"})
    assert answer.headers["HX-Refresh"] == "true"
    assert answer.content == b""


def test_staying_and_leaving_are_possible_before_the_new_password(client_for, beginner):
    client = client_for(beginner)
    assert client.get("/ping/").status_code == 204
    assert client.post("/logout/").url == "/login/"


def test_the_first_password_page_says_what_is_wanted_and_then_leads_on(client_for, beginner):
    client = client_for(beginner)
    asked = client.get("/people/?q=a")
    page = client.get(asked.url)
    assert page.context["forced"] is True
    assert "首次登录" in page.content.decode()
    assert client.post(asked.url, GOOD).url == "/people/?q=a"
    beginner.refresh_from_db()
    assert beginner.must_change_password is False
    assert client.get("/people/").status_code == 200


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "/logout/", "/gone/"])
def test_the_password_page_leads_nowhere_else(client_for, beginner, elsewhere):
    assert client_for(beginner).post(f"/password/?next={elsewhere}", GOOD).url == "/"


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"old_password": "wrong"}, "原密码不正确"),
        ({"new_password2": "another-one-9"}, "两次输入的新密码不一致"),
        ({"new_password1": PASSWORD, "new_password2": PASSWORD}, "新密码不能和原密码相同"),
        ({"new_password1": "short-1", "new_password2": "short-1"}, "密码太短，至少要 10 个字符"),
        ({"new_password1": "83729104857", "new_password2": "83729104857"}, "密码不能全是数字。"),
        ({"new_password1": "password123", "new_password2": "password123"}, "太常见，容易被猜中"),
        ({"new_password1": "beginner-1", "new_password2": "beginner-1"}, "和您的用户名太相近"),
        ({"new_password1": "", "new_password2": ""}, "请填写。"),
    ],
)
def test_a_weak_or_mistyped_password_is_refused_in_plain_words(client_for, beginner, changed, told):
    answer = client_for(beginner).post("/password/", {**GOOD, **changed})
    assert answer.status_code == 422
    assert told in answer.content.decode()
    beginner.refresh_from_db()
    assert beginner.must_change_password is True
    assert beginner.check_password(PASSWORD)


def test_only_who_came_unasked_can_turn_back(client_for, county, beginner):
    back = '<a class="btn btn-secondary" href="/">返回</a>'
    assert back in client_for(county.clerk).get("/password/").content.decode()
    assert back not in client_for(beginner).get("/password/").content.decode()


def test_no_password_page_keeps_a_draft_in_the_browser(client_for, beginner):
    assert "data-autosave" not in client_for(beginner).get("/password/").content.decode()


def test_a_new_password_ends_the_other_sessions_and_not_this_one(client_for, county):
    here, elsewhere = client_for(county.clerk), client_for(county.clerk)
    assert here.post("/password/", GOOD).url == "/"
    assert here.get("/preferences/").status_code == 200
    assert elsewhere.get("/preferences/").url.startswith("/login/")


def test_a_new_password_is_on_the_trail_without_the_password(client_for, county):
    client_for(county.clerk).post("/password/", GOOD)
    entry = Entry.objects.get(verb="person.change_password")
    assert (entry.who_id, entry.subject_id) == (county.clerk.pk, county.clerk.pk)
    assert NEW not in str(Entry.objects.values())


def test_the_system_administrator_resets_a_password_and_sees_the_new_one_once(sysadmin, client_for, county):
    theirs = client_for(county.liaison)
    address = f"/people/{county.liaison.pk}/password/"
    answer = sysadmin.post(address, {"once": "7a0e6a8e-3a63-4a2f-8d0e-3d1f3a1b2c3d"})
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    password = ONE_TIME.search(answer.content.decode())[0]
    assert theirs.get("/preferences/").url.startswith("/login/"), "their sessions are over"
    signed_in = Client().post("/login/", {"username": "liaison", "password": password})
    assert signed_in.status_code == 302
    county.liaison.refresh_from_db()
    assert county.liaison.must_change_password
    assert password not in str(Entry.objects.values())
    again = sysadmin.post(address, {"once": "7a0e6a8e-3a63-4a2f-8d0e-3d1f3a1b2c3d"}, follow=True)
    assert "已经提交过" in again.content.decode()
    county.liaison.refresh_from_db()
    assert county.liaison.check_password(password), "sent twice, it acted once"


def test_a_reset_ends_the_lock_out(sysadmin, client, county):
    for _ in range(5):
        client.post("/login/", {"username": "liaison", "password": "wrong"})
    answer = sysadmin.post(f"/people/{county.liaison.pk}/password/")
    password = ONE_TIME.search(answer.content.decode())[0]
    assert client.post("/login/", {"username": "liaison", "password": password}).status_code == 302


@pytest.mark.parametrize("role", ["secadmin", "auditor", "sysadmin"])
def test_nobody_sets_the_password_of_who_grants_roles_or_reads_the_trail(sysadmin, staff, role):
    address = f"/people/{getattr(staff, role).pk}/password/"
    assert sysadmin.get(address).status_code == 403
    assert sysadmin.post(address).status_code == 403


def test_only_the_system_administrator_resets_passwords(county, staff):
    for by in (county.clerk, county.reviewer, staff.secadmin, staff.auditor, staff.panelist, staff.newcomer):
        with pytest.raises(NotYours):
            reset_password(person=county.liaison, by=by)


def test_an_account_out_of_use_gets_no_password(sysadmin, county):
    User.objects.filter(pk=county.liaison.pk).update(is_active=False)
    answer = sysadmin.post(f"/people/{county.liaison.pk}/password/")
    assert answer.status_code == 409
    assert "请先启用" in answer.content.decode()


def test_the_server_gives_any_administrator_a_way_back_in(staff, capsys):
    call_command("one_time_password", "secadmin")
    password = ONE_TIME.search(capsys.readouterr().out)[0]
    assert Client().post("/login/", {"username": "secadmin", "password": password}).status_code == 302
    entry = Entry.objects.get(verb="person.reset_password")
    assert (entry.who_id, entry.subject_id) == (None, staff.secadmin.pk)


def test_the_server_says_when_there_is_no_such_account_or_it_is_out_of_use(staff):
    with pytest.raises(CommandError, match="没有用户名"):
        call_command("one_time_password", "nobody")
    User.objects.filter(pk=staff.secadmin.pk).update(is_active=False)
    with pytest.raises(CommandError, match="账号已停用"):
        call_command("one_time_password", "secadmin")
