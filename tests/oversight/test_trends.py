"""Trends join weeks until no number speaks of fewer than five people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from assistant.oversight.trends import PEOPLE_MIN, WEEKS, Case, Trend, Value, complete_weeks, share, trend

NOW = datetime(2026, 11, 25, 10, tzinfo=UTC)
WEEKS_SHOWN = complete_weeks(NOW)
PEOPLE = "abcdefgh"


def counted(cases: Sequence[Case[int]], _weeks: Sequence[date]) -> Value:
    return Value(float(sum(case.value for case in cases)))


def of_weeks(*people: str) -> Trend:
    """Return the trend of the last weeks, each with a case of every person named by a letter."""
    weeks = WEEKS_SHOWN[-len(people) :]
    cases = [Case(person, week, 1) for week, those in zip(weeks, people, strict=True) for person in those]
    return trend(cases, WEEKS_SHOWN, counted)


def test_only_weeks_that_are_over_are_counted() -> None:
    assert len(WEEKS_SHOWN) == WEEKS
    assert WEEKS_SHOWN[-1] == date(2026, 11, 16)
    assert WEEKS_SHOWN[0] == date(2026, 8, 31)
    assert trend([Case(one, date(2026, 11, 23), 1) for one in PEOPLE], WEEKS_SHOWN, counted) == Trend()


def test_a_week_with_enough_people_stands_alone() -> None:
    found = of_weeks("abcde", "bcdef")
    assert [(one.first, one.last, one.n) for one in found.stretches] == [
        (WEEKS_SHOWN[-2], WEEKS_SHOWN[-2], 5),
        (WEEKS_SHOWN[-1], WEEKS_SHOWN[-1], 5),
    ]


def test_a_week_with_too_few_is_joined_with_the_one_before_and_what_is_left_with_the_oldest() -> None:
    found = of_weeks("ab", "abcde", "ab", "cde")
    assert [(one.first, one.last, one.n) for one in found.stretches] == [
        (WEEKS_SHOWN[-4], WEEKS_SHOWN[-3], 7),
        (WEEKS_SHOWN[-2], WEEKS_SHOWN[-1], 5),
    ]


def test_one_busy_person_is_one_person() -> None:
    assert of_weeks("aaaaaaaa", "abcd") == Trend()


def test_now_are_the_newest_stretches_of_four_weeks_or_more() -> None:
    found = of_weeks("abcde", "abcde", "", "abcde", "ab", "cde")
    assert found.now is not None
    assert found.whole is not None
    assert (found.now.first, found.now.n) == (WEEKS_SHOWN[-5], 15)
    assert (found.whole.first, found.whole.n) == (WEEKS_SHOWN[-6], 20)


def test_a_short_trend_is_all_now() -> None:
    found = of_weeks("abcde")
    assert found.now == found.whole == found.stretches[0]


@given(st.lists(st.tuples(st.sampled_from(PEOPLE), st.integers(-2, WEEKS + 1)), max_size=60))
def test_whatever_happened_every_number_and_every_difference_speaks_of_five_people(
    drawn: list[tuple[str, int]],
) -> None:
    cases = [Case(who, WEEKS_SHOWN[0] + timedelta(weeks=week), 1) for who, week in drawn]
    found = trend(cases, WEEKS_SHOWN, counted)
    inside = [case for case in cases if case.week in WEEKS_SHOWN]
    assert bool(found.stretches) == (len({case.person for case in inside}) >= PEOPLE_MIN)
    assert sum(one.n for one in found.stretches) == (len(inside) if found.stretches else 0)
    for one in found.stretches:
        assert len({case.person for case in inside if one.first <= case.week <= one.last}) >= PEOPLE_MIN
    if found.now is not None:
        assert found.now.first in [one.first for one in found.stretches]
        assert found.now.last == found.stretches[-1].last


@pytest.mark.parametrize(("hits", "n"), [(0, 7), (1, 9), (20, 48), (13, 13)])
def test_the_interval_of_a_share_is_wilsons(hits: int, n: int) -> None:
    expected = binomtest(hits, n).proportion_ci(method="wilson")
    found = share([True] * hits + [False] * (n - hits))
    assert found.value == hits / n
    assert found.low == pytest.approx(expected.low, abs=1e-6)
    assert found.high == pytest.approx(expected.high, abs=1e-6)
