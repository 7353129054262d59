"""Who gets in: one answer for every wrong guess, a pause after five, and back to the page asked for."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from tests.factories import PASSWORD, UserFactory
from trail.models import Entry

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 20, 4, tzinfo=UTC)


def sign_in(client, username, password=PASSWORD, **more):
    return client.post("/login/", {"username": username, "password": password, **more})


@pytest.fixture
def person():
    return UserFactory(username="person", roles=["clerk"])


def test_the_login_page_says_that_only_unclassified_data_may_enter(client):
    page = client.get("/login/").content.decode()
    assert "非涉密" in page
    assert "国家秘密" in page


def test_the_right_password_opens_the_start_page(client, person):
    answer = sign_in(client, "person")
    assert (answer.status_code, answer.url) == (302, "/")
    assert client.session["_auth_user_id"] == str(person.pk)


def test_a_full_width_name_is_the_same_name(client, person):
    assert sign_in(client, "ｐｅｒｓｏｎ").status_code == 302


def test_an_unknown_name_a_wrong_password_and_an_account_out_of_use_get_the_same_answer(client, person):
    UserFactory(username="gone", is_active=False)
    pages = [
        sign_in(client, username, password)
        for username, password in (("nobody", "x"), ("person", "wrong"), ("gone", PASSWORD))
    ]
    told = {str(page.context["form"].non_field_errors()) for page in pages}
    assert [page.status_code for page in pages] == [200, 200, 200]
    assert len(told) == 1
    assert "用户名或密码不正确" in told.pop()


def test_coming_and_going_is_on_the_trail_and_passwords_are_not(client, person):
    sign_in(client, "person", "wrong-guess-1")
    sign_in(client, "person")
    client.post("/logout/")
    entries = Entry.objects.order_by("position")
    assert [entry.verb for entry in entries] == ["person.sign_in", "person.sign_out"]
    assert PASSWORD not in str(list(entries.values()))


@pytest.mark.parametrize("username", ["person", "nobody"])
def test_five_wrong_guesses_lock_name_and_address_for_a_quarter_of_an_hour(client, person, username):
    with time_machine.travel(NOON, tick=False):
        answers = [sign_in(client, username, "wrong") for _ in range(5)]
        assert [answer.status_code for answer in answers] == [200, 200, 200, 200, 429]
        assert "暂时锁定" in answers[-1].content.decode()
        assert sign_in(client, username).status_code == 429
    with time_machine.travel(NOON + timedelta(minutes=14), tick=False):
        assert sign_in(client, username).status_code == 429
    with time_machine.travel(NOON + timedelta(minutes=16), tick=False):
        assert sign_in(client, username).status_code == (302 if username == "person" else 200)


def test_trying_on_while_locked_does_not_lengthen_the_lock(client, person):
    for minute in range(5):
        with time_machine.travel(NOON + timedelta(minutes=minute), tick=False):
            sign_in(client, "person", "wrong")
    with time_machine.travel(NOON + timedelta(minutes=15), tick=False):
        assert sign_in(client, "person", "wrong").status_code == 429
    with time_machine.travel(NOON + timedelta(minutes=20), tick=False):
        assert sign_in(client, "person").status_code == 302


def test_another_computer_and_another_name_are_not_locked(client, person):
    UserFactory(username="other")
    for _ in range(5):
        sign_in(client, "person", "wrong")
    assert sign_in(client, "person").status_code == 429
    assert sign_in(client, "other").status_code == 302
    assert sign_in(Client(REMOTE_ADDR="10.0.0.9"), "person").status_code == 302


def test_a_right_password_forgets_the_wrong_ones_before_it(client, person):
    for _ in range(4):
        sign_in(client, "person", "wrong")
    assert sign_in(client, "person").status_code == 302
    client.post("/logout/")
    assert sign_in(client, "person", "wrong").status_code == 200


@pytest.mark.both_engines
@pytest.mark.parametrize("username", ["\x00\x07person", "人" * 10_000, "<script>alert(1)</script>", "", " "])
def test_hostile_names_are_answered_like_any_wrong_one(client, person, username):
    answer = sign_in(client, username, "x" * 10_000)
    assert answer.status_code == 200
    assert b"<script>alert" not in answer.content


def test_login_leads_back_to_the_page_that_was_asked_for(client, person):
    asked = client.get("/people/?q=a&role=clerk")
    assert (asked.status_code, asked.url) == (302, "/login/?next=/people/%3Fq%3Da%26role%3Dclerk")
    form = client.get(asked.url)
    assert form.context["next"] == "/people/?q=a&role=clerk"
    assert sign_in(client, "person", next=form.context["next"]).url == "/people/?q=a&role=clerk"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        "///evil.example",
        "javascript:alert(1)",
        "/\\evil.example",
        "/no-such-page/",
        "/logout/",
        "/login/",
        "/ping/",
    ],
)
def test_login_never_leads_elsewhere_nor_to_where_nothing_is(client, person, elsewhere):
    assert sign_in(client, "person", next=elsewhere).url == "/"


def test_whoever_is_signed_in_is_passed_on_from_the_login_page(client, person):
    client.force_login(person, backend="people.backends.WithOrganisation")
    assert client.get("/login/?next=/people/").url == "/people/"
    assert client.get("/login/?next=/login/").url == "/"


def test_a_new_session_key_is_made_at_login(client, person):
    client.get("/login/")
    session = client.session
    session["planted"] = 1
    session.save()
    before = session.session_key
    sign_in(client, "person")
    assert client.session.session_key != before


def test_signing_out_takes_a_post(client, person):
    client.force_login(person, backend="people.backends.WithOrganisation")
    assert client.get("/logout/").status_code == 405
    assert client.post("/logout/").url == reverse("login")
    assert client.get("/people/").status_code == 302


def test_a_login_page_left_open_from_another_session_is_shown_again(person):
    careful = Client(enforce_csrf_checks=True)
    answer = careful.post("/login/", {"username": "person", "password": PASSWORD, "next": "/people/"})
    assert (answer.status_code, answer.url) == (302, "/login/?next=%2Fpeople%2F")


def test_a_form_of_another_session_leads_back_to_its_page(client_for, person):
    careful = client_for(person, csrf=True)
    answer = careful.post("/preferences/", {}, headers={"Referer": "http://testserver/preferences/?a=1"})
    assert answer.status_code == 403
    assert answer.context["back_url"] == "/preferences/?a=1"
    assert "页面已过期" in answer.content.decode()
