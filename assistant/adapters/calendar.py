"""Invitations in iCalendar, by the icalendar package."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from assistant.ports.calendar import Attendee, Meeting

PRODUCT_ID: Final = "-//Micro-mentoring assistant//EN"


class IcalendarWriter:
    """Writes one meeting as an iCalendar text with times in UTC."""

    def write(self, meeting: Meeting) -> str:
        """Return a REQUEST, or a CANCEL for a meeting that is called off (RFC 5546, 3.2)."""
        from icalendar import Calendar, Event

        event = Event()
        event.add("uid", meeting.uid)
        event.add("sequence", meeting.version)
        event.add("dtstamp", meeting.made_at)
        event.add("dtstart", meeting.starts_at)
        event.add("dtend", meeting.starts_at + timedelta(minutes=meeting.minutes))
        event.add("summary", meeting.title)
        event.add("status", "CANCELLED" if meeting.is_cancelled else "CONFIRMED")
        event.add("organizer", _address(meeting.organizer))
        for attendee in meeting.attendees:
            event.add("attendee", _address(attendee))
        if meeting.link:
            event.add("location", meeting.link)
            event.add("url", meeting.link)
        calendar = Calendar()
        calendar.add("prodid", PRODUCT_ID)
        calendar.add("version", "2.0")
        calendar.add("method", "CANCEL" if meeting.is_cancelled else "REQUEST")
        calendar.add_component(event)
        text: bytes = calendar.to_ical()
        return text.decode()


def _address(somebody: Attendee) -> object:
    from icalendar import vCalAddress

    address = vCalAddress(f"mailto:{somebody.email}")
    address.params["CN"] = somebody.name.replace('"', "'")
    return address
