"""批示: a leader writes on an issue they lead."""

from datetime import date

import pytest

from measures import actions
from tests import lives
from tests.issues.conftest import error_of, text_of
from tests.lives import TODAY


def test_the_leader_writes_and_the_unit_reads_it(leader, claimed, county):
    answer = leader.send("instruction_write", claimed.pk, text="年底前拿出对比数据。", due_on="2026-12-20")
    assert answer["Location"] == claimed.get_absolute_url()
    one = claimed.instructions.get()
    assert (one.text, one.due_on, one.leader) == (
        "年底前拿出对比数据。",
        date(2026, 12, 20),
        county.leader_post,
    )
    assert (one.by, one.written_on) == (county.leader, TODAY)


def test_a_day_is_not_obligatory(leader, claimed):
    leader.send("instruction_write", claimed.pk, text="抓紧。", due_on="")
    assert claimed.instructions.get().due_on is None


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"text": ""}, "text", "请填写。"),
        ({"due_on": "2026-11-19"}, "due_on", "不能早于今天（2026-11-20）。"),
        ({"due_on": "明天"}, "due_on", "看不懂“明天”，请写成 2026-03-05 这样的日期。"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(leader, claimed, typed, field, words):
    answer = leader.send("instruction_write", claimed.pk, **{"text": "抓紧。", "due_on": "", **typed})
    assert answer.status_code == 422
    assert error_of(answer, field) == words
    assert not claimed.instructions.exists()


def test_what_was_written_before_is_shown(leader, claimed, county):
    actions.instruct(issue=claimed, text="年底前拿出数据。", due_on=None, by=county.leader, today=TODAY)
    assert "年底前拿出数据。" in text_of(leader.see("instruction_write", claimed.pk))


def test_a_leader_writes_before_it_is_claimed_but_not_after_it_is_closed(leader, county):
    assert leader.see("instruction_write", lives.registered(county).pk).status_code == 200
    assert leader.see("instruction_write", lives.closed(county).pk).status_code == 409
