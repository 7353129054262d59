"""The timeline tells the trail in Chinese."""

import ast
import re
from datetime import UTC, datetime, timedelta

import pytest
import rules

from issues.lifecycle import MOVES as ISSUE_MOVES
from ledger.timeline import SENTENCES, readable, sentence_of, told
from measures import actions
from measures.lifecycle import MOVES as MEASURE_MOVES
from tests import lives
from tests.rules.sources import APPS, python_files, text_of, tree_of
from trail.models import Entry

VERB = re.compile(r"^[a-z_]+\.[a-z_]+$")
# What an f-string of a verb may be completed with.
COMPLETIONS = {
    "issue.": {*ISSUE_MOVES, *MEASURE_MOVES},
    "progress.": {"report_progress", "no_change", "confirm_quarter"},
}
# Moves that are recorded under a verb of their own record, not of the issue.
NOT_OF_THE_ISSUE = {
    "add_evidence",
    "ask_extension",
    "complete_measure",
    "confirm_look_back",
    "confirm_quarter",
    "decide_extension",
    "endorse",
    "instruct",
    "no_change",
    "plan_look_back",
    "record_look_back",
    "report_progress",
}
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def recording_modules():
    return [
        path
        for path in python_files(*APPS)
        if "trail.recording" in text_of(path) and path.parts[0] != "trail"
    ]


def verbs_in_code():
    """Every verb written somewhere: whole strings, and f-strings completed with what can stand there."""
    found = set()
    for path in recording_modules():
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and VERB.match(node.value):
                if not rules.perm_exists(node.value):
                    found.add(node.value)
            elif isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                prefix = node.values[0].value
                if re.fullmatch(r"[a-z_]+\.", prefix):
                    found |= {prefix + rest for rest in COMPLETIONS[prefix]}
    return found - {f"issue.{move}" for move in NOT_OF_THE_ISSUE}


def test_the_search_for_verbs_finds_the_known_ones():
    assert {"issue.register", "progress.no_change", "regulation.create", "evidence.add"} <= verbs_in_code()


def test_every_verb_written_in_the_code_has_a_chinese_sentence():
    assert verbs_in_code() - SENTENCES.keys() == set()


def test_every_sentence_is_chinese():
    assert [verb for verb, words in SENTENCES.items() if not CHINESE.search(str(words))] == []


def test_a_verb_nobody_has_described_is_told_with_its_code():
    assert "planet.align" in sentence_of("planet.align")
    assert CHINESE.search(sentence_of("planet.align"))


def moments_of(issue):
    return told(Entry.objects.thread_of(issue))


def test_a_whole_life_is_told_step_by_step(county):
    issue = lives.closed(county)
    assert [moment.verb for moment in moments_of(issue)] == [
        "issue.create",
        "issue.register",
        "issue.claim",
        "issue.plan_measures",
        "measure.complete",
        "evidence.add",
        "issue.apply",
        "issue.accept",
    ]


def test_fields_and_statuses_are_told_by_their_chinese_names(county):
    issue = lives.claimed(county)
    claim = moments_of(issue)[-1]
    assert (claim.who, claim.sentence) == (county.liaison.full_name, "认领")
    told_changes = {change.label: (change.before, change.after) for change in claim.changes}
    assert told_changes["状态"] == ("待认领", "整改中")
    assert told_changes["联络员"] == ("", county.liaison.full_name)


def test_what_a_person_wrote_is_told_as_said(county):
    issue = lives.applied(county)
    actions.decide(issue=issue, granted=False, reason="缺少佐证。", by=county.reviewer, today=lives.TODAY)
    assert moments_of(issue)[-1].said == ["缺少佐证。"]


def test_a_reopening_tells_the_new_cycle(county):
    issue = lives.closed(county)
    plan = actions.LookBackPlan(lives.TODAY, "on_site", "督查组")
    actions.plan_look_back(issue=issue, plan=plan, by=county.clerk)
    finding = actions.LookBackFinding(lives.TODAY, "会议又多起来了。", "rebounded")
    actions.record_look_back(issue=issue, finding=finding, by=county.clerk)
    actions.confirm_look_back(
        issue=issue, verdict=actions.Verdict(True), by=county.reviewer, today=lives.TODAY
    )
    recorded, confirmed, reopened = moments_of(issue)[-3:]
    assert {change.after for change in recorded.changes} == {"反弹"}
    assert {change.after for change in confirmed.changes} == {"同意", "反弹"}
    assert ("轮次", "1", "2") in [(change.label, change.before, change.after) for change in reopened.changes]


def test_no_digest_serial_or_english_key_reaches_the_reader(county):
    issue = lives.closed(county)
    for moment in moments_of(issue):
        assert all(CHINESE.search(change.label) for change in moment.changes), moment


def entry(verb, *, at, who="联络员", after=None, subject_type="measures.evidence"):
    return Entry(verb=verb, at=at, who_name=who, subject_type=subject_type, before=None, after=after)


NOON = datetime(2026, 11, 20, 4, tzinfo=UTC)


def test_files_uploaded_in_one_sitting_are_one_moment():
    entries = [
        entry("evidence.add", at=NOON + timedelta(seconds=number), after={"name": f"{number}.pdf"})
        for number in range(3)
    ]
    (moment,) = told(entries)
    assert moment.files == ["0.pdf", "1.pdf", "2.pdf"]
    assert "3" in moment.sentence


@pytest.mark.parametrize(
    "second",
    [
        entry("evidence.add", at=NOON + timedelta(hours=2), after={"name": "b.pdf"}),
        entry("evidence.add", at=NOON, who="经办", after={"name": "b.pdf"}),
    ],
)
def test_files_of_another_time_or_person_stand_alone(second):
    assert len(told([entry("evidence.add", at=NOON, after={"name": "a.pdf"}), second])) == 2


def test_a_record_of_a_kind_that_no_longer_exists_is_still_told():
    (moment,) = told([entry("issue.edit", at=NOON, after={"colour": "x"}, subject_type="gone.thing")])
    assert [(change.label, change.after) for change in moment.changes] == [("colour", "x")]


def test_empty_values_lists_and_long_texts_are_readable():
    assert readable(None) == readable("") == readable([]) == "（空）"
    assert readable(["甲", "乙"]) == "甲；乙"
    assert readable("长" * 500).endswith("…")
    assert readable(["甲", "乙"], {"甲": "天"}) == "天；乙"
    assert (readable(True), readable(False)) == ("同意", "不同意")
