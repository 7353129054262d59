"""The table of moves: every move by a wrong person or in a wrong state is refused and changes nothing."""

import pytest

from issues import actions
from issues.lifecycle import MOVES, possible, why_not
from issues.models import Issue, Status
from people.refusals import NotAllowedNow, NotYours
from tests import lives
from tests.factories import LeaderFactory, OrganisationFactory, UserFactory
from trail.models import Entry

D, A, R, V = Status.DRAFT, Status.ASSIGNED, Status.RECTIFYING, Status.REVIEWING
OPEN = {A, R, V}

# Said once more, by hand, so that a slip in the table shows: from which states, to which, by whom.
WANTED = {
    "edit": ({D, A, R}, None, {"clerk"}),
    "register": ({D}, A, {"clerk"}),
    "assign": ({D, A}, None, {"clerk"}),
    "set_deadline": ({D, A, R}, None, {"clerk"}),
    "claim": ({A}, R, {"leader", "liaison"}),
    "ask_reassignment": ({A, R}, None, {"leader", "liaison"}),
    "reassign": ({A, R}, A, {"clerk"}),
    "decline_reassignment": ({A, R}, None, {"clerk"}),
    "mark_repeat": (OPEN, None, {"clerk"}),
    "void": ({D, A}, Status.VOID, {"clerk"}),
}


def acts(county):
    """Each move as an action that would succeed for the right person in the right state."""
    to = actions.Assignment(county.sibling, county.leader_post)
    due = actions.DueBy("2027年底前", lives.date(2027, 12, 31))
    today = lives.TODAY
    return {
        "edit": lambda i, by: actions.edit(issue=i, values={"title": "新"}, by=by, version=i.version),
        "register": lambda i, by: actions.register(issue=i, by=by, today=today),
        "assign": lambda i, by: actions.assign(issue=i, to=to, by=by),
        "set_deadline": lambda i, by: actions.set_first_deadline(issue=i, due=due, by=by, today=today),
        "claim": lambda i, by: actions.claim(issue=i, by=by, today=today),
        "ask_reassignment": lambda i, by: actions.ask_reassignment(issue=i, reason="理由", by=by),
        "reassign": lambda i, by: actions.reassign(issue=i, to=to, reason="理由", by=by, today=today),
        "decline_reassignment": lambda i, by: actions.answer_reassignment(issue=i, answer="答复", by=by),
        "mark_repeat": lambda i, by: actions.mark_repeat(issue=i, earlier=None, by=by),
        "void": lambda i, by: actions.void(issue=i, reason="理由", by=by),
    }


@pytest.fixture
def everybody(county):
    """One person per role and place."""
    other_leader = UserFactory(organisation=county.root, roles=["leader"])
    LeaderFactory(organisation=county.root, user=other_leader)
    stranger = OrganisationFactory(name="邻县", kind="county")
    return {
        "clerk": county.clerk,
        "leader": county.leader,
        "liaison": county.liaison,
        "reviewer": county.reviewer,
        "other leader": other_leader,
        "liaison of another unit": county.sibling_liaison,
        "liaison of a section below": county.section_liaison,
        "clerk of the unit": UserFactory(organisation=county.unit, roles=["clerk"]),
        "clerk of another county": UserFactory(organisation=stranger, roles=["clerk"]),
        "panelist": UserFactory(organisation=county.root, roles=["panelist"]),
        "sysadmin": UserFactory(organisation=county.root, roles=["sysadmin"]),
        "secadmin": UserFactory(organisation=county.root, roles=["secadmin"]),
        "auditor": UserFactory(organisation=county.root, roles=["auditor"]),
        "nobody": UserFactory(organisation=county.root),
    }


def issue_in(county, status) -> Issue:
    """An issue without a date in that state, so that 设时限 is possible where the state allows it."""
    undated = {"due_on": None, "due_text": "近期"}
    if status == Status.VOID:
        issue = lives.registered(county, **undated)
        return actions.void(issue=issue, reason="重复登记。", by=county.clerk)
    made = {
        D: lives.draft,
        A: lives.registered,
        R: lives.claimed,
        V: lives.applied,
        Status.CLOSED: lives.closed,
        Status.NORMALISED: lives.closed,
    }
    kind = "staged_standing" if status == Status.NORMALISED else "staged"
    return made[status](county, rectification=kind, **undated)


def prepared(issue, move, county):
    """What the guard of `move` asks for, besides the state."""
    if move == "decline_reassignment" and issue.status in {A, R}:
        actions.ask_reassignment(issue=issue, reason="理由", by=county.liaison)
    return Issue.objects.get(pk=issue.pk)


def test_every_move_has_its_line_here():
    assert {name: (move.sources, move.target) for name, move in MOVES.items()} == {
        name: (frozenset(sources), target) for name, (sources, target, _) in WANTED.items()
    }


@pytest.mark.parametrize("status", Status.values)
@pytest.mark.parametrize("move", WANTED)
def test_a_move_is_made_by_the_right_people_in_the_right_state_alone(county, everybody, move, status):
    sources, target, people = WANTED[move]
    act = acts(county)[move]
    issue = prepared(issue_in(county, status), move, county)
    assert issue.status == status
    before = Issue.objects.filter(pk=issue.pk).values().get()
    trail = Entry.objects.count()
    for name, user in everybody.items():
        if name not in people:
            with pytest.raises(NotYours):
                act(issue, user)
        elif status not in sources:
            with pytest.raises(NotAllowedNow):
                act(issue, user)
    assert Issue.objects.filter(pk=issue.pk).values().get() == before
    assert Entry.objects.count() == trail
    if status in sources:
        act(issue, everybody[min(people)])
        issue.refresh_from_db()
        assert issue.status == (target or status)
        assert Entry.objects.count() == trail + 1


@pytest.mark.parametrize("status", Status.values)
def test_the_buttons_of_a_page_are_exactly_the_moves_that_would_succeed(county, everybody, status):
    issue = issue_in(county, status)
    for name, user in everybody.items():
        expected = {
            move for move, (sources, _, people) in WANTED.items() if status in sources and name in people
        } - {"decline_reassignment"}
        assert {move.name for move in possible(MOVES, issue, user)} == expected, name


def test_a_refusal_names_the_present_state_in_the_users_words(county):
    assert why_not(MOVES["claim"], lives.draft(county)) == "当前状态是“草稿”，不能认领。"


def test_what_an_incomplete_draft_lacks_is_named(county):
    assert why_not(MOVES["register"], lives.draft(county, unit=None)) == "还缺：责任单位。请先补全再挂号。"
