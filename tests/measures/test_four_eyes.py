"""The last guard: written straight into the tables, round every action, the database itself says no."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from issues.actions import DueBy
from issues.models import Deadline, Issue
from measures import actions
from measures.models import Closure, Evidence, Extension, Instruction, LookBack, Measure, Progress
from people.refusals import NotYours
from tests import lives
from tests.factories import UserFactory
from tests.lives import TODAY


def refused(write):
    """Whether the database refuses `write`."""
    try:
        with transaction.atomic():
            write()
    except IntegrityError:
        return True
    return False


def decided(by, *, granted=True, words="好"):
    """The columns of a decision."""
    return {"granted": granted, "decision": words, "decided_by": by, "decided_at": timezone.now()}


@pytest.fixture
def closure(county):
    return lives.applied(county).closures.get()


@pytest.fixture
def extension(county):
    issue = lives.claimed(county)
    due = DueBy("2027年3月底前", date(2027, 3, 31))
    return actions.ask_extension(issue=issue, due=due, reason="系统改造。", by=county.liaison)


@pytest.fixture
def look_back(county):
    issue = lives.closed(county)
    plan = actions.LookBackPlan(TODAY, "on_site", "督查组")
    actions.plan_look_back(issue=issue, plan=plan, by=county.clerk)
    finding = actions.LookBackFinding(TODAY, "会议没有反弹。", "holds")
    return actions.record_look_back(issue=issue, finding=finding, by=county.clerk)


@pytest.mark.parametrize("who", ["applied_by", "liaison", "lead_user"])
def test_the_applicant_and_those_responsible_cannot_have_decided_a_closing(closure, who):
    person = getattr(closure, who)
    row = Closure.objects.filter(pk=closure.pk)
    assert refused(lambda: row.update(**decided(person)))
    assert refused(lambda: row.update(**decided(person, granted=False)))


def test_another_person_can_have_decided_it(closure, county):
    assert not refused(lambda: Closure.objects.filter(pk=closure.pk).update(**decided(county.reviewer)))


def test_a_closing_is_not_handed_to_the_person_who_decided_it(closure, county):
    row = Closure.objects.filter(pk=closure.pk)
    row.update(**decided(county.reviewer))
    assert refused(lambda: row.update(applied_by=county.reviewer))


def test_who_asked_for_an_extension_cannot_have_granted_it(extension, county):
    row = Extension.objects.filter(pk=extension.pk)
    assert refused(lambda: row.update(**decided(county.liaison)))
    assert not refused(lambda: row.update(**decided(county.reviewer)))


def test_a_deadline_is_not_approved_by_who_asked_for_it(extension, county):
    actions.decide_extension(
        issue=extension.issue, verdict=actions.Verdict(granted=True), by=county.reviewer, today=TODAY
    )
    row = Deadline.objects.filter(issue=extension.issue, ordinal=1)
    assert refused(lambda: row.update(approved_by=county.liaison))
    assert refused(lambda: row.update(approved_by=None))
    assert refused(lambda: row.update(reason=""))


def test_who_recorded_a_look_back_cannot_have_confirmed_it(look_back, county):
    row = LookBack.objects.filter(pk=look_back.pk)
    confirmed = {"state": "confirmed", "confirmed_at": timezone.now()}
    assert refused(lambda: row.update(confirmed_by=county.clerk, **confirmed))
    assert refused(lambda: row.update(confirmed_by=None, **confirmed))
    assert not refused(lambda: row.update(confirmed_by=county.reviewer, **confirmed))


@pytest.mark.parametrize(
    "columns",
    [
        {"granted": True},
        {"granted": False, "decision": "补材料。"},
        {"decided_at": timezone.now()},
    ],
)
def test_half_a_decision_is_none(closure, extension, columns):
    assert refused(lambda: Closure.objects.filter(pk=closure.pk).update(**columns))
    assert refused(lambda: Extension.objects.filter(pk=extension.pk).update(**columns))


def test_a_refusal_has_its_reason(closure, extension, county):
    silent = decided(county.reviewer, granted=False, words="")
    assert refused(lambda: Closure.objects.filter(pk=closure.pk).update(**silent))
    assert refused(lambda: Extension.objects.filter(pk=extension.pk).update(**silent))


def test_an_issue_has_one_open_closing_one_open_extension_and_one_open_look_back(
    closure, extension, look_back
):
    for record in (closure, extension, look_back):
        record.pk = None
        assert refused(lambda record=record: record.save(force_insert=True))


def test_a_standing_issue_cannot_be_plainly_closed(county):
    issue = lives.claimed(county, rectification="staged_standing")
    row = Issue.objects.filter(pk=issue.pk)
    assert refused(lambda: row.update(status="closed", closed_on=TODAY))
    assert not refused(lambda: row.update(status="normalised", closed_on=TODAY))


def test_rows_that_say_nothing_are_refused(county):
    issue = lives.ready(county)
    assert refused(lambda: Measure.objects.filter(issue=issue).update(text=""))
    assert refused(lambda: Measure.objects.filter(issue=issue).update(completed_on=None))
    assert refused(lambda: Evidence.objects.filter(issue=issue).update(size=0))
    assert refused(lambda: Progress.objects.create(issue=issue, made_on=TODAY, by=county.liaison))
    assert refused(
        lambda: Progress.objects.create(issue=issue, made_on=TODAY, text="好", percent=101, by=county.liaison)
    )
    assert refused(
        lambda: Instruction.objects.create(
            issue=issue, leader=county.leader_post, text="", by=county.leader, written_on=TODAY
        )
    )


def test_what_proves_a_measure_keeps_it_from_being_deleted(county):
    issue = lives.ready(county)
    with pytest.raises(ProtectedError):
        issue.measures.get().delete()


@pytest.mark.parametrize("granted", [True, False])
def test_the_action_refuses_the_applicant_too(closure, county, granted):
    both = UserFactory(username="both", organisation=county.root, roles=["reviewer"])
    Closure.objects.filter(pk=closure.pk).update(applied_by=both)
    with pytest.raises(NotYours):
        actions.decide(issue=closure.issue, granted=granted, reason="好", by=both, today=TODAY)


def test_the_action_refuses_who_asked_for_the_extension(extension, county):
    both = UserFactory(username="both", organisation=county.root, roles=["reviewer"])
    Extension.objects.filter(pk=extension.pk).update(applied_by=both)
    with pytest.raises(NotYours):
        actions.decide_extension(
            issue=extension.issue, verdict=actions.Verdict(granted=True), by=both, today=TODAY
        )


def test_the_action_refuses_who_recorded_the_look_back(look_back, county):
    both = UserFactory(username="both", organisation=county.root, roles=["clerk", "reviewer"])
    LookBack.objects.filter(pk=look_back.pk).update(recorded_by=both)
    with pytest.raises(NotYours):
        actions.confirm_look_back(
            issue=look_back.issue, verdict=actions.Verdict(granted=True), by=both, today=TODAY
        )
