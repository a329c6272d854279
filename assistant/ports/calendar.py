"""Write a meeting in the format calendars read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody who takes part."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Meeting:
    """A session as a calendar shows it.

    Attributes:
        uid: The same for every version of the meeting, and no other meeting's.
        version: Grows with each change, so that calendars follow.
        made_at: When this version was made.
        link: Where they meet, "" while unknown.
        is_cancelled: The meeting does not take place at that time.
    """

    uid: str
    version: int
    made_at: datetime
    starts_at: datetime
    minutes: int
    title: str
    link: str
    organizer: Attendee
    attendees: tuple[Attendee, ...]
    is_cancelled: bool = False


class CalendarWriter(Protocol):
    """Writes meetings; the same meeting always gives the same text."""

    def write(self, meeting: Meeting) -> str:
        """Return an iCalendar text (RFC 5545) with its method (RFC 5546): a request, or a cancellation."""
