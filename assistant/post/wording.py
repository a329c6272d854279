"""Words that several mails share."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from assistant.domain.people import Person


def first_name(person: Person) -> str:
    """Return what a mail calls somebody."""
    return next(iter(person.name.split()), person.email)


def spoken_time(instant: datetime, *, timezone: str) -> str:
    """Return an aware instant as the clock of that IANA zone shows it, with the zone."""
    local = instant.astimezone(ZoneInfo(timezone))
    return f"{local:%A}, {local.day} {local:%B %Y} at {local:%H:%M} ({timezone})"
