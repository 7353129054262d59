"""The trail is the auditor's alone: who did what, when, to which record; not what business records say."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.db import transaction

from issues import actions as issue_actions
from people import actions
from tests import lives
from tests.factories import UserFactory
from trail.models import Entry
from trail.recording import Fact, record_many

pytestmark = pytest.mark.django_db


def lines(client, query=""):
    return client.get(f"/trail/?{query}").context["lines"]


def verbs(client, query=""):
    return [line.entry.verb for line in lines(client, query)]


@pytest.fixture
def issue(county):
    return lives.claimed(
        county, title="会议偏多，绝密不得外传", description="具体表现写在这里", target="目标写在这里"
    )


def write(person, count):
    """So many entries about a person."""
    with transaction.atomic():
        record_many([Fact(verb="person.sign_in", subject=person) for _ in range(count)], by=person)


def test_nobody_else_opens_it(client_for, county, staff):
    others = [county.clerk, county.reviewer, county.leader, county.liaison, staff.sysadmin, staff.secadmin]
    for person in [*others, staff.panelist, staff.newcomer]:
        assert client_for(person).get("/trail/").status_code == 403, person
        assert client_for(person).get("/trail/?record=issues.issue:1").status_code == 403


def test_nothing_can_be_posted_to_it(auditor):
    assert auditor.post("/trail/", {}).status_code == 405


def test_the_auditor_changes_nothing_anywhere(auditor, county):
    for page in (
        "/people/new/",
        "/leaders/new/",
        "/organisations/new/",
        f"/people/{county.liaison.pk}/edit/",
        f"/people/{county.liaison.pk}/roles/",
        f"/people/{county.liaison.pk}/password/",
        f"/organisations/{county.unit.pk}/edit/",
        f"/leaders/{county.leader_post.pk}/edit/",
    ):
        assert auditor.get(page).status_code == 403, page
        assert auditor.post(page, {}).status_code == 403, page


def test_the_newest_stands_first_with_person_sentence_and_record(auditor, county, issue):
    first = lines(auditor)[0]
    assert (first.entry.verb, first.entry.who) == ("issue.claim", county.liaison.full_name)
    assert (first.sentence, first.record) == ("认领", f"问题 {issue.number}")
    positions = [line.entry.position for line in lines(auditor)]
    assert positions == sorted(positions, reverse=True)


def test_of_business_records_only_the_names_of_the_fields_are_told(auditor, county, issue):
    issue_actions.edit(
        issue=issue,
        values={"title": "改过的标题", "description": "改过的表现"},
        by=county.clerk,
        version=issue.version,
    )
    page = auditor.get("/trail/").content.decode()
    for content in ("会议偏多", "绝密", "具体表现写在这里", "目标写在这里", "改过的标题", "改过的表现"):
        assert content not in page, content
    assert list(lines(auditor)[0].touched) == ["问题", "具体表现"]
    assert lines(auditor)[0].changes == ()


def test_what_somebody_wrote_as_a_reason_is_told_as_having_been_written(auditor, county):
    issue = lives.applied(county)
    page = auditor.get(f"/trail/?record=issues.issue:{issue.pk}").content.decode()
    assert "会议数量明显减少" not in page
    assert "纪要.pdf" not in page
    told = {line.entry.verb: list(line.touched) for line in lines(auditor)}
    assert "文字说明" in told["issue.apply"]
    assert told["evidence.add"] == ["附件"]


def test_of_accounts_and_roles_the_values_are_told(auditor, staff, county):
    actions.set_roles(person=county.liaison, roles=["clerk"], by=staff.secadmin, version=1)
    line = lines(auditor)[0]
    assert (line.sentence, line.record) == ("调整角色", f"人员 {county.liaison.full_name}")
    assert [(change.label, change.before, change.after) for change in line.changes] == [
        ("角色", "责任单位联络员", "经办")
    ]


def test_it_is_narrowed_by_person_verb_and_day(auditor, county, staff):
    with time_machine.travel(datetime(2026, 11, 19, 15, 59, tzinfo=UTC)):  # 23:59 in the office
        write(county.clerk, 1)
    with time_machine.travel(datetime(2026, 11, 19, 16, 1, tzinfo=UTC)):  # 00:01 of the next day
        write(county.liaison, 2)
    actions.set_roles(person=county.liaison, roles=["clerk"], by=staff.secadmin, version=1)
    assert verbs(auditor, f"who={county.liaison.pk}") == ["person.sign_in"] * 2
    assert verbs(auditor, "verb=person.roles") == ["person.roles"]
    assert len(lines(auditor, "since=2026-11-19&until=2026-11-19")) == 1
    assert len(lines(auditor, "since=2026-11-20&until=2026-11-20")) == 2
    assert len(lines(auditor, f"who={county.clerk.pk}&verb=person.roles")) == 0


def test_it_is_narrowed_by_the_number_of_a_record_and_by_following_a_record(auditor, county, issue):
    other = lives.registered(county)
    by_number = lines(auditor, f"record={issue.number}")
    assert {line.thread for line in by_number} == {f"issues.issue:{issue.pk}"}
    assert [line.entry.pk for line in lines(auditor, f"record={by_number[0].thread}")] == [
        line.entry.pk for line in by_number
    ]
    assert {line.thread for line in lines(auditor, f"record={other.number}")} == {f"issues.issue:{other.pk}"}


@pytest.mark.parametrize(
    "query",
    [
        "who=x",
        "verb=planet.align",
        "since=2026-13-45",
        "older=x",
        "older=" + "9" * 400,
        "newer=-1",
        "older=²",
    ],
)
def test_a_filter_that_makes_no_sense_narrows_nothing_and_breaks_nothing(auditor, county, query):
    write(county.clerk, 3)
    assert len(lines(auditor, query)) == 3


@pytest.mark.parametrize(
    "record", ["issues.issue:0", "x" * 5000, "a.b:1", "' OR 1=1", "%25", "issues.issue:" + "9" * 15]
)
def test_a_record_that_is_not_there_has_no_entries(auditor, county, record):
    write(county.clerk, 3)
    assert lines(auditor, f"record={record}") == []


def test_a_day_that_cannot_be_read_is_said(auditor):
    page = auditor.get("/trail/?since=2026-02-30").content.decode()
    assert "日历上没有" in page


def test_pages_follow_each_other_without_a_gap_and_lead_back(auditor, county):
    write(county.clerk, 120)
    seen, page = [], auditor.get("/trail/")
    while True:
        seen += [line.entry.position for line in page.context["lines"]]
        if not page.context["page"]["next_url"]:
            break
        page = auditor.get(page.context["page"]["next_url"])
    assert seen == sorted(seen, reverse=True)
    assert len(seen) == len(set(seen)) == 120
    back = auditor.get(page.context["page"]["prev_url"])
    assert [line.entry.position for line in back.context["lines"]] == seen[50:100]
    first = auditor.get(back.context["page"]["prev_url"])
    assert [line.entry.position for line in first.context["lines"]] == seen[:50]
    assert first.context["page"]["prev_url"] == ""


def test_a_filter_stays_while_paging(auditor, county):
    write(county.clerk, 60)
    write(county.liaison, 60)
    page = auditor.get(f"/trail/?who={county.clerk.pk}")
    after = auditor.get(page.context["page"]["next_url"])
    assert {line.entry.who_id for line in after.context["lines"]} == {county.clerk.pk}
    assert len(after.context["lines"]) == 10


def test_a_page_beyond_the_end_says_so(auditor, county):
    write(county.clerk, 3)
    assert lines(auditor, "older=1") == []


def test_the_count_is_capped(auditor, county):
    write(county.clerk, 1001)
    assert auditor.get("/trail/").context["page"]["count_text"] == "1,000+"


def test_the_page_costs_the_same_for_few_and_for_many(auditor, county, issue, django_assert_max_num_queries):
    for _ in range(40):
        write(UserFactory(organisation=county.unit), 1)
    auditor.get("/trail/")
    with django_assert_max_num_queries(12):
        auditor.get("/trail/")


def test_an_entry_about_a_kind_of_record_that_is_gone_is_still_told(auditor, county):
    write(county.clerk, 1)
    entry = Entry(
        position=2,
        at=datetime(2026, 1, 1, tzinfo=UTC),
        verb="planet.align",
        subject_type="stars.planet",
        subject_id=7,
        thread_type="stars.planet",
        thread_id=7,
        previous_hash="0" * 64,
        hash="1" * 64,
    )
    entry.save()
    line = lines(auditor)[0]
    assert line.record == "stars.planet #7"
    assert line.entry.who == "系统"


def test_an_empty_trail_says_so(auditor):
    assert "还没有留痕" in auditor.get("/trail/").content.decode()
