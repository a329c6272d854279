"""Dates as people say them; the exact one goes into a tooltip."""

from __future__ import annotations

from datetime import date, datetime

_MINUTE = 60
_HOUR = 3600


def ago(at: datetime, now: datetime) -> str:
    """Return how long ago an aware instant was; instants ahead of `now` count as just now."""
    seconds = (now - at).total_seconds()
    if seconds < _MINUTE:
        return "just now"
    if seconds < _HOUR:
        return f"{int(seconds // _MINUTE)} min ago"
    days = (now.date() - at.date()).days
    if days == 0:
        hours = int(seconds // _HOUR)
        return "an hour ago" if hours == 1 else f"{hours} hours ago"
    if days == 1:
        return "yesterday"
    return f"{days} days ago" if days < 14 else f"on {at:%-d %B %Y}"


def exact(at: datetime) -> str:
    """Return an instant in full, in UTC."""
    return f"{at:%A, %-d %B %Y, %H:%M} UTC"


def week_ahead(monday: date, this_monday: date) -> str:
    """Return a week as seen from this one: "this week", "next week", "in 3 weeks"."""
    weeks = (monday - this_monday).days // 7
    if weeks <= 0:
        return "this week"
    return "next week" if weeks == 1 else f"in {weeks} weeks"


def week_exact(monday: date) -> str:
    """Return the week in full, by its Monday."""
    return f"week of {monday:%-d %B %Y}"


def waiting(monday: date | None, this_monday: date) -> str:
    """Return when there is time, honestly: also when none is near."""
    if monday is None:
        return "No time in the next three months"
    when = week_ahead(monday, this_monday)
    return when[0].upper() + when[1:]
