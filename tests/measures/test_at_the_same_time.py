"""Two people press the button at the same moment: one wins, the other is told what happened."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.urls import reverse

from issues.models import Issue, Status
from measures import actions
from measures.models import Closure, Evidence, LookBack, Progress
from tests import lives
from tests.factories import UserFactory
from tests.issues.conftest import text_of
from tests.lives import TODAY, make_county
from tests.measures import papers
from tests.measures.test_evidence_upload import sent

pytestmark = [pytest.mark.both_engines, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def on_the_day():
    with time_machine.travel("2026-11-20 09:00:00+08:00", tick=True):
        yield


@pytest.fixture
def county(transactional_db):
    return make_county()


def together(*posts):
    """Each (person, address, data) is posted by a thread of its own, all at once; the answers in order."""
    clients = []
    for person, _, _ in posts:
        client = Client()
        client.force_login(person, backend="people.backends.WithOrganisation")
        clients.append(client)
    start = Barrier(len(posts))

    def send(number):
        _, address, data = posts[number]
        try:
            start.wait()
            return clients[number].post(address, data)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(posts)) as pool:
        return list(pool.map(send, range(len(posts))))


@pytest.mark.parametrize("verdicts", [("agree", "agree"), ("agree", "refuse"), ("refuse", "refuse")])
def test_two_reviewers_decide_one_closing(county, verdicts):
    issue = lives.applied(county)
    other = UserFactory(organisation=county.root, roles=["reviewer"])
    address = reverse("closure_review", args=[issue.pk])
    closure = issue.closures.get().pk
    answers = together(
        *[
            (person, address, {"verdict": verdict, "reason": "已核对。", "on": closure})
            for person, verdict in zip((county.reviewer, other), verdicts, strict=True)
        ]
    )
    assert sorted(answer.status_code for answer in answers) == [302, 409]
    lost = next(answer for answer in answers if answer.status_code == 409)
    issue.refresh_from_db()
    assert issue.get_status_display() in text_of(lost)
    decided = Closure.objects.get()
    winner = verdicts[0] if decided.decided_by == county.reviewer else verdicts[1]
    assert decided.granted == (winner == "agree")
    assert issue.status == (Status.CLOSED if decided.granted else Status.RECTIFYING)
    assert issue.refusals == (0 if decided.granted else 1)


def test_two_reviewers_confirm_one_rebound_and_it_reopens_once(county):
    issue = lives.closed(county)
    plan = actions.LookBackPlan(TODAY, "on_site", "督查组")
    actions.plan_look_back(issue=issue, plan=plan, by=county.clerk)
    finding = actions.LookBackFinding(TODAY, "会议又多起来了。", "rebounded")
    actions.record_look_back(issue=issue, finding=finding, by=county.clerk)
    other = UserFactory(organisation=county.root, roles=["reviewer"])
    address = reverse("look_back_confirm", args=[issue.pk])
    data = {"verdict": "agree", "reason": "", "on": issue.look_backs.get().pk}
    answers = together((county.reviewer, address, data), (other, address, data))
    assert sorted(answer.status_code for answer in answers) == [302, 409]
    assert Issue.objects.get().cycle == 2
    assert LookBack.objects.get().state == LookBack.State.CONFIRMED


def test_two_liaisons_apply_and_there_is_one_application(county):
    issue = lives.ready(county)
    other = UserFactory(organisation=county.unit, roles=["liaison"])
    address = reverse("closure_apply", args=[issue.pk])
    data = {"statement": "会议减少四成。"}
    answers = together((county.liaison, address, data), (other, address, data))
    assert sorted(answer.status_code for answer in answers) == [302, 409]
    assert Closure.objects.count() == 1


def test_two_liaisons_save_the_plan_and_the_second_sees_both_texts(county):
    issue = lives.claimed(county)
    other = UserFactory(organisation=county.unit, roles=["liaison"])
    address = reverse("measures_plan", args=[issue.pk])
    counts = {"rows-TOTAL_FORMS": 1, "rows-INITIAL_FORMS": 0, "version": issue.version}
    answers = together(
        (county.liaison, address, {**counts, "rows-0-text": "精简会议"}),
        (other, address, {**counts, "rows-0-text": "压减陪会"}),
    )
    assert sorted(answer.status_code for answer in answers) == [302, 409]
    lost = text_of(next(answer for answer in answers if answer.status_code == 409))
    assert "精简会议" in lost
    assert "压减陪会" in lost
    assert issue.measures.count() == 1


def test_one_form_sent_twice_at_once_acts_once(county):
    issue = lives.claimed(county)
    address = reverse("progress_report", args=[issue.pk])
    data = {"text": "已压减三成。", "percent": "60", "once": "0b0e7f39-8e2b-4c7d-8e3e-111111111111"}
    answers = together(*[(county.liaison, address, data)] * 4)
    assert [answer.status_code for answer in answers] == [302] * 4
    assert Progress.objects.count() == 1


def test_the_same_file_sent_by_two_people_is_kept_once(county):
    issue = lives.claimed(county)
    other = UserFactory(organisation=county.unit, roles=["liaison"])
    address = reverse("evidence_add", args=[issue.pk])

    def form():
        return {"kind": "document", "measure": "", "file": sent("纪要.pdf", papers.PDF)}

    answers = together((county.liaison, address, form()), (other, address, form()))
    assert [answer.status_code for answer in answers] == [302, 302]
    assert Evidence.objects.count() == 1
