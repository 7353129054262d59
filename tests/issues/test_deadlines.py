"""Deadline texts, read: every row of the office's table, and what else stands in real ledgers."""

from datetime import date

import pytest

from issues.deadlines import Note, Reading, read

BASE = date(2025, 3, 20)  # a Thursday


def due(text: str, **frame) -> date | None:
    """The day of a text that must be read without any doubt."""
    reading = read(text, **({"base": BASE} | frame))
    assert reading.sure, reading
    assert reading.note == Note.CLEAR
    return reading.due_on


def doubted(text: str, note: Note, **frame) -> Reading:
    """The reading of a text that a person has to confirm, for the given reason."""
    reading = read(text, **({"base": BASE} | frame))
    assert (reading.sure, reading.note) == (False, note), reading
    return reading


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("6月底前", "2025-06-30"),
        ("2025年底前", "2025-12-31"),
        ("2022年10月底前", "2022-10-31"),
        ("2020年年底前", "2020-12-31"),
        ("2021年2月3日前", "2021-02-03"),
        ("2025-11-30", "2025-11-30"),
        ("2024-12-03 18:00", "2024-12-03"),
        ("第三季度", "2025-09-30"),
        ("2026 Q1", "2026-03-31"),
        ("上半年", "2025-06-30"),
        ("2026年全年", "2026-12-31"),
        ("2019年5月6日至6月14日", "2019-06-14"),
        ("6月中旬至12月31日", "2025-12-31"),
        ("反馈后1个月内", "2025-04-20"),
        ("30个工作日内", "2025-05-06"),
        ("6个月内", "2025-09-20"),
        ("中期(1-2年)", "2027-03-20"),
    ],
)
def test_the_dated_rows_of_the_table(text, day):
    assert due(text) == date.fromisoformat(day)
    assert read(text, base=BASE).types == ()


@pytest.mark.parametrize(
    ("text", "types", "day"),
    [
        ("立行立改", ("immediate",), None),
        ("立即整改", ("immediate",), None),
        ("即知即改", ("immediate",), None),
        ("长期坚持", ("standing",), None),
        ("持续推进", ("standing",), None),
        ("常态化", ("standing",), None),
        ("立行立改，长期坚持", ("immediate", "standing"), None),
        ("2024年底前，并长期坚持", ("standing",), date(2024, 12, 31)),
        ("立行立改并长期坚持", ("immediate", "standing"), None),
        ("立即整改到位", ("immediate",), None),
        ("2025年3月底前完成并持续推进", ("standing",), date(2025, 3, 31)),
        ("自2024年5月起长期坚持", ("standing",), None),
        ("2025年5月至长期", ("standing",), None),
        ("分阶段整改，2025年底前", ("staged",), date(2025, 12, 31)),
        ("立行立改，分步实施，常抓不懈", ("immediate", "staged", "standing"), None),
        ("立行立改（2025年4月10日前）", ("immediate",), date(2025, 4, 10)),
        ("不能立行立改的，2025年6月底前完成", (), date(2025, 6, 30)),
        ("持续至6月底", (), date(2025, 6, 30)),
        ("长期", ("standing",), None),
    ],
)
def test_words_give_types_and_never_a_date_of_their_own(text, types, day):
    assert due(text) == day
    assert read(text, base=BASE).types == types


@pytest.mark.parametrize(
    "text",
    [
        "每季度",
        "每月28日前",
        "每周",
        "每年12月底前",
        "每月5日、20日前",
        "按季度推进",
        "逐月",
        "一月一调度",
        "2025年每季度末",
    ],
)
def test_a_rhythm_is_no_deadline(text):
    reading = read(text, base=BASE)
    assert (reading.periodic, reading.due_on, reading.sure, reading.note) == (True, None, True, Note.CLEAR)


@pytest.mark.parametrize(
    "text", ["每季度调度一次，2025年底前完成", "每季度调度一次并于2025年底前完成", "2025年底前，每月报送进展"]
)
def test_a_rhythm_can_stand_beside_a_deadline(text):
    assert due(text) == date(2025, 12, 31)
    assert read(text).periodic


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("限期整改", Note.VAGUE_WORD),
        ("近期", Note.VAGUE_WORD),
        ("尽快", Note.VAGUE_WORD),
        ("按期完成", Note.VAGUE_WORD),
        ("X月X日", Note.PLACEHOLDER),
        ("2025年×月×日", Note.PLACEHOLDER),
        ("2025年  月  日", Note.PLACEHOLDER),
        ("○月○日前", Note.PLACEHOLDER),
        ("__年__月__日", Note.PLACEHOLDER),
        ("国庆节前", Note.EVENT),
        ("2025年春节前", Note.EVENT),
        ("十一前", Note.EVENT),
        ("学期末", Note.EVENT),
        ("腊月底前", Note.EVENT),
        ("农历12月底前", Note.EVENT),
        ("已完成", Note.DONE),
        ("整改到位", Note.DONE),
        ("无", Note.NOT_FOUND),
        ("/", Note.NOT_FOUND),
        ("2024年5月起", Note.NOT_FOUND),
        ("近三年", Note.NOT_FOUND),
        ("三年行动计划", Note.NOT_FOUND),
        ("98.5%", Note.NOT_FOUND),
        ("", Note.EMPTY),
        ("  \n", Note.EMPTY),
    ],
)
def test_what_names_no_day_keeps_its_text_and_says_why(text, note):
    reading = doubted(text, note)
    assert reading == Reading(text, note=note)


