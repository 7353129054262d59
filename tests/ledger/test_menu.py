"""The menu: what each role finds there, where one is, and badges that are never stale."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from issues import actions as issue_actions
from ledger.menu import PLACES, Menu, Place, items_for, menu
from tests import lives
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_noon(time_machine):
    time_machine.move_to("2026-11-20 12:00 +0800", tick=False)


def asked(path, user):
    request = RequestFactory().get(path)
    request.user = user
    return request


def items(user, path="/"):
    """Every line by its label, groups opened."""
    found = {}
    for item in items_for(asked(path, user), user):
        for line in item.children or [item]:
            found[line.label] = line
    return found


BUSINESS = {
    "工作台",
    "台账",
    "回头看",
    "制度成果",
    "提醒",
    "专项工作",
    "组织",
    "人员",
    "责任领导",
    "使用说明",
    "偏好设置",
}
KEEPING = {"工作台", "组织", "人员", "责任领导", "使用说明", "偏好设置"}


@pytest.mark.parametrize(
    ("role", "labels"),
    [
        ("clerk", BUSINESS | {"登记问题", "问题来源"}),
        ("reviewer", BUSINESS),
        ("leader", BUSINESS),
        ("liaison", BUSINESS),
        ("panelist", {"工作台", "使用说明", "偏好设置"}),
        ("sysadmin", KEEPING),
        ("secadmin", KEEPING),
        ("auditor", KEEPING | {"留痕"}),
    ],
)
def test_each_role_finds_what_it_needs_and_nothing_else(county, role, labels):
    assert set(items(UserFactory(organisation=county.root, roles=[role]))) == labels


@pytest.mark.parametrize(
    "role", ["clerk", "reviewer", "leader", "liaison", "sysadmin", "secadmin", "auditor", "panelist"]
)
def test_every_line_opens_for_whom_it_is_shown_to(county, client_for, role):
    user = UserFactory(organisation=county.root, roles=[role])
    client = client_for(user)
    for label, item in items(user).items():
        assert client.get(item.url).status_code == 200, label


def test_who_has_no_role_yet_still_finds_help(county):
    assert set(items(UserFactory(organisation=county.root))) == {"工作台", "使用说明", "偏好设置"}


def test_the_lines_are_drawn_with_their_badges_and_drawn_anew_when_these_change(county):
    def lines():
        return Menu(asked("/", county.liaison), county.liaison).html

    before = lines()
    assert "工作台" in before
    assert "件待办" not in before
    lives.registered(county)
    assert "件待办" in lines()
    assert lines() == lines()


def test_who_is_sent_no_notices_has_no_bell(county, client_for):
    bell = 'class="top-tool" href="/inbox/"'
    assert bell in client_for(county.leader).get("/").content.decode()
    for role in ("sysadmin", "auditor", "panelist"):
        person = UserFactory(organisation=county.root, roles=[role])
        assert bell not in client_for(person).get("/").content.decode()


def active(user, path):
    return [label for label, item in items(user, path).items() if item.active]


@pytest.mark.parametrize(
    ("path", "label"),
    [
        ("/", "工作台"),
        ("/ledger/", "台账"),
        ("/issues/7/", "台账"),
        ("/issues/7/claim/", "台账"),
        ("/issues/new/", "登记问题"),
        ("/look-backs/", "回头看"),
        ("/inbox/", "提醒"),
        ("/campaigns/3/edit/", "专项工作"),
    ],
)
def test_the_line_of_the_present_page_is_marked(county, path, label):
    assert active(county.clerk, path) == [label]


def test_a_page_outside_the_menu_marks_nothing(county):
    assert active(county.clerk, "/password/") == []


def test_a_group_is_open_where_one_of_its_pages_is_shown(county):
    groups = [item for item in items_for(asked("/people/", county.clerk), county.clerk) if item.children]
    assert [group.active for group in groups] == [True, False]


def test_a_group_of_one_is_no_group(county):
    labels = [item.label for item in items_for(asked("/", county.leader), county.leader)]
    assert "偏好设置" in labels
    assert "设置" not in labels


def test_the_badge_counts_different_issues_and_follows_at_once(county):
    assert items(county.liaison)["工作台"].badge == ""
    issue = lives.registered(county)
    assert items(county.liaison)["工作台"].badge == "1"
    issue_actions.claim(issue=issue, by=county.liaison, today=lives.TODAY)
    assert items(county.liaison)["工作台"].badge == ""


def test_badges_stop_at_ninety_nine(county, monkeypatch):
    monkeypatch.setattr("ledger.menu.BADGE_CAP", 2)
    for _ in range(3):
        lives.draft(county)
    assert items(county.clerk)["工作台"].badge == "2+"


def test_a_stranger_costs_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert menu(asked("/login/", AnonymousUser())) == {}
        assert menu(RequestFactory().get("/")) == {}


def test_nothing_is_asked_before_the_layout_is_drawn(county, django_assert_num_queries):
    request = asked("/", county.clerk)
    with django_assert_num_queries(0):
        menu(request)


def test_who_has_to_choose_a_password_first_has_no_menu(county):
    county.clerk.must_change_password = True
    assert menu(asked("/password/", county.clerk)) == {}


def test_the_menu_asks_little_and_less_when_nothing_happened(county):
    lives.registered(county)
    for user in (county.clerk, county.leader, county.liaison):
        first, again = [], []
        for counted in (first, again):
            user.refresh_from_db()
            with CaptureQueriesContext(connection) as queries:
                items(user)
            counted += [query["sql"] for query in queries if "people_" not in query["sql"][:60]]
        assert len(first) <= 4, first
        assert len(again) <= 1 + len([sql for sql in again if "rolegrant" in sql]), again


def test_compact_rows_and_the_idle_limit_reach_the_layout(county, client_for):
    county.clerk.compact_rows = True
    county.clerk.save()
    shown = client_for(county.clerk).get(reverse("help")).content.decode()
    assert '<body class="compact"' in shown
    assert 'data-idle-seconds="3600"' in shown


def test_every_place_has_an_address_and_an_icon_that_exists(settings):
    sprite = (settings.BASE_DIR / "static/vendor/icons/sprite.svg").read_text()
    for entry in PLACES:
        for place in [entry] if isinstance(entry, Place) else entry.places:
            assert reverse(place.url_name)
            assert f'id="{place.icon}"' in sprite
