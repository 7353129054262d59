"""A person's own notices: what is shown, in which order, and marking them as read."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ledger.models import Notice
from tests import lives
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
TODAY = lives.TODAY


@pytest.fixture(autouse=True)
def _at_noon(time_machine):
    time_machine.move_to("2026-11-20 12:00 +0800", tick=False)


def notice(issue, person, reason="due_3", *, days_ago=0):
    return Notice.objects.create(
        issue=issue, person=person, reason=reason, day=TODAY - timedelta(days=days_ago), due_on=issue.due_on
    )


def text_of(page) -> str:
    return page.content.decode()


def rows(days):
    return [(day.day, row.notice.reason) for day in days for row in day.rows]


def test_unread_notices_stand_by_day_and_the_most_pressing_first(county, client_for):
    issue, other = lives.claimed(county), lives.claimed(county)
    notice(issue, county.liaison, "due_7", days_ago=2)
    notice(issue, county.liaison, "due_3")
    notice(other, county.liaison, "overdue")
    page = client_for(county.liaison).get(reverse("inbox"))
    yesterday_but_one = TODAY - timedelta(days=2)
    assert rows(page.context["unread"]) == [
        (TODAY, "overdue"),
        (TODAY, "due_3"),
        (yesterday_but_one, "due_7"),
    ]
    assert "今天" in text_of(page)
    assert issue.get_absolute_url() in text_of(page)


def test_an_old_notice_says_what_it_said_on_its_day(county, client_for):
    issue = lives.claimed(county, due_on=TODAY - timedelta(days=9))
    for reason, days_ago in (("overdue", 1), ("due_0", 9), ("due_3", 12)):
        notice(issue, county.liaison, reason, days_ago=days_ago)
    fresh = lives.claimed(county, due_on=TODAY + timedelta(days=3))
    notice(fresh, county.liaison)
    days = client_for(county.liaison).get(reverse("inbox")).context["unread"]
    assert [row.said for day in days for row in day.rows] == [
        "3天后到期",
        "提醒时：逾期8天",
        "提醒时：今天到期",
        "提醒时：3天后到期",
    ]


def test_a_person_sees_only_their_own_notices(county, client_for):
    notice(lives.claimed(county), county.liaison)
    page = client_for(county.leader).get(reverse("inbox"))
    assert page.context["unread"] == []
    assert "没有提醒" in text_of(page)


def test_a_notice_about_an_issue_no_longer_visible_is_not_shown_nor_counted(county, client_for):
    issue = lives.registered(county)
    notice(issue, county.sibling_liaison)
    page = client_for(county.sibling_liaison).get(reverse("inbox"))
    assert page.context["unread"] == []
    assert str(page.context["inbox_count"]) == ""


def test_one_notice_is_marked_as_read_with_the_earlier_ones_about_the_same_issue(county, client_for):
    issue, other = lives.claimed(county), lives.claimed(county)
    earlier, newest = notice(issue, county.liaison, "due_7", days_ago=4), notice(issue, county.liaison)
    untouched = notice(other, county.liaison)
    client = client_for(county.liaison)
    page = client.post(reverse("inbox_read"), {"notice": newest.pk}, follow=True)
    assert "2 条提醒已标为已读。" in text_of(page)
    assert rows(page.context["unread"]) == [(TODAY, "due_3")]
    assert len(rows(page.context["read"])) == 2
    assert set(Notice.objects.unread()) == {untouched}
    assert earlier.pk < newest.pk


def test_all_are_marked_as_read_but_not_one_that_came_meanwhile(county, client_for):
    issue = lives.claimed(county)
    notice(issue, county.liaison, "due_7", days_ago=4)
    client = client_for(county.liaison)
    newest = client.get(reverse("inbox")).context["newest"]
    late = notice(issue, county.liaison)
    client.post(reverse("inbox_read"), {"upto": newest})
    assert list(Notice.objects.unread()) == [late]


def test_marking_twice_says_so_and_changes_nothing(county, client_for):
    one = notice(lives.claimed(county), county.liaison)
    client = client_for(county.liaison)
    client.post(reverse("inbox_read"), {"notice": one.pk})
    read_at = Notice.objects.get().read_at
    page = client.post(reverse("inbox_read"), {"notice": one.pk}, follow=True)
    assert "这些提醒已经读过了。" in text_of(page)
    assert Notice.objects.get().read_at == read_at


def test_somebody_elses_notice_cannot_be_marked(county, client_for):
    one = notice(lives.claimed(county), county.liaison)
    assert client_for(county.leader).post(reverse("inbox_read"), {"notice": one.pk}).status_code == 404
    client_for(county.leader).post(reverse("inbox_read"), {"upto": one.pk})
    assert Notice.objects.unread().count() == 1


@pytest.mark.parametrize("posted", [{}, {"notice": "x"}, {"upto": "-1"}, {"notice": "９" * 30}])
def test_nonsense_is_404(county, client_for, posted):
    assert client_for(county.liaison).post(reverse("inbox_read"), posted).status_code == 404


def test_reading_is_a_post(county, client_for):
    assert client_for(county.liaison).get(reverse("inbox_read")).status_code == 405


def test_the_badge_follows_at_once(county, client_for):
    one = notice(lives.claimed(county), county.liaison)
    client = client_for(county.liaison)
    assert str(client.get("/").context["inbox_count"]) == "1"
    client.post(reverse("inbox_read"), {"notice": one.pk})
    assert str(client.get("/").context["inbox_count"]) == ""
    notice(one.issue, county.liaison, "due_1")
    assert str(client.get("/").context["inbox_count"]) == "1"


def test_read_notices_come_page_by_page(county, client_for, monkeypatch):
    monkeypatch.setattr("ledger.views.inbox.READ_SHOWN", 2)
    issue = lives.claimed(county)
    for days_ago in range(5):
        notice(issue, county.liaison, "overdue", days_ago=days_ago)
    client = client_for(county.liaison)
    client.post(reverse("inbox_read"), {"upto": 10**6})
    seen = []
    page = client.get(reverse("inbox"))
    while True:
        seen += rows(page.context["read"])
        if page.context["older_than"] is None:
            break
        page = client.get(reverse("inbox"), {"before": page.context["older_than"]})
    assert len(seen) == len(set(seen)) == 5


@pytest.mark.parametrize("role", ["sysadmin", "secadmin", "auditor", "panelist"])
def test_who_has_no_business_role_has_an_empty_inbox(county, client_for, role):
    person = UserFactory(organisation=county.root, roles=[role])
    notice(lives.claimed(county), person)
    page = client_for(person).get(reverse("inbox"))
    assert page.context["unread"] == []


def test_the_number_of_queries_does_not_grow_with_the_notices(county, client_for):
    client = client_for(county.liaison)
    counts = []
    for number in (2, 12):
        for days_ago in range(number):
            notice(lives.claimed(county), county.liaison, "overdue", days_ago=days_ago)
        client.get(reverse("inbox"))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("inbox"))
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[0] <= 10
