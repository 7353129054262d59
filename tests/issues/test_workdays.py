"""Working days: holidays, make-up days, corrections by hand, and years the library does not know."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from issues import workdays

NEAR_DAYS = st.dates(date(2019, 1, 1), date(2031, 12, 31))


def test_a_plain_wednesday_is_a_working_day():
    assert workdays.is_workday(date(2025, 3, 19))


def test_a_plain_saturday_is_not():
    assert not workdays.is_workday(date(2025, 3, 22))


def test_a_public_holiday_on_a_weekday_is_not():
    assert not workdays.is_workday(date(2025, 10, 1))


def test_a_make_up_sunday_is_a_working_day():
    assert workdays.is_workday(date(2025, 9, 28))


@pytest.mark.parametrize("worked", [True, False])
def test_a_correction_by_hand_beats_the_library(worked):
    for day in (date(2025, 3, 19), date(2025, 10, 1), date(2060, 1, 1)):
        assert workdays.is_workday(day, {day: worked}) is worked


def test_an_unknown_year_falls_back_to_the_weekday_and_says_so():
    assert not workdays.is_known(2060)
    assert 2060 not in workdays.known_years()
    assert workdays.is_workday(date(2060, 10, 1))  # a Friday, surely a holiday by then
    assert not workdays.is_workday(date(2060, 10, 2))


def test_a_known_year_is_known():
    assert workdays.is_known(2025)
    assert {2024, 2025, 2026} <= workdays.known_years()


def test_counting_starts_on_the_day_after():
    assert workdays.add_workdays(date(2025, 3, 19), 1) == date(2025, 3, 20)
    assert workdays.add_workdays(date(2025, 3, 19), 0) == date(2025, 3, 19)


def test_counting_passes_over_holidays_and_uses_make_up_days():
    # 28 September is a make-up Sunday, 1 to 8 October are free, 11 October is a make-up Saturday.
    assert workdays.add_workdays(date(2025, 9, 26), 1) == date(2025, 9, 28)
    assert workdays.add_workdays(date(2025, 9, 30), 1) == date(2025, 10, 9)
    assert workdays.add_workdays(date(2025, 9, 30), 3) == date(2025, 10, 11)


def test_counting_follows_the_corrections():
    assert workdays.add_workdays(date(2025, 3, 19), 1, {date(2025, 3, 20): False}) == date(2025, 3, 21)


def test_counting_goes_back_too():
    assert workdays.add_workdays(date(2025, 10, 9), -1) == date(2025, 9, 30)


def test_counting_past_the_end_of_the_calendar_is_refused():
    with pytest.raises(OverflowError):
        workdays.add_workdays(date(9999, 12, 30), 5)


def test_the_next_working_day_of_a_working_day_is_itself():
    assert workdays.next_workday(date(2025, 3, 19)) == date(2025, 3, 19)
    assert workdays.next_workday(date(2025, 10, 1)) == date(2025, 10, 9)
    assert workdays.next_workday(date(2025, 3, 19), {date(2025, 3, 19): False}) == date(2025, 3, 20)


def test_working_days_between_leave_out_the_first_day_and_count_the_last():
    assert workdays.workdays_between(date(2025, 3, 19), date(2025, 3, 19)) == 0
    assert workdays.workdays_between(date(2025, 3, 19), date(2025, 3, 20)) == 1
    assert workdays.workdays_between(date(2025, 9, 30), date(2025, 10, 9)) == 1
    assert workdays.workdays_between(date(2025, 10, 9), date(2025, 9, 30)) == -1


@given(start=NEAR_DAYS, count=st.integers(1, 120))
def test_adding_lands_on_a_working_day_and_counting_undoes_it(start, count):
    end = workdays.add_workdays(start, count)
    assert workdays.is_workday(end)
    assert workdays.workdays_between(start, end) == count


@given(start=NEAR_DAYS, count=st.integers(-60, -1))
def test_going_back_is_undone_by_counting(start, count):
    assert workdays.workdays_between(start, workdays.add_workdays(start, count)) == count


@given(day=NEAR_DAYS)
def test_the_next_working_day_is_never_far(day):
    found = workdays.next_workday(day)
    assert timedelta(0) <= found - day <= timedelta(days=11)
    assert workdays.is_workday(found)
