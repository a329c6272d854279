"""Instants on people's own clocks, as people say them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def on_clock(at: datetime, zone: str) -> str:
    """Return an aware instant on a clock of that IANA zone: "Tue 1 December, 14:00"."""
    return f"{at.astimezone(ZoneInfo(zone)):%a %-d %B, %H:%M}"


def hour_on_clock(at: datetime, zone: str, *, beside: str) -> str:
    """Return the time there, with the weekday where it differs from the one in the zone `beside`."""
    there, here = at.astimezone(ZoneInfo(zone)), at.astimezone(ZoneInfo(beside))
    return f"{there:%H:%M}" if there.date() == here.date() else f"{there:%a %H:%M}"


def same_clock(at: datetime, zone: str, other: str) -> bool:
    """Tell whether clocks of two zones show the same then."""
    return at.astimezone(ZoneInfo(zone)).utcoffset() == at.astimezone(ZoneInfo(other)).utcoffset()


def city(zone: str) -> str:
    """Return the place a zone is named after: "Dublin" for "Europe/Dublin"."""
    return zone.rsplit("/", 1)[-1].replace("_", " ")


def until(at: datetime, now: datetime, zone: str) -> str:
    """Return how far ahead an instant is on a clock of that zone: "in 20 min", "today", "tomorrow", "in 3 days"."""
    minutes = (at - now).total_seconds() / 60
    if 0 <= minutes < 120:
        return f"in {round(minutes)} min"
    days = (at.astimezone(ZoneInfo(zone)).date() - now.astimezone(ZoneInfo(zone)).date()).days
    if days < 0:
        return "over"
    return ("today", "tomorrow")[days] if days < 2 else f"in {days} days"


def day(on: date) -> str:
    """Return a day as people say it: "1 December"."""
    return f"{on.day} {on:%B}"


def full_day(on: date) -> str:
    """Return a day with its year: "1 December 2026"."""
    return f"{day(on)} {on.year}"


def field_value(at: datetime, zone: str) -> str:
    """Return an instant as a date-and-time field of a page takes it, on a clock of that zone."""
    return f"{at.astimezone(ZoneInfo(zone)):%Y-%m-%dT%H:%M}"


def from_field(text: str, zone: str) -> datetime:
    """Return the instant a date-and-time field holds, in UTC; an offset in it wins over the zone. Raises ValueError."""
    read = datetime.fromisoformat(text)
    return (read if read.tzinfo is not None else read.replace(tzinfo=ZoneInfo(zone))).astimezone(UTC)
