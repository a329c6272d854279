"""What is agreed about a session: its week, its start, and where they meet."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Final

from assistant.domain.mentors import week_of
from assistant.domain.sessions import Session, SessionRequest
from assistant.errors import CapacityExceeded, InvalidInput
from assistant.ports.store import MentorStore, SessionStore, Store
from assistant.sessions.capacity import load_of
from assistant.sessions.times import check_time, spoken_day

WEEKS_AHEAD_MAX: Final = 12
LINK_CHARACTERS_MAX: Final = 500
_LINK: Final = re.compile(r"https?://[^\s\"'<>]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Agreement:
    """When and where a session takes place.

    Attributes:
        week: Monday (UTC) of the week whose minutes it uses.
        starts_at: In UTC; None while no time is agreed.
        meeting_link: A web address, "" while unknown.
    """

    week: date
    starts_at: datetime | None
    meeting_link: str


def agree_on(
    store: Store,
    session: SessionRequest | Session,
    *,
    week: date,
    starts_at: datetime | None,
    meeting_link: str,
    now: datetime,
) -> Agreement:
    """Return what was chosen for a session, checked against its mentor's limits and other sessions.

    A start decides the week; one that was agreed before is not checked again. The minutes of the week are checked by
    the store, when it keeps the agreement.

    Raises:
        InvalidInput: The week is no Monday, past, or more than twelve weeks ahead; the start is past, in quiet hours
            or a break, or meets another session; the link is no web address.
    """
    if isinstance(session, Session) and starts_at is not None and starts_at == session.starts_at:
        return Agreement(session.week, starts_at, _checked_link(meeting_link))
    if starts_at is not None:
        load = load_of(store, session.mentor_id, since=week_of(now))
        busy = others_of_mentor(store, session)
        check_time(load, busy, starts_at=starts_at, minutes=session.minutes, now=now)
        starts_at = starts_at.astimezone(UTC)
        week = week_of(starts_at)
    return Agreement(_checked_week(week, this_week=week_of(now)), starts_at, _checked_link(meeting_link))


def others_of_mentor(store: SessionStore, session: SessionRequest | Session) -> list[Session]:
    """Return the mentor's other sessions."""
    return [one for one in store.sessions_for_mentor(session.mentor_id) if one.id != session.id]


def with_next_week(store: MentorStore, session: SessionRequest | Session, *, week: date) -> CapacityExceeded:
    """Return the refusal of a full week, with the next week in which the mentor has the minutes."""
    load = load_of(store, session.mentor_id, since=week)
    hard = replace(load, profile=replace(load.profile, accepting=True), recent=())  # strain binds only what is offered
    next_week = hard.first_week_with(session.minutes, since=week, weeks_ahead=WEEKS_AHEAD_MAX)
    room = (
        f"The next week with room starts on {spoken_day(next_week)}."
        if next_week
        else "No week near has that much room."
    )
    buffer = f" and {load.limits.buffer_minutes} after it" if load.limits.buffer_minutes else ""
    free = load.free_minutes(week)
    found = f"You have {free} free minutes in the week of {spoken_day(week)}; this needs {session.minutes}{buffer}."
    return CapacityExceeded(f"{found} ({session.id!r})", for_people=f"{found} {room}", next_week=next_week)


def _checked_week(week: date, *, this_week: date) -> date:
    last = this_week + timedelta(weeks=WEEKS_AHEAD_MAX)
    if week.weekday() != 0 or not this_week <= week <= last:
        raise InvalidInput(f"{week} was chosen; expected a Monday from {this_week} to {last}.")
    return week


def _checked_link(link: str) -> str:
    plain = link.strip()
    if plain and (len(plain) > LINK_CHARACTERS_MAX or not _LINK.fullmatch(plain)):
        raise InvalidInput(
            f"The meeting link is no web address of up to {LINK_CHARACTERS_MAX} characters; "
            "expected one that begins with https://, or none."
        )
    return plain