@pytest.mark.parametrize(
    "text",
    [
        "2025年2月30日",
        "2025.6.31",
        "2025-13-01",
        "2023年2月29日",
        "6月31日前",
        "0月底前",
        "第五季度",
        "20255年6月",
        "202年6月",
        "1025年6月30日",
        "2025年2月1日至2月30日",
    ],
)
def test_an_impossible_date_is_said_to_be_impossible(text):
    assert doubted(text, Note.IMPOSSIBLE).due_on is None


def test_an_impossible_date_does_not_hide_the_type():
    assert doubted("立行立改，2025年6月31日前", Note.IMPOSSIBLE).types == ("immediate",)


class TestBeforeAPeriod:
    """8月前 can end before the month or with it."""

    def test_a_month_ends_before_it_begins(self):
        reading = doubted("2024年8月前", Note.AMBIGUOUS, base=None)
        assert (reading.due_on, reading.other) == (date(2024, 7, 31), date(2024, 8, 31))

    def test_a_year_too(self):
        reading = doubted("2027年前", Note.AMBIGUOUS)
        assert (reading.due_on, reading.other) == (date(2026, 12, 31), date(2027, 12, 31))

    def test_unless_that_day_has_passed(self):
        reading = doubted("2025年前", Note.AMBIGUOUS)
        assert (reading.due_on, reading.other) == (date(2025, 12, 31), date(2024, 12, 31))

    @pytest.mark.parametrize(
        ("text", "day", "other"),
        [
            ("2025年一季度前", "2025-03-31", "2024-12-31"),
            ("2025年上半年前", "2025-06-30", "2024-12-31"),
            ("2025年6月上旬前", "2025-06-10", "2025-05-31"),
        ],
    )
    def test_stretches_of_work_end_with_their_last_day(self, text, day, other):
        reading = doubted(text, Note.AMBIGUOUS)
        assert (reading.due_on, reading.other) == (date.fromisoformat(day), date.fromisoformat(other))

    @pytest.mark.parametrize(
        "text", ["2025年8月底前", "2025年三季度末前", "2025年8月31日之前", "2025年8月内"]
    )
    def test_an_end_is_not_ambiguous(self, text):
        assert due(text).month in {8, 9}


class TestAMissingYear:
    def test_comes_from_the_document(self):
        assert due("6月底前", base=date(2024, 5, 1)) == date(2024, 6, 30)

    def test_comes_from_the_deadline_before_when_the_document_has_no_date(self):
        assert due("9月底前", base=None, previous=date(2023, 6, 30)) == date(2023, 9, 30)

    def test_comes_first_of_all_from_the_same_text(self):
        reading = doubted("2026年6月底前完成一半，12月底前全部完成", Note.SEVERAL)
        assert reading.due_on == date(2026, 12, 31)

    def test_is_missed_when_nothing_lends_it(self):
        assert doubted("6月底前", Note.NEEDS_YEAR, base=None).due_on is None

    def test_a_month_that_has_passed_stays_in_the_year_but_is_doubtful(self):
        reading = doubted("6月底前", Note.YEAR_GUESSED, base=date(2025, 9, 1))
        assert (reading.due_on, reading.other) == (date(2025, 6, 30), date(2026, 6, 30))

    def test_the_month_of_the_document_has_not_passed(self):
        assert due("3月底前") == date(2025, 3, 31)

    def test_a_paper_of_winter_plans_for_the_next_spring(self):
        reading = doubted("3月底前", Note.YEAR_GUESSED, base=date(2025, 11, 20))
        assert (reading.due_on, reading.other) == (date(2026, 3, 31), date(2025, 3, 31))

    def test_a_deadline_before_it_in_a_later_year_makes_it_doubtful(self):
        reading = doubted("9月底前", Note.YEAR_GUESSED, previous=date(2026, 6, 30))
        assert (reading.due_on, reading.other) == (date(2025, 9, 30), date(2026, 9, 30))
        reading = doubted("2月底前", Note.YEAR_GUESSED, previous=date(2026, 1, 31))
        assert (reading.due_on, reading.other) == (date(2026, 2, 28), date(2025, 2, 28))

    def test_an_order_that_runs_back_is_doubtful(self):
        reading = doubted("3月底前", Note.YEAR_GUESSED, base=None, previous=date(2025, 6, 30))
        assert (reading.due_on, reading.other) == (date(2025, 3, 31), date(2026, 3, 31))

    def test_the_29th_of_february_is_not_looked_for_in_other_years(self):
        assert doubted("2月29日", Note.IMPOSSIBLE).due_on is None
        assert doubted("2月29日", Note.YEAR_GUESSED, base=date(2024, 6, 1)).other is None
        assert doubted("2月29日", Note.NEEDS_YEAR, base=None).due_on is None

    def test_a_range_may_cross_the_new_year(self):
        assert due("2025年11月至次年3月") == date(2026, 3, 31)
        assert doubted("2025年11月至3月", Note.YEAR_GUESSED).due_on == date(2026, 3, 31)

    def test_words_for_years_count_from_the_document(self):
        assert due("今年年底前") == date(2025, 12, 31)
        assert due("明年6月底前") == date(2026, 6, 30)
        assert due("后年底") == date(2027, 12, 31)
        assert doubted("明年6月底前", Note.NEEDS_BASE, base=None).due_on is None
        assert doubted("明年6月底前", Note.YEAR_GUESSED, base=None, previous=BASE).due_on == date(2026, 6, 30)


