"""The many ways one and the same day is written; and what holds for any text at all."""

import time
from calendar import monthrange
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from issues.deadlines import Note, read, read_cell
from issues.deadlines.text import arabic

BASE = date(2025, 3, 20)
DAYS = st.dates(date(1950, 1, 1), date(2150, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "2025年6月30日",
        "2025年6月30日前",
        "2025年06月30号之前",
        "２０２５年６月３０日",
        "2025 年 6 月 30 日 前",
        "2025年\n6月30日前",
        "二〇二五年六月三十日",
        "二○二五年六月三十日前",
        "2O25年6月30日",
        "25年6月30日",
        "2025.6.30",
        "2025．06．30前",
        "2025。6。30",
        "2025、6、30",
        "2025 6 30",
        "2025/6/30前",
        "2025-06-30 00:00:00",
        "2025-06-30T18:00:00+08:00",
        "2025/6/30 0:00",
        "20250630",
        "25-6-30",
        "6/30/2025",
        "2025年6.30",
        "6.30前",
        "6/30",
        "6月30前",
        "2025年6月30日（星期一）前",
        "2025年6月30日星期一",
        "2025年6月30日（下周一）",
        "2025年6月30日下午5点前",
        "2025年6月30日24时前",
        "2025年6月30日17:30前",
        "2025年6月30日下班前",
        "整改期限：2025年6月30日",
        "张某13812345678，2025年6月30日前",
        "截止2025年6月30日",
        "即日起至6月30日",
        "2025.3.1-6.30",
        "3.1—6.30",
        "2025-03-01至2025-06-30",
        "2025年6月1-30日",
        "6月5日至30日",
        "2025年6月",
        "2025年6月底",
        "2025年6月末",
        "2025年6月份底前",
        "2025年6月低前",
        "2025年6月下旬",
        "2025年6月中下旬",
        "2025年6月下半月",
        "2025年6月\n底前",
        "2025.6",
        "2025-06",
        "202506",
        "6/2025",
        "2025年3-6月",
        "2025.3-2025.6",
        "2025年3月至6月",
        "今年6月",
        "2025年第二季度",
        "2025年二季度末前",
        "2025二季度",
        "2025Q2",
        "25Q2",
        "Q2 2025",
        "2025年第Ⅱ季度",
        "一至二季度",
        "前两季度",
        "2025年上半年",
        "2025H1",
        "本年度上半年",
    ],
)
def test_the_end_of_june_2025_however_it_is_written(text):
    reading = read(text, base=BASE)
    assert (reading.due_on, reading.sure, reading.types) == (date(2025, 6, 30), True, ()), reading
    assert reading.text == text


@pytest.mark.parametrize(
    "text",
    [
        "2025年底前",
        "2025底前",
        "2025年",
        "2025年度",
        "2025年内完成",
        "2025全年",
        "2025年下半年",
        "2025年12月",
        "年底前",
        "年内",
        "本年底",
        "2023-2025年",
        "2023年—2025年",
        "2025年5-12月",
        "“十四五”末",
        "下半年",
        "四季度",
        "十二月三十一日",
    ],
)
def test_the_end_of_2025_however_it_is_written(text):
    reading = read(text, base=BASE)
    assert (reading.due_on, reading.sure) == (date(2025, 12, 31), True), reading


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("月底前", "2025-03-31"),
        ("本月25日前", "2025-03-25"),
        ("下月中旬", "2025-04-20"),
        ("下个月底", "2025-04-30"),
        ("次月10日前", "2025-04-10"),
        ("本季度末", "2025-03-31"),
        ("下季度", "2025-06-30"),
        ("本周五前", "2025-03-21"),
        ("本周内", "2025-03-23"),
        ("下周三", "2025-03-26"),
        ("下下周五", "2025-04-04"),
        ("周五前", "2025-03-21"),
        ("明天", "2025-03-21"),
        ("6月上旬", "2025-06-10"),
    ],
)
def test_words_that_count_from_the_day_of_the_document(text, day):
    reading = read(text, base=BASE)
    assert (reading.due_on, reading.sure) == (date.fromisoformat(day), True), reading


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025年6月初", "2025-06-10"),
        ("年中", "2025-06-30"),
        ("2025年6月前后", "2025-06-30"),
        ("约6月底", "2025-06-30"),
        ("25年内", "2025-12-31"),
        ("三月内", "2025-03-31"),
        ("25日前", "2025-03-25"),
        ("10日前", "2025-04-10"),
        ("周三前", "2025-03-26"),
        ("30日", "2025-04-19"),
        ("2025", "2025-12-31"),
        ("2025年第2批", "2025-12-31"),
    ],
)
def test_a_loose_word_is_only_proposed(text, day):
    reading = read(text, base=BASE)
    assert (reading.due_on, reading.note) == (date.fromisoformat(day), Note.APPROXIMATE)
    assert not reading.sure


def test_an_american_date_can_be_two_days():
    reading = read("6/7/2025")
    assert (reading.due_on, reading.other, reading.sure) == (date(2025, 6, 7), date(2025, 7, 6), False)


@pytest.mark.parametrize(
    ("numeral", "digits"),
    [
        ("三十", "30"),
        ("十", "10"),
        ("十二", "12"),
        ("二十五", "25"),
        ("一百二十", "120"),
        ("一百零五", "105"),
        ("廿五", "25"),
        ("二〇二五", "2025"),
        ("两", "2"),
        ("十四五", "十四五"),
        ("○", "○"),
        ("2025", "2025"),
    ],
)
def test_chinese_numerals_become_digits(numeral, digits):
    assert arabic(numeral) == digits


