"""Instants on people's own clocks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from assistant.web.local_time import city, field_value, from_field, hour_on_clock, on_clock, same_clock, until

NOON = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)


def test_an_instant_is_told_on_a_local_clock() -> None:
    assert on_clock(NOON, "America/New_York") == "Tue 1 December, 07:00"
    assert city("America/New_York") == "New York"


def test_the_weekday_is_added_where_it_differs() -> None:
    assert hour_on_clock(NOON, "Europe/Berlin", beside="Europe/Dublin") == "13:00"
    assert hour_on_clock(NOON, "Pacific/Auckland", beside="Europe/Dublin") == "Wed 01:00"


def test_clocks_that_show_the_same_are_known_by_the_hour_not_by_the_name() -> None:
    assert same_clock(NOON, "Europe/Dublin", "UTC")
    assert not same_clock(NOON + timedelta(days=180), "Europe/Dublin", "UTC")


@pytest.mark.parametrize(
    ("ahead", "said"),
    [
        (timedelta(minutes=20), "in 20 min"),
        (timedelta(hours=5), "today"),
        (timedelta(hours=13), "tomorrow"),
        (timedelta(days=3), "in 3 days"),
        (-timedelta(days=1), "over"),
    ],
)
def test_the_time_ahead_is_told_as_people_say_it(ahead: timedelta, said: str) -> None:
    assert until(NOON + ahead, NOON, "Europe/Dublin") == said


def test_a_field_holds_the_local_time_and_gives_the_instant_back() -> None:
    assert field_value(NOON, "Europe/Berlin") == "2026-12-01T13:00"
    assert from_field("2026-12-01T13:00", "Europe/Berlin") == NOON
    assert from_field("2026-12-01T12:00:00+00:00", "Europe/Berlin") == NOON
    with pytest.raises(ValueError, match="soon"):
        from_field("soon", "Europe/Berlin")
