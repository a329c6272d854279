"""Calendar invitations: when a session gets its time, both get it; when that changes, both get the change."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from assistant.domain.clock import Clock
from assistant.domain.mails import Mail
from assistant.domain.mentors import MentorProfile
from assistant.domain.people import Person
from assistant.domain.quiet_hours import quiet_hours
from assistant.domain.sessions import Session
from assistant.errors import NotFound
from assistant.ports.calendar import Attendee, CalendarWriter, Meeting
from assistant.ports.store import Store
from assistant.post.wording import first_name, spoken_time
from assistant.text.redaction import redacted

_EPOCH: Final = datetime(2020, 1, 1, tzinfo=UTC)
"""Versions of a meeting count seconds from here, so that they grow and fit the 31 bits calendars read."""
_TEXT: Final = """Hello {name},

{what}: {minutes} minutes with {other}, {when}.
{where}
{question}
"""
_NO_LINK: Final = "Where you meet is not agreed yet."


@dataclass(frozen=True, slots=True)
class Inviting:
    """What invitations are written with.

    Attributes:
        sender: Who invites: the program's name and address.
    """

    store: Store
    calendar: CalendarWriter
    sender: Attendee
    clock: Clock


@dataclass(frozen=True, slots=True)
class _Sides:
    """The two people of a session; a mentor who has no account gets no mail."""

    mentee: Person
    mentor: Person | None
    profile: MentorProfile

    @property
    def people(self) -> list[Person]:
        return [self.mentee] if self.mentor is None else [self.mentee, self.mentor]


def queue_invitations(inviting: Inviting, session: Session) -> int:
    """Queue an invitation for each side that does not have the present time and place yet; return how many.

    A session without a time calls off the one it had. Safe to repeat: who was told how it stands is not told again.

    Raises:
        NotFound: The mentee or the mentor has gone.
    """
    sides = _sides(inviting.store, session)
    return sum(_invite(inviting, session, sides, to=person) for person in sides.people)


def _invite(inviting: Inviting, session: Session, sides: _Sides, *, to: Person) -> bool:
    told = [mail for mail in inviting.store.mails_of(to.id) if mail.key.startswith(f"invitation:{session.id}:")]
    digest = hashlib.sha256(f"{session.starts_at}\n{session.meeting_link}".encode()).hexdigest()[:16]
    if (not told and session.starts_at is None) or (told and told[-1].key.endswith(digest)):
        return False
    starts_at = session.starts_at or _told_start(told)
    if starts_at is None:
        return False
    meeting = _meeting(inviting, session, sides, starts_at=starts_at)
    other = sides.profile.name if to is sides.mentee else sides.mentee.name
    mail = Mail(
        key=f"invitation:{session.id}:{to.id}:{len(told) + 1}:{digest}",
        person_id=to.id,
        to=to.email,
        subject=f"{'Called off' if meeting.is_cancelled else 'Changed' if told else 'Agreed'}: {meeting.title}",
        text=redacted(_text(meeting, session, to=to, other=other), inviting.store.redactions(session.mentee_id)),
        calendar=inviting.calendar.write(meeting),
        next_try_at=_outside_quiet_hours(inviting, session, to=to),
        session_id=session.id,
    )
    return inviting.store.queue_mail(mail)


def _told_start(told: Sequence[Mail]) -> datetime | None:
    """Return the start that the last invitation named; it is read back from its calendar text."""
    for line in reversed(told[-1].calendar.splitlines() if told else []):
        if line.startswith("DTSTART:"):
            return datetime.strptime(line.removeprefix("DTSTART:"), "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    return None


def _meeting(inviting: Inviting, session: Session, sides: _Sides, *, starts_at: datetime) -> Meeting:
    now = inviting.clock()
    taken_out = inviting.store.redactions(session.mentee_id)
    return Meeting(
        uid=f"{session.id}@{inviting.sender.email.rpartition('@')[2]}",
        version=int((now - _EPOCH).total_seconds()),
        made_at=now,
        starts_at=starts_at,
        minutes=session.minutes,
        title=redacted(f"Mentoring: {first_name(sides.mentee)} and {sides.profile.name}", taken_out),
        link=session.meeting_link,
        organizer=inviting.sender,
        attendees=tuple(Attendee(person.name, person.email) for person in sides.people),
        is_cancelled=session.starts_at is None,
    )


def _text(meeting: Meeting, session: Session, *, to: Person, other: str) -> str:
    what = "This session does not take place then" if meeting.is_cancelled else "This is agreed"
    where = "" if meeting.is_cancelled else f"{meeting.link or _NO_LINK}\n"
    return _TEXT.format(
        name=first_name(to),
        what=what,
        minutes=meeting.minutes,
        other=other,
        when=spoken_time(meeting.starts_at, timezone=to.timezone),
        where=where,
        question=session.question,
    )


def _outside_quiet_hours(inviting: Inviting, session: Session, *, to: Person) -> datetime | None:
    """Return when the quiet hours end that it is now for the reader, None outside of them."""
    wishes = inviting.store.contact_wishes(to.id)
    quiet = None if wishes is None else quiet_hours(wishes.quiet_from, wishes.quiet_until)
    if to.mentor_id == session.mentor_id:
        (load,) = inviting.store.mentor_loads([session.mentor_id], since=session.week)
        quiet = quiet_hours(load.limits.quiet_from, load.limits.quiet_until) or quiet
    now = inviting.clock()
    return None if quiet is None else quiet.first_after(now, timezone=to.timezone)


def _sides(store: Store, session: Session) -> _Sides:
    mentee, loads = store.person(session.mentee_id), store.mentor_loads([session.mentor_id], since=session.week)
    if mentee is None or not loads:
        raise NotFound(f"A side of the session {session.id!r} has gone.")
    mentor = next((person for person in store.people() if person.mentor_id == session.mentor_id), None)
    return _Sides(mentee, mentor, loads[0].profile)
