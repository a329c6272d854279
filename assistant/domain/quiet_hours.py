"""Hours of the day in which somebody is left alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class QuietHours:
    """Local hours from `starts` until just before `ends`; they may span midnight. Equal times mean no hour at all."""

    starts: time
    ends: time

    def cover(self, instant: datetime, *, timezone: str) -> bool:
        """Tell whether an aware instant falls into these hours on a clock of that IANA zone."""
        local = instant.astimezone(ZoneInfo(timezone)).time()
        if self.starts <= self.ends:
            return self.starts <= local < self.ends
        return local >= self.starts or local < self.ends

    def first_after(self, instant: datetime, *, timezone: str) -> datetime:
        """Return the first instant from this one on that is outside these hours, in UTC."""
        if not self.cover(instant, timezone=timezone):
            return instant.astimezone(UTC)
        local = instant.astimezone(ZoneInfo(timezone))
        ends_on = local.date() if local.time() < self.ends else local.date() + timedelta(days=1)
        return datetime.combine(ends_on, self.ends, tzinfo=local.tzinfo).astimezone(UTC)


def quiet_hours(starts: time | None, ends: time | None) -> QuietHours | None:
    """Return the hours two kept times stand for, None unless both are there."""
    return None if starts is None or ends is None else QuietHours(starts, ends)
