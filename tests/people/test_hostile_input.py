"""What no person types, but somebody may send: numbers without end, broken addresses, invisible names."""

import pytest
from django.core.management import CommandError, call_command

from people.fields import GREATEST_ID, Line, record_id
from people.models import User
from tests import lives

HUGE = "9" * 30


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("7", 7),
        (str(GREATEST_ID), GREATEST_ID),
        *((text, None) for text in (str(GREATEST_ID + 1), HUGE, "9" * 5000, "", "-1", "１", "1.0", "x")),
    ],
)
def test_an_id_is_a_number_the_database_can_hold(text, number):
    assert record_id(text) == number


@pytest.mark.parametrize("referer", ["http://[", "http://testserver//evil.example/", "://", "\x00"])
def test_a_broken_referer_breaks_no_page(client, client_for, county, referer):
    assert client.post("/issues/1/claim/", headers={"referer": referer}).status_code == 302
    answer = client_for(county.clerk, csrf=True).post("/issues/1/claim/", headers={"referer": referer})
    assert answer.status_code == 403
    assert b'href="//' not in answer.content


@pytest.mark.parametrize("number", [HUGE, "9" * 5000])
def test_numbers_without_end_are_refused_beside_their_field(client_for, county, number):
    issue = lives.claimed(county)
    client = client_for(county.clerk)
    typed = {"campaign": number, "co_units": [number], "step": "draft"}
    assert client.post("/issues/new/", typed).status_code == 422
    assert client.post("/issues/new/", {**typed, "step": "reload"}).status_code == 200
    assert client.post(f"/issues/{issue.pk}/reassign/", {"co_units": [number]}).status_code == 422
    address = f"/campaigns/{county.campaign.pk}/categories/"
    rows = {"rows-TOTAL_FORMS": "1", "rows-INITIAL_FORMS": "0", "rows-0-pk": number, "rows-0-name": "甲"}
    assert client.post(address, rows).status_code == 422
    assert client.post(address, {**rows, "step": f"up:{number}"}).status_code in {200, 422}


@pytest.mark.parametrize("text", ["\u200b\u200b", "\U000e0041\ufeff\ue000", "\u3000 \xa0"])
def test_a_text_that_nobody_can_see_counts_as_empty(text):
    with pytest.raises(Exception, match="请填写"):
        Line().clean(text)
    assert Line(required=False).clean(text) == ""


def test_a_user_name_is_kept_without_capitals(client_for, county):
    sysadmin = lives.UserFactory(organisation=county.root, roles=["sysadmin"])
    typed = {"username": "CLERK", "full_name": "另一个人", "organisation": county.root.pk}
    assert client_for(sysadmin).post("/people/new/", typed).status_code == 422
    assert User.objects.filter(username__iexact="clerk").count() == 1


def test_pages_of_a_signed_in_person_are_kept_by_no_browser(client_for, county):
    issue = lives.claimed(county)
    for address in ("/", "/ledger/", "/ledger/export/", f"/issues/{issue.pk}/"):
        answer = client_for(county.clerk).get(address)
        assert "no-store" in answer["Cache-Control"], address
        assert b"".join(answer)


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_a_scan_of_an_impossible_year_is_refused_in_words(db, day):
    with pytest.raises(CommandError, match="年份"):
        call_command("remind", on=day)
