"""Dates as people say them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from assistant.web.relative_time import ago, exact, waiting, week_ahead, week_exact

NOW = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)
MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("since", "said"),
    [
        (timedelta(seconds=-5), "just now"),
        (timedelta(seconds=59), "just now"),
        (timedelta(minutes=1), "1 min ago"),
        (timedelta(minutes=59, seconds=59), "59 min ago"),
        (timedelta(hours=1), "an hour ago"),
        (timedelta(hours=9), "9 hours ago"),
        (timedelta(hours=11), "yesterday"),
        (timedelta(days=13), "13 days ago"),
        (timedelta(days=14), "on 11 November 2026"),
    ],
)
def test_how_long_ago(since: timedelta, said: str) -> None:
    assert ago(NOW - since, NOW) == said


@pytest.mark.parametrize(
    ("weeks", "said"), [(-1, "this week"), (0, "this week"), (1, "next week"), (2, "in 2 weeks"), (12, "in 12 weeks")]
)
def test_how_many_weeks_ahead(weeks: int, said: str) -> None:
    assert week_ahead(MONDAY + timedelta(weeks=weeks), MONDAY) == said


def test_waiting_is_honest_when_no_time_is_near() -> None:
    assert waiting(None, MONDAY) == "No time in the next three months"
    assert waiting(MONDAY, MONDAY) == "This week"


def test_exact_times_name_day_and_zone() -> None:
    assert exact(NOW) == "Wednesday, 25 November 2026, 10:00 UTC"
    assert week_exact(MONDAY) == "week of 23 November 2026"
