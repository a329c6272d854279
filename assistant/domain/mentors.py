"""Mentor profiles as programs import them, and the minutes mentors give."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal, get_args

Seniority = Literal["junior", "mid", "senior", "lead", "executive"]
SENIORITIES: tuple[Seniority, ...] = get_args(Seniority)

FacetField = Literal["headline", "bio", "skills", "topics", "industries"]


@dataclass(frozen=True, slots=True)
class MentorProfile:
    """One mentor as imported.

    `weekly_minutes` is their own limit for every week. `booked_minutes` are minutes already promised
    outside this program, counted from the week of the import on; what exceeds one week's limit
    spills into the following weeks.
    """

    id: str
    name: str
    headline: str
    bio: str
    skills: tuple[str, ...]
    topics: tuple[str, ...]
    industries: tuple[str, ...]
    seniority: Seniority
    languages: tuple[str, ...]
    timezone: str
    weekly_minutes: int
    booked_minutes: int = 0
    accepting: bool = True


@dataclass(frozen=True, slots=True)
class MentorLoad:
    """A mentor's budget and promises as stored.

    Attributes:
        booked_since: Monday of the week from which `profile.booked_minutes` count.
        accepted: Minutes accepted in this program, by Monday of the week.
    """

    profile: MentorProfile
    booked_since: date
    accepted: tuple[tuple[date, int], ...] = ()

    def free_minutes(self, week: date) -> int:
        """Return the minutes left in the week that starts on the Monday `week` (never below 0)."""
        weekly = self.profile.weekly_minutes
        weeks_gone = max(0, (week - self.booked_since).days // 7)
        outside = min(weekly, max(0, self.profile.booked_minutes - weeks_gone * weekly))
        inside = sum(minutes for monday, minutes in self.accepted if monday == week)
        return max(0, weekly - outside - inside)

    def first_week_with(self, minutes: int, *, since: date, weeks_ahead: int = 12) -> date | None:
        """Return the first Monday with that many free minutes; None when none is near or they do not accept."""
        if not self.profile.accepting:
            return None
        mondays = (since + timedelta(weeks=ahead) for ahead in range(weeks_ahead + 1))
        return next((monday for monday in mondays if self.free_minutes(monday) >= minutes), None)


def week_of(instant: datetime) -> date:
    """Return the Monday (UTC) of the week an aware instant falls in."""
    day = instant.date()
    return day - timedelta(days=day.weekday())
