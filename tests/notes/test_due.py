from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.notes import days
from assistant.notes.due import due_date

WEDNESDAY = date(2026, 3, 11)
NAMES = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
any_day = st.dates(date(2024, 1, 1), date(2031, 12, 31))
weekday = st.integers(0, 6)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("by Friday", "2026-03-13"),
        ("on Wed", "2026-03-18"),
        ("this Sunday", "2026-03-15"),
        ("next Friday", "2026-03-20"),
        ("by next Tues", "2026-03-17"),
        ("Thursday week", "2026-03-19"),
        ("a week on Monday", "2026-03-23"),
        ("thursday next week", "2026-03-19"),
        ("before Thurs next week", "2026-03-18"),
        ("by the end of the week", "2026-03-13"),
        ("eow", "2026-03-13"),
        ("this week", "2026-03-13"),
        ("end of next week", "2026-03-20"),
        ("next week", "2026-03-20"),
        ("mid next week", "2026-03-18"),
        ("this weekend", "2026-03-15"),
        ("over the wkend", "2026-03-15"),
        ("before the weekend", "2026-03-13"),
        ("next weekend", "2026-03-22"),
        ("today", "2026-03-11"),
        ("tonight", "2026-03-11"),
        ("before 6 today", "2026-03-11"),
        ("EOD", "2026-03-11"),
        ("tmrw morning", "2026-03-12"),
        ("tonight or tomorrow", "2026-03-12"),
        ("the day after tomorrow", "2026-03-13"),
        ("in the morning", "2026-03-12"),
        ("tomorrow week", "2026-03-19"),
        ("in ten days", "2026-03-21"),
        ("in 3 weeks", "2026-04-01"),
        ("in a couple of weeks", "2026-03-25"),
        ("in a week or two", "2026-03-25"),
        ("in 2-3 weeks", "2026-04-01"),
        ("a fortnight", "2026-03-25"),
        ("in two weeks' time", "2026-03-25"),
        ("within 48 hours", "2026-03-13"),
        ("within a month", "2026-04-11"),
        ("in a year", "2027-03-11"),
        ("15 Jan", "2027-01-15"),
        ("by March 12", "2026-03-12"),
        ("the 12th", "2026-03-12"),
        ("by the 9th of April", "2026-04-09"),
        ("by the 10th", "2026-04-10"),
        ("by Thursday 26th", "2026-03-26"),
        ("before 1 April", "2026-03-31"),
        ("before the review on the 3rd", "2026-04-02"),
        ("before we answer on Monday", "2026-03-15"),
        ("first thing Monday", "2026-03-16"),
        ("tmrw first thing", "2026-03-12"),
        ("by EOD tmrw", "2026-03-12"),
        ("Monday EOD", "2026-03-16"),
        ("till noon", "2026-03-11"),
        ("2026-04-02", "2026-04-02"),
        ("30/4", "2026-04-30"),
        ("4/30/2026", "2026-04-30"),
        ("3/4", None),
        ("by mid March", "2026-03-15"),
        ("early April", "2026-04-10"),
        ("by the end of April", "2026-04-30"),
        ("end of February", "2027-02-28"),
        ("end of the month", "2026-03-31"),
        ("next month", "2026-04-30"),
        ("mid next month", "2026-04-15"),
        ("in June", "2026-06-30"),
        ("by Q2", "2026-06-30"),
        ("by end of Q1", "2026-03-31"),
        ("next quarter", "2026-06-30"),
        ("before the year is out", "2026-12-31"),
        ("by Christmas", "2026-12-25"),
        ("before Easter", "2026-04-04"),
        ("when they meet on Monday", "2026-03-16"),
        ("on Tuesday after the bank holiday", "2026-03-17"),
        ("by Wed, at the latest Fri", "2026-03-18"),
        ("by the end of term", None),
        ("soon", None),
        ("after the holidays", None),
        ("after Easter", None),
        ("each Friday", None),
        ("on Fridays", None),
        ("last Monday", None),
        ("once it's drafted", None),
        ("in September some day", None),
        ("by the time we meet again", None),
        ("31 February", None),
        ("", None),
    ],
)
def test_words_mean_a_day(words: str, expected: str | None) -> None:
    assert due_date(words, WEDNESDAY) == (date.fromisoformat(expected) if expected else None)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("the Monday after", "2026-03-16"),
        ("the same evening", "2026-03-14"),
        ("the same week", "2026-03-15"),
        ("the day after", "2026-03-15"),
        ("the week after", "2026-03-21"),
        ("within a week after", "2026-03-21"),
        ("then", "2026-03-14"),
        ("by Friday", "2026-03-13"),
    ],
)
def test_some_words_lean_on_the_promise_before(words: str, expected: str) -> None:
    assert due_date(words, WEDNESDAY, anchor=date(2026, 3, 14)) == date.fromisoformat(expected)


@given(any_day, weekday)
def test_a_weekday_is_the_first_after_the_session(session: date, day: int) -> None:
    due = due_date(f"by {NAMES[day]}", session)
    assert due is not None
    assert due.weekday() == day
    assert 1 <= (due - session).days <= 7


@given(any_day, weekday)
def test_next_weekday_lies_in_the_following_calendar_week(session: date, day: int) -> None:
    due = due_date(f"next {NAMES[day]}", session)
    assert due is not None
    assert due.weekday() == day
    assert due.isocalendar()[:2] == (session + timedelta(weeks=1)).isocalendar()[:2]


@given(any_day, weekday)
def test_a_weekday_week_is_seven_days_later(session: date, day: int) -> None:
    plain, later = due_date(NAMES[day], session), due_date(f"{NAMES[day]} week", session)
    assert plain is not None
    assert later == plain + timedelta(weeks=1)


WORDS = st.sampled_from(
    "today|tonight|tomorrow|this week|next week|the end of the week|this weekend|next weekend|the weekend|the end of the month|next month"
    "|mid May|early June|late July|15 Jan|29 Feb|the 31st|the 1st|Q1|Q4|this quarter|Christmas|Easter|the end of the year|in 5 days"
    "|a fortnight|in a month|Friday|Sun|Thursday week|midweek|May|2030-05-05".split("|")
)


@given(any_day, st.sampled_from(["", "by ", "before ", "on ", "until ", "in "]), WORDS)
def test_no_promise_is_due_before_the_session(session: date, lead: str, words: str) -> None:
    due = due_date(lead + words, session)
    assert due is None or due >= session


@given(any_day, st.text(max_size=60))
def test_no_text_breaks_it(session: date, words: str) -> None:
    due = due_date(words, session)
    assert due is None or due >= session


@given(any_day, st.integers(1, 31), st.integers(1, 12))
def test_a_day_of_the_year_is_its_next_coming(session: date, number: int, month: int) -> None:
    due = days.day_in_year(session, month, number)
    assert (due is None) == ((month == 2 and number > 29) or (month in (4, 6, 9, 11) and number > 30))
    assert due is None or (due.day, due.month) == (number, month)
    assert due is None or session <= due


@pytest.mark.parametrize(("year", "expected"), [(2024, (3, 31)), (2025, (4, 20)), (2026, (4, 5)), (2038, (4, 25))])
def test_easter(year: int, expected: tuple[int, int]) -> None:
    assert days.easter(year) == date(year, *expected)
