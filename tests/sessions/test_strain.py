from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from assistant.domain.mentors import MentorLimits, MentorLoad, RecentSession
from tests.builders import MONDAY, a_mentor

NINE = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def a_session(minutes_after_nine: int | None = None, *, weeks: int = 0, is_heavy: bool = False) -> RecentSession:
    starts_at = None if minutes_after_nine is None else NINE + timedelta(minutes=minutes_after_nine)
    return RecentSession(MONDAY + timedelta(weeks=weeks), starts_at, 30, is_heavy)


def strain(*recent: RecentSession, week: int = 0) -> float:
    return MentorLoad(a_mentor(), MONDAY, recent=recent).strain(MONDAY + timedelta(weeks=week))


@pytest.mark.parametrize(
    ("recent", "expected"),
    [
        ((), 0.0),
        ((a_session(), a_session(0)), 0.0),
        ((a_session(is_heavy=True),), 0.25),
        ((a_session(0), a_session(44)), 0.125),
        ((a_session(0), a_session(45)), 0.0),
        ((a_session(44), a_session(0)), 0.125),
        ((a_session(0), a_session(30), a_session(60)), 0.25),
        (tuple(a_session(30 * n, is_heavy=True) for n in range(5)), 0.5),
    ],
)
def test_draining_and_back_to_back_sessions_strain_up_to_a_half(
    recent: tuple[RecentSession, ...], expected: float
) -> None:
    assert strain(*recent) == expected


@pytest.mark.parametrize(("week", "expected"), [(-1, 0.0), (0, 0.25), (1, 0.25), (2, 0.25), (3, 0.0)])
def test_a_draining_session_strains_its_week_and_the_two_after(week: int, expected: float) -> None:
    assert strain(a_session(is_heavy=True), week=week) == expected


def test_the_buffer_after_a_session_is_kept_free_before_a_week_is_offered() -> None:
    load = MentorLoad(a_mentor(weekly_minutes=60), MONDAY, limits=MentorLimits(buffer_minutes=10))
    assert load.first_week_with(50, since=MONDAY) == MONDAY
    assert load.first_week_with(51, since=MONDAY) is None
