"""A clock that stands until it is moved."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


class StandingClock:
    """Implements `domain.clock.Clock`; starts on a Wednesday."""

    def __init__(self, now: datetime = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def move(self, step: timedelta) -> None:
        self.now += step
