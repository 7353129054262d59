"""What a person is told about a deadline they typed, on screen and on the command line."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from issues.deadline_words import DOUBTS, describe
from issues.deadlines import Note, read

BASE = date(2025, 3, 20)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("2025年6月底前", "读作：2025年6月30日到期"),
        ("2025年6月底前，并长期坚持", "读作：2025年6月30日到期，并长期坚持"),
        ("立行立改", "读作：立行立改，无具体日期"),
        ("立行立改，长期坚持", "读作：立行立改，长期坚持，无具体日期"),
        ("立行立改，4月10日前", "读作：立行立改，2025年4月10日到期"),
        ("每季度", "读作：按周期推进，无具体日期"),
        ("2025年底前，每月报送", "读作：按周期推进，2025年12月31日到期"),
        ("2025年8月前", "有歧义：可能是2025年7月31日或2025年8月31日，暂按前一个，请确认"),
        ("2025年一季度前", "有歧义：可能是2024年12月31日或2025年3月31日，暂按后一个，请确认"),
        ("立行立改，6月31日", "读作：立行立改；日历上没有这个日期，请改正"),
        ("6月底前、9月底前", "读作：2025年9月30日到期；写了不止一个期限，按最晚的一个，请确认"),
        ("整改工作", "没有读出日期，将保留原文"),
        ("", "没有填写时限"),
    ],
)
def test_a_reading_is_described_in_one_sentence(text, sentence):
    assert describe(read(text, base=BASE)) == sentence


def test_a_missing_base_date_is_asked_for():
    assert "起算日期" in describe(read("30个工作日内"))


def test_every_note_has_its_words():
    assert set(DOUBTS) == set(Note)
    assert [note for note in Note if not str(DOUBTS[note])] == [Note.CLEAR]


def said(*arguments: str) -> dict:
    out = StringIO()
    call_command("read_deadline", *arguments, stdout=out)
    return json.loads(out.getvalue())


def test_the_command_prints_the_reading_as_json():
    assert said("2025年6月底前，并长期坚持") == {
        "types": ["standing"],
        "due_on": "2025-06-30",
        "sure": True,
        "periodic": False,
        "note": "读作：2025年6月30日到期，并长期坚持",
    }


def test_the_command_prints_chinese_as_chinese():
    out = StringIO()
    call_command("read_deadline", "立行立改", stdout=out)
    assert "立行立改" in out.getvalue()


def test_the_command_counts_from_the_base():
    assert said("6个月内", "--base", "2025-03-20")["due_on"] == "2025-09-20"
    assert said("6个月内")["due_on"] is None


def test_the_command_reads_the_serial_number_of_an_excel_date():
    assert said("45838")["due_on"] == "2025-06-30"


@pytest.mark.parametrize("base", ["2025/3/20", "20250320", "2025-02-30", "昨天", ""])
def test_the_command_refuses_a_base_that_is_no_date_in_plain_words(base):
    with pytest.raises(CommandError, match="--base 要写成 2025-03-01 这样的日期"):
        call_command("read_deadline", "6月底前", f"--base={base}")
