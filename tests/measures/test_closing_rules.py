"""The closing rules of the three types, as the page lists them and as the action holds them."""

import pytest

from issues.models import Status
from measures import actions
from measures.lifecycle import closing_rules
from measures.models import Closure
from people.refusals import NotAllowedNow
from tests import lives
from tests.issues.conftest import text_of
from tests.lives import TODAY


def missing(issue):
    """Names of the rules that do not hold."""
    return [rule.name for rule in closing_rules(issue) if rule.why]


def apply(issue, county):
    return actions.apply(issue=issue, statement="整改完成。", by=county.liaison, today=TODAY)


def prove(issue, county, measure=None, name="纪要.pdf"):
    upload = lives.upload(name, f"%PDF-1.4 {name}".encode())
    actions.add_evidence(issue=issue, uploads=[upload], kind="document", measure=measure, by=county.liaison)


def plan(issue, county, *texts):
    rows = [actions.MeasureRow(None, text) for text in texts]
    actions.save_measures(issue=issue, rows=rows, by=county.liaison, version=issue.version)
    issue.refresh_from_db()
    return list(issue.measures.filter(cycle=issue.cycle))


def test_an_immediate_issue_needs_evidence_and_no_measure(county):
    issue = lives.claimed(county, rectification="immediate", due_on=None, due_text="立行立改")
    assert missing(issue) == ["evidence"]
    with pytest.raises(NotAllowedNow, match="要先上传佐证材料"):
        apply(issue, county)
    prove(issue, county)
    assert missing(issue) == []
    apply(issue, county)
    issue.refresh_from_db()
    assert issue.status == Status.REVIEWING


def test_a_staged_issue_needs_a_measure(county):
    issue = lives.claimed(county, rectification="staged")
    prove(issue, county)
    assert missing(issue) == ["measures", "completed", "proved"]
    with pytest.raises(NotAllowedNow, match="至少要有一条整改措施"):
        apply(issue, county)


def test_a_staged_issue_needs_every_measure_completed_with_evidence_on_each(county):
    issue = lives.claimed(county, rectification="staged")
    first, second = plan(issue, county, "精简会议", "提前送审议题")
    actions.complete_measure(measure=first, by=county.liaison, today=TODAY)
    prove(issue, county, first)
    assert [rule.why for rule in closing_rules(issue)] == [
        "",
        "还有 1 条措施没有完成。",
        "还有 1 条措施没有佐证材料。",
    ]
    actions.complete_measure(measure=second, by=county.liaison, today=TODAY)
    prove(issue, county)
    with pytest.raises(NotAllowedNow, match="还有 1 条措施没有佐证材料"):
        apply(issue, county)
    prove(issue, county, second, "通知.pdf")
    assert missing(issue) == []
    apply(issue, county)


def test_a_standing_issue_is_handed_to_routine_and_never_closed(county):
    issue = lives.claimed(county, rectification="standing", due_on=None, due_text="长期坚持")
    assert closing_rules(issue) == []
    assert apply(issue, county).kind == Closure.Kind.NORMALISE
    issue = actions.decide(issue=issue, granted=True, reason="", by=county.reviewer, today=TODAY)
    assert (issue.status, issue.closed_on) == (Status.NORMALISED, TODAY)


@pytest.mark.parametrize(
    ("rectification", "rules"),
    [
        ("immediate_standing", ["evidence"]),
        ("staged_standing", ["measures", "completed", "proved"]),
    ],
)
def test_both_types_together_need_what_each_needs_and_end_as_routine(county, rectification, rules):
    issue = lives.claimed(county, rectification=rectification)
    assert missing(issue) == rules
    for measure in plan(issue, county, "精简会议"):
        actions.complete_measure(measure=measure, by=county.liaison, today=TODAY)
        prove(issue, county, measure)
    assert missing(issue) == []
    assert apply(issue, county).kind == Closure.Kind.NORMALISE


def test_a_new_cycle_starts_with_every_rule_open(county):
    issue = lives.closed(county)
    look_back = actions.LookBackPlan(TODAY, "on_site", "督查组")
    actions.plan_look_back(issue=issue, plan=look_back, by=county.clerk)
    finding = actions.LookBackFinding(TODAY, "会议又多起来了。", "false")
    actions.record_look_back(issue=issue, finding=finding, by=county.clerk)
    verdict = actions.Verdict(granted=True)
    actions.confirm_look_back(issue=issue, verdict=verdict, by=county.reviewer, today=TODAY)
    issue.refresh_from_db()
    assert missing(issue) == ["measures", "completed", "proved"]


def test_the_page_lists_the_rules_with_what_is_missing_and_where_to_mend_it(liaison, planned, county):
    first, _ = planned.measures.all()
    actions.complete_measure(measure=first, by=county.liaison, today=TODAY)
    page = liaison.see("closure_apply", planned.pk)
    words = text_of(page)
    assert page.status_code == 200
    assert "已满足： 至少有一条整改措施" in words
    assert "未满足： 每条措施都已完成 还有 1 条措施没有完成。 去补" in words
    assert "未满足： 每条措施都有佐证材料 还有 2 条措施没有佐证材料。 去补" in words
    assert f'href="/issues/{planned.pk}/evidence/"' in page.content.decode()
    assert "disabled" in page.content.decode()


def test_an_application_posted_before_its_time_is_refused(liaison, planned):
    answer = liaison.send("closure_apply", planned.pk, statement="整改完成。")
    assert answer.status_code == 409
    assert "还有 2 条措施没有完成。" in text_of(answer)
    assert not Closure.objects.exists()


def test_a_standing_issue_reads_routine_instead_of_closing(liaison, county):
    issue = lives.claimed(county, rectification="standing", due_on=None, due_text="长期坚持")
    page = text_of(liaison.see("closure_apply", issue.pk))
    assert "申请转常态" in page
    assert "审核同意后转为常态" in page
