"""Mentor profiles as programs import them, and the minutes mentors give."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final, Literal, get_args

from assistant.domain.quiet_hours import QuietHours, quiet_hours

Seniority = Literal["junior", "mid", "senior", "lead", "executive"]
SENIORITIES: tuple[Seniority, ...] = get_args(Seniority)

FacetField = Literal["headline", "bio", "skills", "topics", "industries"]

STRAIN_DAYS: Final = 14
STRAIN_MAX: Final = 0.5
STRAIN_HEAVY: Final = 0.25
STRAIN_BACK_TO_BACK: Final = 0.125
BACK_TO_BACK_GAP: Final = timedelta(minutes=15)


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
class MentorLimits:
    """A mentor's own limits. Nobody else changes them, and no reason is asked.

    Attributes:
        weekly_minutes: Their own limit, None for the one of the profile; the lower of the two counts.
        buffer_minutes: Minutes kept free after each session; they use up the week like the session itself.
        quiet_from: Local time from which no session starts and no mail is sent, until `quiet_until`.
        lighter_weeks: Mondays of weeks with half the minutes.
        break_until: First day on which they take sessions again, None when they are not on a break.
    """

    weekly_minutes: int | None = None
    buffer_minutes: int = 0
    quiet_from: time | None = None
    quiet_until: time | None = None
    lighter_weeks: tuple[date, ...] = ()
    break_until: date | None = None

    @property
    def quiet_hours(self) -> QuietHours | None:
        """Return the quiet hours, None when there are none."""
        return quiet_hours(self.quiet_from, self.quiet_until)


NO_LIMITS: Final = MentorLimits()


@dataclass(frozen=True, slots=True)
class RecentSession:
    """A session as far as strain needs it: its week's Monday; `starts_at` None when no time was agreed."""

    week: date
    starts_at: datetime | None
    minutes: int
    is_heavy: bool


@dataclass(frozen=True, slots=True)
class AcceptedWeek:
    """What a mentor accepted in the week that starts on `monday`: minutes of sessions, and how many sessions."""

    monday: date
    minutes: int
    sessions: int


@dataclass(frozen=True, slots=True)
class MentorLoad:
    """A mentor's budget and promises as stored.

    Attributes:
        booked_since: Monday of the week from which `profile.booked_minutes` count.
        accepted: Accepted in this program, by week.
        limits: The mentor's own limits.
        recent: Sessions, from `STRAIN_DAYS` before the weeks of `accepted` on.
    """

    profile: MentorProfile
    booked_since: date
    accepted: tuple[AcceptedWeek, ...] = ()
    limits: MentorLimits = NO_LIMITS
    recent: tuple[RecentSession, ...] = ()

    def limit_minutes(self, week: date) -> int:
        """Return the mentor's limit of the week that starts on the Monday `week`: never exceeded, by nobody."""
        own, imported = self.limits.weekly_minutes, self.profile.weekly_minutes
        weekly = imported if own is None else min(own, imported)
        if self.limits.break_until is not None and self.limits.break_until >= week + timedelta(days=7):
            return 0
        return weekly // 2 if week in self.limits.lighter_weeks else weekly

    def used_minutes(self, week: date) -> int:
        """Return the minutes of the week that are promised: outside, in sessions, and buffers after sessions."""
        weekly = self.profile.weekly_minutes
        weeks_gone = (week - self.booked_since).days // 7
        outside = min(weekly, max(0, self.profile.booked_minutes - weeks_gone * weekly)) if weeks_gone >= 0 else 0
        own = [one for one in self.accepted if one.monday == week]
        return outside + sum(one.minutes + one.sessions * self.limits.buffer_minutes for one in own)

    def free_minutes(self, week: date) -> int:
        """Return the minutes left in the week that starts on the Monday `week` (never below 0)."""
        return max(0, self.limit_minutes(week) - self.used_minutes(week))

    def offered_minutes(self, week: date) -> int:
        """Return the minutes mentees are offered: the free ones, lowered by recent strain (never below 0)."""
        withheld = round(self.limit_minutes(week) * self.strain(week))
        return max(0, self.free_minutes(week) - withheld)

    def strain(self, week: date) -> float:
        """Return how strained the mentor is in a week, 0 (not at all) to 0.5.

        A quarter for each heavy session, an eighth for each back-to-back pair, of that week and of the
        `STRAIN_DAYS` before it.
        """
        first = week - timedelta(days=STRAIN_DAYS)
        near = tuple(one for one in self.recent if first <= one.week <= week)
        heavy = sum(one.is_heavy for one in near)
        return min(STRAIN_MAX, STRAIN_HEAVY * heavy + STRAIN_BACK_TO_BACK * _back_to_back(near))

    def needed_minutes(self, minutes: int) -> int:
        """Return what one more session of that many minutes uses up: itself and the buffer after it."""
        return minutes + self.limits.buffer_minutes

    def first_week_with(self, minutes: int, *, since: date, weeks_ahead: int = 12) -> date | None:
        """Return the first Monday that offers a session of that many minutes; None when none is near or they do not accept."""
        if not self.profile.accepting:
            return None
        mondays, needed = (
            (since + timedelta(weeks=ahead) for ahead in range(weeks_ahead + 1)),
            self.needed_minutes(minutes),
        )
        return next((monday for monday in mondays if self.offered_minutes(monday) >= needed), None)


def _back_to_back(sessions: tuple[RecentSession, ...]) -> int:
    """Count neighbouring sessions with less than a quarter of an hour between them."""
    timed = sorted((one.starts_at, one.minutes) for one in sessions if one.starts_at is not None)
    ends = [start + timedelta(minutes=minutes) for start, minutes in timed]
    return sum(start - end < BACK_TO_BACK_GAP for end, (start, _) in zip(ends, timed[1:], strict=False))


def week_of(instant: datetime) -> date:
    """Return the Monday (UTC) of the week an aware instant falls in."""
    day = instant.date()
    return day - timedelta(days=day.weekday())
