"""The step of an issue follows from its records."""

import pytest

from ledger.steps import LOOP_CLOSED, StepFacts, step_line, step_of


@pytest.mark.parametrize(
    ("facts", "step"),
    [
        (StepFacts(), 1),
        (StepFacts(claimed=True), 2),
        (StepFacts(claimed=True, closed=True), 3),
        (StepFacts(claimed=True, closed=True, looked_back=True), 4),
        (StepFacts(claimed=True, closed=True, looked_back=True, regulated=True), LOOP_CLOSED),
    ],
)
def test_each_record_takes_the_issue_one_step_further(facts, step):
    assert step_of(facts) == step


def test_a_regulation_made_early_does_not_jump_over_the_look_back():
    assert step_of(StepFacts(claimed=True, closed=True, regulated=True)) == 3


def test_an_issue_handed_to_somebody_else_is_at_the_first_step_again():
    assert step_of(StepFacts(claimed=False, regulated=True)) == 1


def test_the_line_shows_what_is_done_what_is_current_and_what_is_to_come():
    assert [step.state for step in step_line(3)] == ["done", "done", "current", ""]
    assert [step.state for step in step_line(LOOP_CLOSED)] == ["done"] * 4


def test_the_line_carries_a_note_under_each_step():
    assert [step.note for step in step_line(2, ("一", "二"))] == ["一", "二", "", ""]
