"""How long a session lasts, measured by the clock, and what becomes of a form that was sent too late."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.conf import settings as configured

from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 11, 20, 0, tzinfo=UTC)
PAGE = "/preferences/"
OVER = "登录已过期，请重新登录。"


@pytest.fixture
def person():
    return UserFactory(username="person", roles=["clerk"])


@pytest.fixture
def at():
    """`at(minutes=5)`: the clock stands there."""

    def set_clock(**after):
        return time_machine.travel(MORNING + timedelta(**after), tick=False)

    return set_clock


def sign_in(client):
    return client.post("/login/", {"username": "person", "password": "correct-horse-9"})


def is_in(client):
    return client.get(PAGE).status_code == 200


def test_an_hour_without_a_request_ends_the_session(client, person, at):
    with at(minutes=0):
        sign_in(client)
    with at(minutes=59):
        assert is_in(client)
    with at(minutes=59 + 61):
        assert not is_in(client)
        assert not is_in(client), "and it stays ended"


def test_every_request_counts_the_idle_hour_anew(client, person, at):
    with at(minutes=0):
        sign_in(client)
    for minutes in range(50, 600, 50):
        with at(minutes=minutes):
            assert is_in(client)


def test_after_twelve_hours_the_busiest_session_ends(client, person, at):
    with at(hours=0):
        sign_in(client)
    for half_hours in range(1, 24):
        with at(minutes=30 * half_hours):
            assert is_in(client)
    with at(hours=12, minutes=1):
        assert not is_in(client)


def test_signing_in_again_starts_both_clocks_anew(client, person, at):
    with at(hours=0):
        sign_in(client)
    for half_hours in range(1, 24):
        with at(minutes=30 * half_hours):
            assert is_in(client)
    with at(hours=11, minutes=59):
        client.post("/logout/")
        sign_in(client)
    with at(hours=12, minutes=30):
        assert is_in(client)


def test_the_limits_are_settings(client, person, at, settings):
    settings.SESSION_IDLE_SECONDS, settings.SESSION_ABSOLUTE_SECONDS = 600, 900
    with at(minutes=0):
        sign_in(client)
    with at(minutes=9):
        assert is_in(client)
    with at(minutes=14):
        assert is_in(client)
    with at(minutes=16):
        assert not is_in(client)


def test_a_ping_keeps_the_session_of_somebody_who_is_still_writing(client, person, at):
    with at(minutes=0):
        sign_in(client)
    for minutes in (50, 100, 150):
        with at(minutes=minutes):
            answer = client.get("/ping/")
            assert (answer.status_code, answer.content) == (204, b"")
    with at(minutes=205):
        assert is_in(client)


def test_a_ping_of_an_ended_session_is_sent_to_the_login_page(client, person, at):
    with at(minutes=0):
        sign_in(client)
    with at(minutes=70):
        answer = client.get("/ping/")
        assert (answer.status_code, answer.url) == (302, "/login/?next=/")


def test_a_busy_session_is_written_at_most_once_a_minute(client, person, at, django_assert_num_queries):
    with at(minutes=0):
        sign_in(client)
    with at(minutes=5):
        client.get("/ping/")
    with at(minutes=5, seconds=30), django_assert_num_queries(2):
        client.get("/ping/")  # the session and the person


def test_whoever_comes_too_late_is_told_why_and_led_back(client, person, at):
    with at(minutes=0):
        sign_in(client)
    with at(minutes=61):
        answer = client.get("/people/?q=a", follow=True)
        assert answer.redirect_chain == [("/login/?next=/people/%3Fq%3Da", 302)]
        assert OVER in answer.content.decode()


def test_a_stranger_is_not_told_of_an_expired_session(client):
    assert OVER not in client.get("/people/", follow=True).content.decode()


def test_nor_is_somebody_who_has_just_signed_out(client, person):
    sign_in(client)
    client.post("/logout/")
    assert OVER not in client.get("/people/", follow=True).content.decode()


def test_a_form_sent_too_late_leads_to_login_and_back_to_the_form(client, person, at):
    with at(minutes=0):
        sign_in(client)
    with at(minutes=61):
        answer = client.post(PAGE, {"phone": "123"})
        assert answer.url == f"/login/?next={PAGE}"
        assert (
            client.post("/login/", {"username": "person", "password": "correct-horse-9", "next": PAGE}).url
            == PAGE
        )
        page = client.get(PAGE)
    person.refresh_from_db()
    assert person.phone == "", "nothing was saved"
    assert f'data-autosave="{PAGE}"' in page.content.decode(), "and the browser restores what was typed"


def test_a_step_sent_from_another_page_leads_back_to_that_page(client):
    page = "http://testserver/people/?q=a"
    assert client.post("/ping/", headers={"Referer": page}).url == "/login/?next=/people/%3Fq%3Da"


@pytest.mark.parametrize("page", ["http://evil.example/people/", "", "http://testserver/gone/", "nonsense"])
def test_a_page_of_elsewhere_is_never_returned_to(client, page):
    assert client.post(PAGE, headers={"Referer": page}).url in {f"/login/?next={PAGE}", "/login/?next=/"}


def test_a_part_of_a_page_asked_for_too_late_makes_the_page_ask_again(client):
    answer = client.get(PAGE, headers={"HX-Request": "true"})
    assert answer.headers["HX-Refresh"] == "true"


def test_the_cookie_is_not_for_scripts_and_lives_no_longer_than_the_session(client, person):
    sign_in(client)
    cookie = client.cookies[configured.SESSION_COOKIE_NAME]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["max-age"] == configured.SESSION_ABSOLUTE_SECONDS


@pytest.mark.parametrize(
    "page", ["/people/", "/organisations/", "/leaders/", "/trail/", "/preferences/", "/password/"]
)
def test_no_page_opens_without_signing_in(client, page):
    assert client.get(page).url.startswith("/login/?next=/")
    assert client.post(page).url.startswith("/login/?next=/")
