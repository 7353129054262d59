"""制度成果: the list, the form with its issues, and the stated reason why none is needed."""

from datetime import date

import pytest

from measures import actions
from measures.models import Regulation
from tests import lives
from tests.factories import UserFactory
from tests.issues.conftest import error_of, said, text_of
from trail.models import Entry


@pytest.fixture
def typed(county):
    """The form, filled in."""

    def values(**changes):
        return {
            "organisation": county.unit.pk,
            "name": "会议管理办法",
            "document_number": "县办发〔2026〕1号",
            "change": "made",
            "state": "issued",
            "issued_on": "2026-11-02",
            "issues": [],
            "version": "",
            **changes,
        }

    return values


@pytest.fixture
def regulation(county, claimed):
    """会议管理办法 of the unit, answering one issue."""
    one = Regulation(organisation=county.unit, name="会议管理办法")
    return actions.save_regulation(regulation=one, issues=[claimed], by=county.clerk)


def test_a_clerk_enters_a_regulation_with_the_issues_it_answers(clerk, typed, claimed, county):
    answer = clerk.send("regulation_new", **typed(issues=[claimed.pk]))
    assert answer["Location"] == "/regulations/"
    one = Regulation.objects.get()
    assert (one.name, one.organisation, one.issued_on) == ("会议管理办法", county.unit, date(2026, 11, 2))
    assert list(one.issues.all()) == [claimed]
    assert said(answer) == "制度成果已保存。"
    verbs = list(Entry.objects.thread_of(claimed).values_list("verb", flat=True))
    assert "regulation.link" in verbs


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"name": ""}, "name", "请填写。"),
        ({"issued_on": ""}, "issued_on", "已印发的制度请填写印发日期。"),
        ({"state": "evaluated", "issued_on": ""}, "issued_on", "已印发的制度请填写印发日期。"),
        ({"organisation": ""}, "organisation", "请选择。"),
        ({"change": "bent"}, "change", "请从列表里选择。"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(clerk, typed, changes, field, words):
    answer = clerk.send("regulation_new", **typed(**changes))
    assert answer.status_code == 422
    assert error_of(answer, field) == words
    assert not Regulation.objects.exists()


def test_a_drafted_one_needs_no_date(clerk, typed):
    clerk.send("regulation_new", **typed(state="drafted", issued_on=""))
    assert Regulation.objects.get().issued_on is None


def test_one_organisation_has_no_two_of_the_same_name(clerk, typed, regulation):
    answer = clerk.send("regulation_new", **typed())
    assert error_of(answer, "name") == "政务科已有同名制度，请直接修改那一条。"
    assert Regulation.objects.count() == 1


def test_an_issue_one_does_not_see_cannot_be_linked(at_desk, typed, county):
    unit_clerk = _clerk_of(county.sibling)
    issue = lives.claimed(county)
    answer = at_desk(unit_clerk).send(
        "regulation_new", **typed(organisation=county.sibling.pk, issues=[issue.pk])
    )
    assert answer.status_code == 422
    assert "issues" in answer.context["form"].errors


def test_links_to_issues_one_does_not_see_survive_an_edit_and_are_not_shown(
    at_desk, typed, county, regulation
):
    unit_clerk = _clerk_of(county.unit)
    hidden = lives.registered(county, unit=county.sibling, title="看不见的问题")
    regulation.issues.add(hidden)
    page = at_desk(unit_clerk).see("regulation_edit", regulation.pk)
    assert "看不见的问题" not in page.content.decode()
    regulation.refresh_from_db()
    answer = at_desk(unit_clerk).send(
        "regulation_edit", regulation.pk, **typed(issues=[], version=regulation.version)
    )
    assert answer.status_code == 302
    assert list(regulation.issues.all()) == [hidden]


def test_a_second_editor_sees_both_texts(clerk, typed, regulation, county):
    opened_with = regulation.version
    regulation.name = "会议管理实施细则"
    actions.save_regulation(regulation=regulation, issues=list(regulation.issues.all()), by=county.clerk)
    answer = clerk.send("regulation_edit", regulation.pk, **typed(name="会议管理规定", version=opened_with))
    page = text_of(answer)
    assert answer.status_code == 409
    assert "会议管理实施细则" in page
    assert "会议管理规定" in page
    regulation.refresh_from_db()
    assert regulation.name == "会议管理实施细则"


def test_a_new_regulation_can_come_from_an_issue(clerk, claimed):
    page = clerk.see("regulation_new", issue=claimed.pk)
    assert f'<option value="{claimed.pk}" selected>' in page.content.decode()


def test_a_large_ledger_is_searched_not_listed(clerk, county, monkeypatch):
    monkeypatch.setattr("measures.forms.regulating.LISTED_AT_MOST", 1)
    first, second = lives.claimed(county, title="会议偏多"), lives.claimed(county, title="文件运转慢")
    page = clerk.see("regulation_new", issue=first.pk).content.decode()
    assert 'data-choose-url="/regulations/issues/"' in page
    assert "会议偏多" in page
    assert "文件运转慢" not in page
    found = clerk.see("regulation_issues", q="文件").json()
    assert found == {"options": [{"value": second.pk, "text": f"{second.number} 文件运转慢"}]}


def test_the_search_finds_only_what_one_sees_and_nothing_unregistered(at_desk, county):
    lives.claimed(county)
    lives.draft(county)
    assert len(at_desk(county.clerk).see("regulation_issues", q="会议").json()["options"]) == 1
    assert at_desk(county.sibling_liaison).see("regulation_issues", q="会议").json()["options"] == []


@pytest.mark.parametrize("who", ["reviewer", "leader", "liaison"])
def test_who_is_no_clerk_reads_but_does_not_write(at_desk, county, regulation, who):
    desk = at_desk(getattr(county, who))
    assert "会议管理办法" in text_of(desk.see("regulation_list"))
    assert desk.see("regulation_new").status_code == 403
    assert desk.see("regulation_edit", regulation.pk).status_code == 403


def test_the_regulation_of_another_unit_is_not_found(at_desk, county, regulation):
    desk = at_desk(county.sibling_liaison)
    assert "会议管理办法" not in text_of(desk.see("regulation_list"))
    assert desk.see("regulation_edit", regulation.pk).status_code == 404


def test_a_clerk_cannot_hand_a_regulation_to_an_organisation_outside_their_own(
    at_desk, typed, county, regulation
):
    unit_clerk = _clerk_of(county.unit)
    answer = at_desk(unit_clerk).send(
        "regulation_edit",
        regulation.pk,
        **typed(organisation=county.sibling.pk, version=regulation.version),
    )
    assert answer.status_code == 422
    assert "organisation" in answer.context["form"].errors


def test_the_list_is_narrowed_by_kind_state_and_words(clerk, county):
    for name, change, state in (("甲办法", "made", "drafted"), ("乙规定", "repealed", "consulted")):
        one = Regulation(organisation=county.unit, name=name, change=change, state=state)
        actions.save_regulation(regulation=one, issues=[], by=county.clerk)

    def names(**query):
        rows = clerk.see("regulation_list", **query).context["rows"]
        return [row["regulation"].name for row in rows]

    assert names() == ["乙规定", "甲办法"]
    assert names(change="repealed") == ["乙规定"]
    assert names(state="drafted") == ["甲办法"]
    assert names(q="甲") == ["甲办法"]
    assert names(q="_") == []
    assert names(state="nonsense") == ["乙规定", "甲办法"]


def test_an_empty_list_says_what_belongs_there(clerk):
    assert "还没有制度成果" in text_of(clerk.see("regulation_list"))
    assert "没有符合条件的制度成果" in text_of(clerk.see("regulation_list", q="没有"))


def test_no_regulation_is_needed_with_the_reason(clerk, county):
    issue = lives.closed(county)
    assert "登记制度成果" in text_of(clerk.see("issue_no_regulation", issue.pk))
    answer = clerk.send("issue_no_regulation", issue.pk, reason="现行制度已有规定。")
    assert answer.status_code == 302
    issue.refresh_from_db()
    assert issue.no_regulation_reason == "现行制度已有规定。"
    assert clerk.see("issue_no_regulation", issue.pk).status_code == 409


def test_no_regulation_without_a_reason_is_refused(clerk, claimed):
    answer = clerk.send("issue_no_regulation", claimed.pk, reason=" ")
    assert error_of(answer, "reason") == "请填写。"


def test_an_issue_with_a_regulation_needs_no_such_reason(clerk, claimed, regulation):
    assert clerk.see("issue_no_regulation", claimed.pk).status_code == 409


def _clerk_of(organisation):
    return UserFactory(organisation=organisation, roles=["clerk"])
