from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.quiet_hours import QuietHours, quiet_hours

NIGHT = QuietHours(time(20), time(8))
NOON = QuietHours(time(12), time(13))
WINTER = datetime(2026, 11, 25, tzinfo=UTC)


def at(hour: int, minute: int = 0) -> datetime:
    """Return a winter instant; Oslo is an hour ahead of it."""
    return WINTER.replace(hour=hour, minute=minute)


@pytest.mark.parametrize(
    ("instant", "is_quiet"),
    [(at(18, 59), False), (at(19), True), (at(23, 30), True), (at(6, 59), True), (at(7), False)],
)
def test_a_night_spans_midnight_on_the_persons_own_clock(instant: datetime, is_quiet: bool) -> None:
    assert NIGHT.cover(instant, timezone="Europe/Oslo") is is_quiet


@pytest.mark.parametrize(("instant", "is_quiet"), [(at(10, 59), False), (at(11), True), (at(12), False)])
def test_hours_within_a_day_are_quiet_too(instant: datetime, is_quiet: bool) -> None:
    assert NOON.cover(instant, timezone="Europe/Oslo") is is_quiet


def test_the_night_ends_in_the_morning_of_the_same_or_the_next_day() -> None:
    assert NIGHT.first_after(at(1), timezone="Europe/Oslo") == at(7)
    assert NIGHT.first_after(at(21), timezone="Europe/Oslo") == at(7) + timedelta(days=1)
    assert NIGHT.first_after(at(12), timezone="Europe/Oslo") == at(12)


def test_equal_times_cover_nothing_and_a_missing_one_makes_no_hours() -> None:
    assert not QuietHours(time(8), time(8)).cover(at(7), timezone="Europe/Oslo")
    assert quiet_hours(time(8), None) is None
    assert quiet_hours(time(20), time(8)) == NIGHT


@given(
    minutes=st.integers(0, 2 * 366 * 24 * 60),
    starts=st.times(),
    ends=st.times(),
    timezone=st.sampled_from(
        ("Europe/Oslo", "America/St_Johns", "Pacific/Apia", "Asia/Kathmandu", "Australia/Lord_Howe")
    ),
)
def test_the_first_instant_after_is_never_quiet_early_or_far_away(
    minutes: int, starts: time, ends: time, timezone: str
) -> None:
    instant = WINTER + timedelta(minutes=minutes)
    hours = QuietHours(starts, ends)
    after = hours.first_after(instant, timezone=timezone)
    assert not hours.cover(after, timezone=timezone)
    assert instant <= after <= instant + timedelta(hours=25)
