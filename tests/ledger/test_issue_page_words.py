"""What the page of an issue says in each state: no step not taken, no day that has passed as if to come."""

from datetime import timedelta

import pytest
from django.urls import reverse

from issues import actions as issue_actions
from ledger.templatetags.book_words import file_icon
from measures.models import Evidence
from tests import lives

pytestmark = pytest.mark.django_db
TODAY = lives.TODAY


@pytest.fixture
def shown(client_for, time_machine):
    """`shown(issue, user)`: what that person reads on the page."""
    time_machine.move_to("2026-11-20 12:00 +0800", tick=False)
    return lambda issue, user: client_for(user).get(reverse("issue_page", args=[issue.pk])).content.decode()


def test_until_its_last_day_an_issue_is_to_be_claimed_and_then_it_is_late(county, shown):
    in_time = lives.registered(county)
    assert "请政务科或牵头领导最迟于2026年11月25日认领" in shown(in_time, county.liaison)
    late = lives.registered(county, today=TODAY - timedelta(days=10))
    assert "认领期限是2026年11月13日，已经过了" in shown(late, county.liaison)


def test_what_was_handed_to_routine_was_not_closed(county, shown):
    issue = lives.closed(county, rectification="standing", due_on=None, due_text="长期坚持")
    page = shown(issue, county.clerk)
    assert "2026-11-20 转常态" in page
    assert "2026-11-20 销号" not in page
    assert "2026-11-20 销号" in shown(lives.closed(county), county.clerk)


def test_a_void_issue_waits_for_no_measures(county, shown):
    issue = lives.registered(county)
    assert "由责任单位编制措施" in shown(issue, county.clerk)
    issue = issue_actions.void(issue=issue, reason="重复登记", by=county.clerk)
    page = shown(issue, county.clerk)
    assert "重复登记" in page
    assert "由责任单位编制措施" not in page


@pytest.mark.parametrize(
    ("name", "content_type", "icon"),
    [
        ("说明.txt", "text/plain", "file-earmark-text"),
        ("纪要.DOCX", "application/octet-stream", "file-earmark-word"),
        ("清单.et", "application/octet-stream", "file-earmark-spreadsheet"),
        ("纪要.pdf", "application/pdf", "file-earmark-pdf"),
        ("现场.jpg", "image/jpeg", "file-earmark-image"),
        ("录音.mp3", "audio/mpeg", "file-earmark"),
    ],
)
def test_a_file_has_the_icon_of_its_kind(name, content_type, icon):
    assert file_icon(Evidence(name=name, content_type=content_type)) == icon
