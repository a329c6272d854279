"""When a session can start: times to suggest, and the check of a time somebody chose. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from assistant.domain.mentors import MentorLoad
from assistant.domain.sessions import Session
from assistant.errors import InvalidInput
from assistant.ranking.constraints import WORKDAY_END, WORKDAY_START

SUGGESTED_MAX: Final = 5
NOTICE: Final = timedelta(hours=4)
"""No time sooner than this is suggested: both have to read the brief."""
GRID: Final = timedelta(minutes=30)
Hours = tuple[time, time]
WORKING_HOURS: Final[Hours] = (WORKDAY_START, WORKDAY_END)
WAKING_HOURS: Final[Hours] = (time(7), time(22))
"""For zones whose working days do not meet."""


@dataclass(frozen=True, slots=True)
class TimeWish:
    """What a time is looked for.

    Attributes:
        week: Monday (UTC) of the week to look in.
        mentee_timezone: IANA name.
        now: The present; times begin `NOTICE` later.
    """

    week: date
    minutes: int
    mentee_timezone: str
    now: datetime


def suggest_times(load: MentorLoad, busy: Sequence[Session], wish: TimeWish) -> tuple[datetime, ...]:
    """Return up to five starts in the week that suit both, in UTC, in order; spread over days, early and late.

    They lie in the working hours of both sides, Monday to Friday; where these never meet, in the hours people
    are awake. `busy` are sessions to keep clear of, with the mentor's buffer after each.
    """
    for hours in (WORKING_HOURS, WAKING_HOURS):
        starts = [start for start in _grid(wish) if _suits(start, load, busy, wish, hours)]
        if starts:
            return _spread(starts, timezone=load.profile.timezone)
    return ()


def check_time(load: MentorLoad, busy: Sequence[Session], *, starts_at: datetime, minutes: int, now: datetime) -> None:
    """Do nothing when a mentor can start a session of so many minutes then.

    Raises:
        InvalidInput: It has no time zone, is past, in their quiet hours, in their break, or meets another session
            or the minutes kept free after one; the text says which.
    """
    if starts_at.tzinfo is None:
        raise InvalidInput(f"The start {starts_at} has no time zone; expected one, as in 2026-11-25T14:00+01:00.")
    if starts_at <= now:
        raise InvalidInput("This time has passed. Please choose a later one.")
    problem = _problem(load, busy, starts_at=starts_at, minutes=minutes)
    if problem:
        raise InvalidInput(problem)


def _problem(load: MentorLoad, busy: Sequence[Session], *, starts_at: datetime, minutes: int) -> str:
    """Return why the mentor's own limits or other sessions forbid a start, "" when they do not."""
    zone, limits = load.profile.timezone, load.limits
    local = starts_at.astimezone(ZoneInfo(zone))
    quiet = limits.quiet_hours
    if quiet is not None and quiet.cover(starts_at, timezone=zone):
        return (
            f"{local:%H:%M} lies in your quiet hours, {quiet.starts:%H:%M} to {quiet.ends:%H:%M}. "
            "Choose another time, or change your quiet hours first."
        )
    if limits.break_until is not None and local.date() < limits.break_until:
        return f"You are on a break until {spoken_day(limits.break_until)}. Choose a later day, or end the break first."
    other = _met(busy, starts_at, minutes=minutes, buffer_minutes=limits.buffer_minutes)
    if other is None:
        return ""
    begins, ends = (instant.astimezone(local.tzinfo) for instant in _span(other))
    kept = f", and you keep {limits.buffer_minutes} minutes free after each" if limits.buffer_minutes else ""
    return f"You have a session from {begins:%H:%M} to {ends:%H:%M} on {spoken_day(begins.date())}{kept}. Choose another time."


def _met(busy: Sequence[Session], start: datetime, *, minutes: int, buffer_minutes: int) -> Session | None:
    """Return the first session that one from `start` on would meet, buffers included."""
    buffer = timedelta(minutes=buffer_minutes)
    end = start + timedelta(minutes=minutes)
    timed = (session for session in busy if session.starts_at is not None)
    return next((one for one in timed if start < _span(one)[1] + buffer and _span(one)[0] < end + buffer), None)


def _span(session: Session) -> tuple[datetime, datetime]:
    assert session.starts_at is not None
    return session.starts_at, session.starts_at + timedelta(minutes=session.minutes)


def _grid(wish: TimeWish) -> Iterator[datetime]:
    """Yield the half hours of the week, in UTC, that are not too soon."""
    monday = datetime.combine(wish.week, time(0), tzinfo=UTC)
    starts = (monday + n * GRID for n in range(int(timedelta(days=7) / GRID)))
    return (start for start in starts if start >= wish.now + NOTICE)


def _suits(start: datetime, load: MentorLoad, busy: Sequence[Session], wish: TimeWish, hours: Hours) -> bool:
    zones = (load.profile.timezone, wish.mentee_timezone)
    end = start + timedelta(minutes=wish.minutes)
    is_day = all(_within(start, end, ZoneInfo(zone), hours) for zone in zones)
    return is_day and not _problem(load, busy, starts_at=start, minutes=wish.minutes)


def _within(start: datetime, end: datetime, zone: ZoneInfo, hours: Hours) -> bool:
    first, last = start.astimezone(zone), end.astimezone(zone)
    return first.date() == last.date() and first.weekday() < 5 and hours[0] <= first.time() and last.time() <= hours[1]


def _spread(starts: Sequence[datetime], *, timezone: str) -> tuple[datetime, ...]:
    """Choose one start a day, early, midday and late in turn; days get a second and third one while there is room."""
    days: dict[date, list[datetime]] = defaultdict(list)
    for start in starts:
        days[start.astimezone(ZoneInfo(timezone)).date()].append(start)
    chosen: dict[datetime, None] = {}
    for turn in range(3):
        for n, options in enumerate(days.values()):
            chosen[options[(n + turn) % 3 * (len(options) - 1) // 2]] = None
    return tuple(sorted(list(chosen)[:SUGGESTED_MAX]))


def spoken_day(day: date) -> str:
    """Return the day as people say it: "30 November"."""
    return f"{day.day} {day:%B}"
