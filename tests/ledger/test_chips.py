"""The chip says the colour in a word, and why."""

from datetime import date, timedelta

import pytest

from issues.colours import Policy
from issues.models import Issue
from ledger.chips import Chip, chip_of, due_in_words

TODAY = date(2026, 11, 20)


def issue(**values):
    facts = {
        "status": "rectifying",
        "rectification": "staged",
        "progressed_on": TODAY,
        "registered_on": TODAY,
    }
    return Issue(**{**facts, **values})


def chip(**values):
    return chip_of(issue(**values), on=TODAY, policy=Policy())


def in_days(days):
    return TODAY + timedelta(days=days)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"due_on": in_days(-18)}, Chip("red", "红牌", "逾期18天")),
        ({"due_on": in_days(-3)}, Chip("yellow", "黄牌", "逾期3天")),
        ({"due_on": in_days(0)}, Chip("yellow", "黄牌", "今天到期")),
        ({"due_on": in_days(1)}, Chip("yellow", "黄牌", "明天到期")),
        ({"due_on": in_days(5)}, Chip("yellow", "黄牌", "5天后到期")),
        ({"due_on": in_days(60)}, Chip("blue", "正常")),
        ({"due_on": in_days(60), "refusals": 3}, Chip("red", "红牌", "退回3次")),
        ({"due_on": in_days(-3), "refusals": 3}, Chip("red", "红牌", "退回3次")),
        ({"due_on": in_days(-30), "refusals": 3}, Chip("red", "红牌", "逾期30天")),
        ({"progressed_on": in_days(-20)}, Chip("yellow", "黄牌", "20天无进展")),
        (
            {"rectification": "standing", "registered_on": in_days(-400)},
            Chip("yellow", "黄牌", "季度未确认"),
        ),
        ({"status": "draft"}, Chip("draft", "草稿")),
        ({"status": "closed", "due_on": in_days(-90)}, Chip("done", "已销号")),
        ({"status": "normalised"}, Chip("done", "已转常态")),
        ({"status": "void"}, Chip("void", "已作废")),
    ],
)
def test_the_colour_is_said_in_a_word_with_its_reason(values, expected):
    assert chip(**values) == expected


def test_a_campaigns_own_thresholds_decide():
    assert chip_of(issue(due_on=in_days(-5)), on=TODAY, policy=Policy(red_after_days=3)).kind == "red"


def test_the_distance_to_a_date_is_said_as_people_say_it():
    assert [due_in_words(in_days(n), on=TODAY) for n in (-1, 0, 1, 2)] == [
        "逾期1天",
        "今天到期",
        "明天到期",
        "2天后到期",
    ]
