"""Numbers without gaps or doubles, however many register at once; and only one of two acts."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from issues import actions
from issues.models import Issue, Status
from people.refusals import NotAllowedNow, Outdated
from tests import lives

pytestmark = [pytest.mark.both_engines, pytest.mark.django_db(transaction=True)]

WORKERS = 8


def at_once(act, rows):
    """`act` for each of `rows`, several at a time; what each gave or raised."""

    def run(row):
        try:
            return act(row)
        except (NotAllowedNow, Outdated) as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(WORKERS) as pool:
        return list(pool.map(run, rows))


def test_registering_at_once_gives_each_issue_its_own_number_without_a_gap(county):
    drafts = [lives.draft(county) for _ in range(24)]
    at_once(lambda issue: actions.register(issue=issue, by=county.clerk, today=lives.TODAY), drafts)
    assert sorted(Issue.objects.values_list("serial", flat=True)) == list(range(1, 25))
    county.campaign.refresh_from_db()
    assert county.campaign.next_serial == 25


def test_refusals_in_between_leave_no_gap(county):
    drafts = [lives.draft(county, **({} if n % 3 else {"unit": None})) for n in range(18)]
    at_once(lambda issue: actions.register(issue=issue, by=county.clerk, today=lives.TODAY), drafts)
    serials = Issue.objects.filter(status=Status.ASSIGNED).values_list("serial", flat=True)
    assert sorted(serials) == list(range(1, 13))


def test_the_same_draft_is_registered_once(county):
    issue = lives.draft(county)
    done = at_once(lambda one: actions.register(issue=one, by=county.clerk, today=lives.TODAY), [issue] * 8)
    assert sum(isinstance(one, Issue) for one in done) == 1
    assert Issue.objects.get().serial == 1


def test_of_two_people_who_claim_at_once_one_succeeds(county):
    issue = lives.registered(county)
    people = [county.leader, county.liaison] * 4
    for person in people:
        person.roles, person.leader_ids  # noqa: B018 - read before the threads share the person
    done = at_once(lambda person: actions.claim(issue=issue, by=person, today=lives.TODAY), people)
    assert sum(isinstance(one, Issue) for one in done) == 1


def test_of_editors_with_the_same_version_one_is_saved(county):
    issue = lives.registered(county)

    def edit(title):
        return actions.edit(issue=issue, values={"title": title}, by=county.clerk, version=issue.version)

    done = at_once(edit, [f"题目{n}" for n in range(8)])
    saved = [one for one in done if isinstance(one, Issue)]
    assert len(saved) == 1
    assert Issue.objects.get().title == saved[0].title