class TestSpans:
    @pytest.mark.parametrize(
        ("text", "day"),
        [
            ("1个月内", "2025-04-20"),
            ("六个月内", "2025-09-20"),
            ("半年内", "2025-09-20"),
            ("一年半", "2026-09-20"),
            ("两周内", "2025-04-03"),
            ("15日内", "2025-04-04"),
            ("十五天", "2025-04-04"),
            ("半个月内", "2025-04-04"),
            ("72小时内", "2025-03-23"),
            ("两个季度内", "2025-09-20"),
            ("三十个工作日内", "2025-05-06"),
            ("3-5个工作日", "2025-03-27"),
            ("短期（6个月内）", "2025-09-20"),
            ("收到通知之日起15日内", "2025-04-04"),
            ("最长不超过2年", "2027-03-20"),
            ("3个月至半年", "2025-09-20"),
        ],
    )
    def test_count_from_the_base_to_the_longer_bound(self, text, day):
        assert due(text) == date.fromisoformat(day)

    @pytest.mark.parametrize("text", ["30个工作日内", "6个月内", "中期(1-2年)", "本月底", "下周三", "两周内"])
    def test_ask_for_the_base_when_there_is_none(self, text):
        assert doubted(text, Note.NEEDS_BASE, base=None).due_on is None

    def test_end_with_a_shorter_month(self):
        assert due("1个月内", base=date(2025, 1, 31)) == date(2025, 2, 28)

    def test_follow_the_office_s_own_calendar(self):
        assert due("1个工作日内", corrections={date(2025, 3, 21): False}) == date(2025, 3, 24)

    def test_say_when_the_holidays_are_not_known_yet(self):
        assert doubted("5个工作日内", Note.CALENDAR_UNKNOWN, base=date(2060, 3, 1)).due_on

    def test_count_from_a_start_the_text_names(self):
        assert due("自2025年6月1日起30日内", base=None) == date(2025, 7, 1)

    def test_beyond_the_calendar_are_impossible(self):
        assert doubted("10个工作日内", Note.IMPOSSIBLE, base=date.max).due_on is None
        assert doubted("999年内", Note.IMPOSSIBLE).due_on is None

    def test_roughly_is_doubtful(self):
        assert doubted("1个月左右", Note.APPROXIMATE).due_on == date(2025, 4, 20)


class TestSeveralInOneCell:
    @pytest.mark.parametrize(
        "text",
        [
            "2025年6月底前完成初步整改，2025年9月底前全面完成",
            "2025.6.30\n2025.9.30",
            "2025年9月底前（力争6月底前）",
            "原定2025年6月底，延期至2025年9月底",
            "①2025年6月底前；②2025年9月底前",
            "2025年6、9月底前",
        ],
    )
    def test_the_latest_counts_and_a_person_confirms(self, text):
        assert doubted(text, Note.SEVERAL).due_on == date(2025, 9, 30)

    def test_the_same_day_twice_is_one_deadline(self):
        assert due("2025年6月底前（6月30日）") == date(2025, 6, 30)

    def test_a_span_without_base_beside_a_date_is_doubtful(self):
        assert doubted("3个月内（2025年6月30日前）", Note.SEVERAL, base=None).due_on == date(2025, 6, 30)

    def test_an_event_beside_a_date_is_doubtful(self):
        assert doubted("国庆节前（9月28日）", Note.EVENT).due_on == date(2025, 9, 28)

    def test_a_piece_that_is_not_understood_is_not_passed_over(self):
        assert doubted("2025年4月第三周", Note.UNREAD_PART).due_on == date(2025, 4, 30)

    def test_a_range_that_runs_backwards_is_doubtful(self):
        assert doubted("2025年6月至2024年12月", Note.BACKWARDS).due_on == date(2024, 12, 31)

    def test_a_state_with_a_date_is_doubtful(self):
        assert doubted("已于2025年3月完成", Note.DONE).due_on == date(2025, 3, 31)
