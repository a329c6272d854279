"""Sessions: accepted requests with what was agreed about them."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, insert, select, update

from assistant.adapters.sql import mentors, tables
from assistant.domain.sessions import Session
from assistant.errors import CapacityExceeded, NotFound

_sessions, _requests = tables.sessions, tables.session_requests
_OWN = ("starts_at", "meeting_link", "status", "is_heavy", "thanks")
_SHARED = tuple(one.name for one in fields(Session) if one.name not in (*_OWN, "accepted_at"))
_joined = select(
    *(_sessions.c[name] for name in _OWN),
    *(_requests.c[name] for name in _SHARED),
    _requests.c.decided_at.label("accepted_at"),
).join(_requests, _requests.c.id == _sessions.c.id)


def begin(connection: Connection, request_id: str, *, starts_at: datetime | None, meeting_link: str) -> None:
    """Let the session of an accepted request begin to exist."""
    agreed = {"starts_at": starts_at, "meeting_link": meeting_link}
    connection.execute(insert(_sessions).values(id=request_id, status="planned", is_heavy=False, thanks="", **agreed))


def find(connection: Connection, session_id: str) -> Session | None:
    """Return one session."""
    row = connection.execute(_joined.where(_sessions.c.id == session_id)).mappings().first()
    return None if row is None else _session(row)


def of_mentee(connection: Connection, mentee_id: str) -> list[Session]:
    """Return a mentee's sessions, newest acceptance first."""
    return _newest_first(connection, _requests.c.mentee_id == mentee_id)


def for_mentor(connection: Connection, mentor_id: str) -> list[Session]:
    """Return a mentor's sessions, newest acceptance first."""
    return _newest_first(connection, _requests.c.mentor_id == mentor_id)


def plan(
    connection: Connection, session_id: str, *, week: date, starts_at: datetime | None, meeting_link: str
) -> Session:
    """Set when and where a session takes place. Raises NotFound, CapacityExceeded."""
    mentors.lock(connection, _existing(connection, session_id).mentor_id)
    session = _existing(connection, session_id)
    if week != session.week:
        refuse_above_limit(connection, session.mentor_id, week=week, minutes=session.minutes)
        connection.execute(update(_requests).where(_requests.c.id == session_id).values(week=week))
    return _change(connection, session_id, starts_at=starts_at, meeting_link=meeting_link)


def mark(connection: Connection, session_id: str, *, is_held: bool, is_heavy: bool) -> Session:
    """Say whether a session was held and whether it was draining. Raises NotFound."""
    return _change(connection, session_id, status="held" if is_held else "planned", is_heavy=is_heavy)


def thank(connection: Connection, session_id: str, text: str) -> Session:
    """Keep the mentee's thanks. Raises NotFound."""
    return _change(connection, session_id, thanks=text)


def refuse_above_limit(connection: Connection, mentor_id: str, *, week: date, minutes: int) -> None:
    """Raise CapacityExceeded when one more session does not fit into the week of a locked mentor."""
    (load,) = mentors.loads(connection, [mentor_id], since=week)
    needed, free = load.needed_minutes(minutes), load.free_minutes(week)
    if free < needed:
        raise CapacityExceeded(
            f"The session needs {needed} minutes of mentor {mentor_id!r} in the week of {week}; {free} are free."
        )


def _existing(connection: Connection, session_id: str) -> Session:
    session = find(connection, session_id)
    if session is None:
        raise NotFound(f"There is no session {session_id!r}.")
    return session


def _change(connection: Connection, session_id: str, **values: object) -> Session:
    connection.execute(update(_sessions).where(_sessions.c.id == session_id).values(**values))
    return _existing(connection, session_id)


def _newest_first(connection: Connection, chosen: ColumnElement[bool]) -> list[Session]:
    found = [_session(row) for row in connection.execute(_joined.where(chosen)).mappings()]
    return sorted(found, key=lambda session: (session.accepted_at, session.id), reverse=True)


def _session(row: RowMapping) -> Session:
    values: dict[str, Any] = dict(row)
    return Session(**values)