class TestCells:
    """What a spreadsheet hands over instead of text."""

    @pytest.mark.parametrize(
        "value",
        [
            date(2025, 6, 30),
            datetime(2025, 6, 30, 18, tzinfo=ZoneInfo("Asia/Shanghai")),
            45838,
            45838.75,
            "45838",
        ],
    )
    def test_a_date_is_that_day_in_any_form(self, value):
        reading = read_cell(value)
        assert (reading.due_on, reading.sure, reading.note) == (date(2025, 6, 30), True, Note.CLEAR)

    @pytest.mark.parametrize("value", [20250630, 20250630.0])
    def test_a_number_can_be_a_date_written_without_dots(self, value):
        assert read_cell(value).due_on == date(2025, 6, 30)

    def test_a_decimal_may_have_lost_its_nought(self):
        reading = read_cell(6.3, base=BASE)
        assert (reading.due_on, reading.sure, reading.note) == (date(2025, 6, 3), False, Note.APPROXIMATE)

    @pytest.mark.parametrize("value", [None, "", "  "])
    def test_nothing_is_an_empty_reading(self, value):
        reading = read_cell(value)
        assert (reading.due_on, reading.sure, reading.note) == (None, False, Note.EMPTY)

    @pytest.mark.parametrize("value", [True, 3, 99999, -1.5, float("nan"), float("inf"), b"6", ["6月"]])
    def test_anything_else_does_no_harm(self, value):
        assert not read_cell(value).sure

    def test_text_is_read_with_its_frame(self):
        assert read_cell("6月底前", base=BASE).due_on == date(2025, 6, 30)
        assert read_cell("6月底前", previous=BASE).due_on == date(2025, 6, 30)


@given(text=st.text(max_size=400), base=st.none() | st.dates(), previous=st.none() | st.dates())
@example(text="年月日前底" * 50, base=None, previous=None)
@example(text="\ud800 6月", base=date.min, previous=date.max)
def test_no_text_raises_and_every_text_is_kept(text, base, previous):
    reading = read(text, base=base, previous=previous)
    assert reading.text == text
    assert reading.sure is (reading.note == Note.CLEAR)
    assert reading == read(text, base=base, previous=previous)


WORDS = ("2025", "2025年", "6月", "30日", "季度", "十二", "立行立改", "长期坚持", "明年", "Q1", "个月内")
PIECES = st.sampled_from(
    [*"0123456789年月日前底末至-./、，；（）\n每本下中旬第季度半内起个工作日周天X已完成", *WORDS]
)


@given(
    pieces=st.lists(PIECES, max_size=25),
    base=st.none() | st.dates(),
    previous=st.none() | st.dates(),
)
def test_texts_made_of_deadline_words_never_raise(pieces, base, previous):
    text = "".join(pieces)
    reading = read_cell(text, base=base, previous=previous)
    assert reading.text == text
    if reading.sure:
        assert reading.due_on or reading.types or reading.periodic


@given(
    day=DAYS,
    pattern=st.sampled_from(
        ["{0.year}年{0.month}月{0.day}日前", "{0}", "{0.year}.{0.month}.{0.day}", "{0:%Y%m%d}"]
    ),
)
def test_a_written_day_is_read_as_that_day(day, pattern):
    reading = read(pattern.format(day))
    if pattern == "{0:%Y%m%d}" and day.year >= 2100:
        return  # eight digits are a date only in this century and the last
    assert (reading.due_on, reading.sure) == (day, True)


@given(day=DAYS)
def test_a_day_without_its_year_falls_into_the_year_of_the_document(day):
    reading = read(f"{day.month}月{day.day}日", base=date(day.year, 1, 1))
    assert (reading.due_on, reading.sure) == (day, True)


@given(day=DAYS, tail=st.sampled_from(["", "底", "底前", "份", "末前", "内"]))
def test_a_written_month_ends_with_its_last_day(day, tail):
    reading = read(f"{day.year}年{day.month}月{tail}")
    assert (reading.due_on, reading.sure) == (day.replace(day=monthrange(day.year, day.month)[1]), True)


@given(start=DAYS, end=DAYS)
def test_of_a_range_the_end_counts(start, end):
    reading = read(f"{start:%Y年%m月%d日}至{end:%Y年%m月%d日}")
    assert reading.due_on == end
    assert reading.note == (Note.CLEAR if start <= end else Note.BACKWARDS)


@pytest.mark.parametrize(
    "unit", ["年月日前底", "2025年6月", "1", "每", "一", "-", "2025.6.", "已于", " \n", "①"]
)
def test_a_megabyte_is_read_at_once(unit):
    text = unit * (1_000_000 // len(unit))
    begun = time.perf_counter()
    reading = read(text)
    assert time.perf_counter() - begun < 0.5
    assert not reading.sure


def test_of_a_long_text_only_the_beginning_counts_and_that_is_said():
    reading = read("2025年6月底前" + "，" + "加强整改" * 100 + "2026年底前")
    assert (reading.due_on, reading.sure, reading.note) == (date(2025, 6, 30), False, Note.TOO_LONG)
