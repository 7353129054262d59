"""The page of one issue: what it shows, to whom, with which buttons, in how many queries."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from issues import actions as issue_actions
from ledger.buttons import Situation, buttons_for
from ledger.dossier import dossier_of
from ledger.steps import LOOP_CLOSED
from measures import actions
from tests import lives
from tests.factories import OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db
TODAY = lives.TODAY


@pytest.fixture(autouse=True)
def _at_noon(time_machine):
    time_machine.move_to("2026-11-20 12:00 +0800")


@pytest.fixture
def open_page(client_for):
    def opened(issue, user, **params):
        return client_for(user).get(issue.get_absolute_url(), params)

    return opened


def text_of(page) -> str:
    return page.content.decode()


def look_back(county, issue, result="holds"):
    plan = actions.LookBackPlan(TODAY, "on_site", "督查组")
    actions.plan_look_back(issue=issue, plan=plan, by=county.clerk)
    finding = actions.LookBackFinding(TODAY, "现场看了三个窗口。", result)
    actions.record_look_back(issue=issue, finding=finding, by=county.clerk)
    actions.confirm_look_back(issue=issue, verdict=actions.Verdict(True), by=county.reviewer, today=TODAY)
    issue.refresh_from_db()
    return issue


# --- who sees it ---


@pytest.mark.parametrize("role", ["clerk", "reviewer", "leader", "liaison"])
def test_everyone_concerned_sees_the_page(county, open_page, role):
    page = open_page(lives.claimed(county), getattr(county, role))
    assert page.status_code == 200
    assert "会议偏多，议题准备不充分" in text_of(page)


@pytest.mark.parametrize("role", ["sibling_liaison", "section_liaison"])
def test_another_unit_gets_404(county, open_page, role):
    assert open_page(lives.claimed(county), getattr(county, role)).status_code == 404


@pytest.mark.parametrize("role", ["sysadmin", "secadmin", "auditor", "panelist"])
def test_administrators_and_panelists_see_no_business_record(county, open_page, role):
    person = UserFactory(organisation=county.root, roles=[role])
    assert open_page(lives.claimed(county), person).status_code == 404


def test_a_draft_is_the_offices_own(county, open_page):
    issue = lives.draft(county)
    assert open_page(issue, county.clerk).status_code == 200
    assert open_page(issue, county.liaison).status_code == 404


def test_an_earlier_issue_the_person_may_not_see_is_mentioned_without_its_title(county, open_page):
    earlier = lives.registered(county, unit=county.sibling, title="另一个单位的旧问题")
    issue = lives.registered(county)
    issue.repeat_of = earlier
    issue.save(update_fields=["repeat_of"])
    assert "另一个单位的旧问题" in text_of(open_page(issue, county.clerk))
    seen = text_of(open_page(issue, county.liaison))
    assert "另一个单位的旧问题" not in seen
    assert "屡查屡犯" in seen


# --- what it shows ---


def test_the_colour_is_shown_with_its_word_and_reason(county, open_page):
    issue = lives.claimed(county, due_on=TODAY - timedelta(days=18), due_text="10月底前")
    page = open_page(issue, county.liaison)
    assert page.context["chip"].kind == "red"
    assert "红牌" in text_of(page)
    assert "逾期18天" in text_of(page)


def test_the_original_deadline_stays_beside_the_extended_one_with_who_approved(county, open_page):
    issue = lives.claimed(county)
    later = issue.due_on + timedelta(days=30)
    actions.ask_extension(
        issue=issue, due=issue_actions.DueBy("2027年1月底前", later), reason="设备未到货。", by=county.liaison
    )
    page = open_page(issue, county.reviewer)
    assert "设备未到货。" in text_of(page)
    actions.decide_extension(issue=issue, verdict=actions.Verdict(True), by=county.reviewer, today=TODAY)
    shown = text_of(open_page(issue, county.liaison))
    assert "2026-12-31" in shown
    assert "（原定）" in shown
    assert later.isoformat() in shown
    assert f"延期 1 次，{county.reviewer}批准" in shown


def test_a_refused_closing_stays_on_the_page(county, open_page):
    issue = lives.applied(county)
    actions.decide(issue=issue, granted=False, reason="缺少会议纪要。", by=county.reviewer, today=TODAY)
    shown = text_of(open_page(issue, county.liaison))
    assert "已退回" in shown
    assert "缺少会议纪要。" in shown


def test_an_earlier_cycle_is_folded_below_the_present_one(county, open_page):
    issue = look_back(county, lives.closed(county), "rebounded")
    page = open_page(issue, county.liaison)
    dossier = page.context["dossier"]
    assert [cycle.number for cycle in dossier.cycles] == [2, 1]
    assert len(dossier.now.measures) == 0
    assert len(dossier.earlier[0].measures) == 1
    assert "第 1 轮整改" in text_of(page)


def test_progress_on_the_issue_itself_stands_in_the_cycle_in_which_it_was_made(county, time_machine):
    issue = lives.ready(county)
    first = actions.Report(text="第一轮进展")
    actions.report_progress(issue=issue, report=first, by=county.liaison, today=TODAY)
    actions.apply(issue=issue, statement="完成。", by=county.liaison, today=TODAY)
    actions.decide(issue=issue, granted=True, reason="属实。", by=county.reviewer, today=TODAY)
    look_back(county, issue, "false")
    time_machine.move_to("2026-11-21 12:00 +0800")
    second = actions.Report(text="第二轮进展")
    actions.report_progress(issue=issue, report=second, by=county.liaison, today=TODAY)
    dossier = dossier_of(issue, user=county.clerk)
    assert [entry.text for entry in dossier.now.progress] == ["第二轮进展"]
    assert [entry.text for entry in dossier.earlier[0].progress] == ["第一轮进展"]


def test_files_can_be_looked_at_and_downloaded(county, open_page):
    issue = lives.ready(county)
    shown = text_of(open_page(issue, county.clerk))
    evidence = issue.evidence.get()
    assert f"/evidence/{evidence.pk}/download/" in shown
    assert f"/evidence/{evidence.pk}/preview/" in shown


def test_what_people_typed_is_escaped(county, open_page):
    issue = lives.claimed(county, title="<script>alert(1)</script>", description="<b>粗</b>")
    shown = text_of(open_page(issue, county.liaison))
    assert "<script>alert" not in shown
    assert "<b>粗</b>" not in shown


def test_the_timeline_is_told_newest_first_and_can_be_opened_whole(county, open_page, monkeypatch):
    monkeypatch.setattr("ledger.views.issue_page.TIMELINE_LIMIT", 2)
    issue = lives.applied(county)
    page = open_page(issue, county.clerk)
    assert page.context["moments"][0].verb == "issue.apply"
    assert len(page.context["moments"]) == 2
    assert page.context["timeline_is_cut"]
    whole = open_page(issue, county.clerk, timeline="all")
    assert whole.context["moments"][-1].verb == "issue.create"
    assert not whole.context["timeline_is_cut"]


def test_the_way_back_leads_to_the_list_as_it_was_left(county, client_for):
    issue = lives.claimed(county)
    client = client_for(county.clerk)
    assert 'href="/ledger/"' in text_of(client.get(issue.get_absolute_url()))
    client.get(reverse("issue_list"), {"status": "rectifying"})
    assert 'href="/ledger/?status=rectifying"' in text_of(client.get(issue.get_absolute_url()))


# --- the steps ---


def step(issue, county):
    issue.refresh_from_db()
    return dossier_of(issue, user=county.clerk).step


def test_the_step_follows_the_records(county):
    issue = lives.closed(county)
    assert step(lives.registered(county), county) == 1
    assert step(lives.claimed(county), county) == 2
    assert step(lives.applied(county), county) == 2
    assert step(issue, county) == 3
    look_back(county, issue)
    assert step(issue, county) == 4
    actions.state_no_regulation(issue=issue, reason="已有规定，执行到位即可。", by=county.clerk)
    assert step(issue, county) == LOOP_CLOSED


def test_a_rebound_takes_the_issue_back_to_the_second_step(county):
    assert step(look_back(county, lives.closed(county), "rebounded"), county) == 2


# --- the buttons ---


def pressed(issue, user, **situation):
    issue.refresh_from_db()
    buttons = buttons_for(issue, user, situation=Situation(**situation))
    first = [buttons.primary] if buttons.primary else []
    return [button.move for button in [*first, *buttons.beside, *buttons.more]], buttons


def test_the_likeliest_next_step_is_the_primary_button(county):
    assert pressed(lives.draft(county), county.clerk)[1].primary.move == "register"
    assert pressed(lives.registered(county), county.liaison)[1].primary.move == "claim"
    assert pressed(lives.claimed(county), county.liaison)[1].primary.move == "plan_measures"
    assert pressed(lives.ready(county), county.liaison, has_measures=True)[1].primary.move == "apply"
    assert pressed(lives.applied(county), county.reviewer)[1].primary.label == "审核销号"
    assert pressed(lives.applied(county), county.leader)[1].primary.move == "endorse"
    assert pressed(lives.closed(county), county.clerk)[1].primary.move == "plan_look_back"


def test_once_there_is_a_plan_reporting_on_it_comes_first(county):
    issue = lives.claimed(county)
    row = actions.MeasureRow(None, "精简会议")
    actions.save_measures(issue=issue, rows=[row], by=county.liaison, version=issue.version)
    names, buttons = pressed(issue, county.liaison, has_measures=True)
    assert buttons.primary.move == "report_progress"
    assert "plan_measures" in names


def test_a_review_is_one_button_not_three(county):
    assert pressed(lives.applied(county), county.reviewer)[0].count("refuse") == 0


def test_nobody_gets_a_button_the_table_does_not_give(county):
    issue = lives.applied(county)
    assert pressed(issue, county.liaison)[0] == []
    assert "refuse" not in pressed(issue, county.clerk)[0]
    assert pressed(issue, county.sibling_liaison)[0] == []


def test_a_request_for_reassignment_is_answered_first(county):
    issue = lives.claimed(county)
    issue_actions.ask_reassignment(issue=issue, reason="不属本科职责。", by=county.liaison)
    names, buttons = pressed(issue, county.clerk, reassignment_asked=True)
    assert names[:2] == ["reassign", "reassign"]
    assert [buttons.primary.label, buttons.beside[0].label] == ["改派", "不同意改派"]


def test_a_request_of_the_unit_itself_gives_the_unit_no_primary_button_for_it(county):
    issue = lives.claimed(county)
    issue_actions.ask_reassignment(issue=issue, reason="不属本科职责。", by=county.liaison)
    names, buttons = pressed(issue, county.leader, reassignment_asked=True)
    assert "reassign" not in names
    assert buttons.primary.move == "instruct"


def test_after_a_look_back_the_issue_waits_for_a_regulation(county):
    issue = look_back(county, lives.closed(county))
    names, buttons = pressed(issue, county.clerk, looked_back=True)
    assert buttons.primary.label == "登记制度成果"
    assert buttons.primary.url.endswith(f"?issue={issue.pk}")
    assert names == ["regulate", "state_no_regulation", "plan_look_back"]
    actions.state_no_regulation(issue=issue, reason="已有规定。", by=county.clerk)
    names, buttons = pressed(issue, county.clerk, looked_back=True)
    assert (names, buttons.primary) == (["plan_look_back"], None)


def test_what_stands_in_the_way_of_the_next_step_is_said(county, open_page):
    shown = text_of(open_page(lives.claimed(county), county.liaison))
    assert "申请销号：" in shown
    assert "分阶段整改的问题至少要有一条整改措施。" in shown


def test_a_measure_can_be_completed_beside_its_text(county, open_page):
    issue = lives.claimed(county)
    row = actions.MeasureRow(None, "精简会议")
    actions.save_measures(issue=issue, rows=[row], by=county.liaison, version=issue.version)
    address = reverse("measure_complete", args=[issue.measures.get().pk])
    assert address in text_of(open_page(issue, county.liaison))
    assert address not in text_of(open_page(issue, county.reviewer))


# --- how much it asks ---


def fill(county, issue, rows):
    plan = [actions.MeasureRow(None, f"措施{number}") for number in range(rows)]
    actions.save_measures(issue=issue, rows=plan, by=county.liaison, version=issue.version)
    for number, measure in enumerate(issue.measures.all()):
        report = actions.Report(text=f"进展{number}", percent=50, measure=measure)
        actions.report_progress(issue=issue, report=report, by=county.liaison, today=TODAY)
        file = lives.upload(f"{number}.pdf", b"%d" % number)
        actions.add_evidence(issue=issue, uploads=[file], kind="photo", measure=measure, by=county.liaison)
    issue.co_units.add(*[OrganisationFactory(parent=county.root) for _ in range(rows)])


@pytest.mark.parametrize("role", ["clerk", "reviewer", "leader", "liaison"])
def test_the_number_of_queries_does_not_grow_with_what_hangs_on_the_issue(county, client_for, role):
    counts = []
    for rows in (2, 12):
        issue = lives.claimed(county)
        fill(county, issue, rows)
        client = client_for(getattr(county, role))
        client.get(issue.get_absolute_url())
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(issue.get_absolute_url()).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[0] <= 40


def test_a_repeat_is_offered_only_where_there_is_something_to_repeat(county, open_page):
    alone = lives.registered(county)
    address = f"/issues/{alone.pk}/mark-repeat/"
    assert address not in text_of(open_page(alone, county.clerk))
    earlier = lives.closed(county)
    assert address in text_of(open_page(alone, county.clerk))
    assert f"/issues/{earlier.pk}/mark-repeat/" not in text_of(open_page(earlier, county.clerk))
