"""What people set for themselves: their telephone and how dense lists are. Nothing else."""

import pytest

from people.models import User
from trail.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(client_for, county):
    return client_for(county.liaison)


def test_telephone_and_density_are_saved_and_on_the_trail(browser, county):
    answer = browser.post("/preferences/", {"phone": "13800000000", "compact_rows": "on", "version": 1})
    assert answer.url == "/preferences/"
    county.liaison.refresh_from_db()
    assert (county.liaison.phone, county.liaison.compact_rows) == ("13800000000", True)
    entry = Entry.objects.get(verb="person.preferences")
    assert (entry.who_id, entry.subject_id) == (county.liaison.pk, county.liaison.pk)


def test_dense_lists_are_dense_on_every_page(browser, county):
    User.objects.filter(pk=county.liaison.pk).update(compact_rows=True)
    assert '<body class="compact"' in browser.get("/people/").content.decode()


def test_nothing_else_can_be_set(browser, county):
    more = {
        "full_name": "冒名",
        "organisation": county.root.pk,
        "roles": "clerk",
        "post": "主任",
        "is_active": "",
    }
    browser.post("/preferences/", {"phone": "1", "version": 1, **more})
    mine = User.objects.get(pk=county.liaison.pk)
    assert (mine.full_name, mine.organisation, mine.post) == (county.liaison.full_name, county.unit, "")
    assert (mine.is_active, mine.roles) == (True, {"liaison"})


def test_two_windows_get_both_texts(browser):
    browser.post("/preferences/", {"phone": "111", "version": 1})
    answer = browser.post("/preferences/", {"phone": "222", "version": 1})
    assert answer.status_code == 409
    assert {"label": "电话", "theirs": "111", "mine": "222"} in answer.context["conflict"]


@pytest.mark.parametrize("phone", ["打办公室", "1" * 10_000, "1\x00", "<b>1</b>"])
def test_a_hostile_telephone_is_refused(browser, phone):
    answer = browser.post("/preferences/", {"phone": phone, "version": 1})
    assert answer.status_code == 422
    assert b"<b>1</b>" not in answer.content


def test_everybody_has_them(client_for, staff):
    for person in (staff.sysadmin, staff.secadmin, staff.auditor, staff.panelist, staff.newcomer):
        assert client_for(person).get("/preferences/").status_code == 200
