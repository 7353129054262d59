"""A form with more text than is taken comes back as a page that says so and leads to the draft."""

import pytest
from django.core.exceptions import RequestDataTooBig
from django.test import Client, RequestFactory
from django.urls import reverse

from people.errors import bad_request

FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def new_issue():
    return reverse("issue_new")


def referred(url: str) -> dict[str, str]:
    return {"referer": f"http://testserver{url}"}


def longer_than(limit: int) -> str:
    return "title=" + "x" * limit


def test_too_long_a_text_is_refused_in_words_with_the_way_back_to_its_form(
    client_for, county, new_issue, settings
):
    sent = longer_than(settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
    answer = client_for(county.clerk).post(new_issue, sent, FORM, headers=referred(f"{new_issue}?campaign=1"))
    assert answer.status_code == 413
    shown = answer.content.decode()
    assert "一次最多提交 5 MB 文字" in shown
    assert "填写的内容已留在本机" in shown
    assert f'href="{new_issue}?campaign=1"' in shown


def test_too_long_a_text_beside_files_is_refused_in_the_same_words(client_for, county, new_issue, settings):
    sent = {"title": "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)}
    answer = client_for(county.clerk).post(new_issue, sent)
    assert answer.status_code == 413
    assert "回到工作台" in answer.content.decode()


def test_more_fields_than_any_form_has_are_refused_in_the_same_words(client_for, county, new_issue, settings):
    sent = "&".join(["ids=1"] * (settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1))
    assert client_for(county.clerk).post(new_issue, sent, FORM).status_code == 413


def test_a_session_that_ended_meanwhile_does_not_hide_the_reason(db, new_issue, settings):
    sent = longer_than(settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
    stranger = Client(enforce_csrf_checks=True)
    stranger.get(reverse("login"))
    assert stranger.post(new_issue, sent, FORM).status_code == 413


def test_the_browser_may_send_to_the_end_before_it_is_answered(county, new_issue):
    request = RequestFactory().post(new_issue, longer_than(300_000), FORM)
    request.user = county.clerk
    assert bad_request(request, RequestDataTooBig()).status_code == 413
    assert request.read(1) == b""


def test_what_would_never_end_is_not_read_for_ever(county, new_issue, settings):
    settings.UPLOAD_TOTAL_BYTES = 100_000
    request = RequestFactory().post(new_issue, longer_than(300_000), FORM)
    request.user = county.clerk
    bad_request(request, RequestDataTooBig())
    assert request.read(1) == b"x"
