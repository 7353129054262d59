"""Each step is taken by its people and in its states only; everybody else is told so, and nothing changes."""

from datetime import date

import pytest
from django.urls import reverse

from issues.actions import DueBy
from issues.models import Issue
from measures import actions
from tests import lives
from tests.factories import UserFactory
from tests.issues.conftest import text_of
from tests.lives import TODAY

EVERYBODY = ("clerk", "reviewer", "leader", "liaison")

# Address → who may, and the state in which it is theirs to do.
STEPS = {
    "measures_plan": ({"liaison"}, "claimed"),
    "progress_report": ({"liaison"}, "claimed"),
    "progress_no_change": ({"liaison"}, "claimed"),
    "progress_confirm_quarter": ({"liaison"}, "standing"),
    "evidence_add": ({"liaison", "clerk"}, "claimed"),
    "closure_apply": ({"liaison"}, "ready"),
    "closure_endorse": ({"leader"}, "applied"),
    "closure_review": ({"reviewer"}, "applied"),
    "extension_ask": ({"liaison"}, "claimed"),
    "extension_decide": ({"reviewer"}, "extending"),
    "instruction_write": ({"leader"}, "claimed"),
    "look_back_plan": ({"clerk", "reviewer"}, "closed"),
    "look_back_record": ({"clerk"}, "planned"),
    "look_back_confirm": ({"reviewer"}, "recorded"),
    "issue_no_regulation": ({"clerk"}, "closed"),
}
# In these states of the issue the step is not possible, though it is asked by who otherwise may.
TOO_EARLY_OR_LATE = {
    "measures_plan": ["registered", "applied", "closed"],
    "progress_report": ["registered", "applied", "closed"],
    "progress_no_change": ["registered", "applied", "closed"],
    "progress_confirm_quarter": ["registered", "claimed", "applied"],
    "evidence_add": ["registered", "applied", "closed"],
    "closure_apply": ["registered", "applied", "closed"],
    "closure_endorse": ["claimed", "closed"],
    "closure_review": ["claimed", "closed"],
    "extension_ask": ["registered", "applied", "extending", "closed"],
    "extension_decide": ["claimed", "closed"],
    "instruction_write": ["closed"],
    "look_back_plan": ["claimed", "applied", "planned", "recorded"],
    "look_back_record": ["claimed", "closed", "recorded"],
    "look_back_confirm": ["claimed", "closed", "planned"],
    "issue_no_regulation": ["registered", "applied"],
}


def _extending(county):
    issue = lives.claimed(county)
    due = DueBy("2027年3月底前", date(2027, 3, 31))
    actions.ask_extension(issue=issue, due=due, reason="系统改造。", by=county.liaison)
    return issue


def _planned(county):
    issue = lives.closed(county)
    plan = actions.LookBackPlan(TODAY, "on_site", "督查组")
    actions.plan_look_back(issue=issue, plan=plan, by=county.clerk)
    return issue


def _recorded(county):
    issue = _planned(county)
    finding = actions.LookBackFinding(TODAY, "没有反弹。", "holds")
    actions.record_look_back(issue=issue, finding=finding, by=county.clerk)
    return issue


STATES = {
    "registered": lives.registered,
    "claimed": lives.claimed,
    "ready": lives.ready,
    "applied": lives.applied,
    "closed": lives.closed,
    "standing": lambda county: lives.claimed(county, rectification="standing"),
    "extending": _extending,
    "planned": _planned,
    "recorded": _recorded,
}


@pytest.mark.parametrize("name", STEPS)
def test_only_those_whose_step_it_is_may_take_it(at_desk, county, name):
    may, state = STEPS[name]
    issue = STATES[state](county)
    for who in EVERYBODY:
        expected = 200 if who in may else 403
        assert (who, at_desk(getattr(county, who)).see(name, issue.pk).status_code) == (who, expected)


@pytest.mark.parametrize("name", STEPS)
def test_who_may_not_take_it_cannot_post_it_either(at_desk, county, name):
    may, state = STEPS[name]
    issue = STATES[state](county)
    before = Issue.objects.values().get(pk=issue.pk)
    for who in set(EVERYBODY) - may:
        answer = at_desk(getattr(county, who)).send(name, issue.pk, verdict="agree", text="好", reason="好")
        assert (who, answer.status_code) == (who, 403)
    assert Issue.objects.values().get(pk=issue.pk) == before


@pytest.mark.parametrize("name", STEPS)
def test_who_does_not_see_the_issue_does_not_find_its_steps(at_desk, county, name):
    _, state = STEPS[name]
    issue = STATES[state](county)
    strangers = [county.sibling_liaison, county.section_liaison]
    strangers += [
        UserFactory(organisation=county.root, roles=[role]) for role in ("panelist", "sysadmin", "auditor")
    ]
    for person in strangers:
        assert at_desk(person).see(name, issue.pk).status_code == 404
        assert at_desk(person).send(name, issue.pk, verdict="agree").status_code == 404


@pytest.mark.parametrize(
    ("name", "state"), [(name, state) for name, every in TOO_EARLY_OR_LATE.items() for state in every]
)
def test_out_of_its_state_a_step_is_refused_with_the_present_state(at_desk, county, name, state):
    issue = STATES[state](county)
    before = Issue.objects.values().get(pk=issue.pk)
    for who in STEPS[name][0]:
        desk = at_desk(getattr(county, who))
        for answer in (desk.see(name, issue.pk), desk.send(name, issue.pk, verdict="agree", reason="好")):
            assert answer.status_code == 409
            assert issue.get_status_display() in text_of(answer)
    assert Issue.objects.values().get(pk=issue.pk) == before


@pytest.mark.parametrize("name", STEPS)
def test_a_stranger_is_sent_to_the_login_page(client, county, name):
    issue = STATES[STEPS[name][1]](county)
    answer = client.get(reverse(name, args=[issue.pk]))
    assert answer.status_code == 302
    assert "/login/" in answer["Location"]
