"""Session requests; capacity is checked inside the accepting transaction.

Locks are taken in one order (mentor, request, chat), so decisions never wait for each other in a ring.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, RowMapping, func, insert, select, update

from assistant.adapters.sql import conversations, mentors, people, sessions, tables
from assistant.domain.conversations import Message
from assistant.domain.sessions import OPEN_STATUSES, RequestStatus, SessionRequest
from assistant.errors import Conflict, NotFound

_requests = tables.session_requests
is_open = _requests.c.status.in_(sorted(OPEN_STATUSES))
"""Whether a request still waits for somebody."""


def add(connection: Connection, request: SessionRequest, *, open_max: int | None = None) -> None:
    """Keep a request. Raises Conflict, NotFound."""
    people.lock(connection, request.mentee_id)
    same = is_open & (_requests.c.conversation_id == request.conversation_id)
    if _count(connection, same & (_requests.c.mentor_id == request.mentor_id)):
        raise Conflict(
            f"The chat {request.conversation_id!r} already has an open request to mentor {request.mentor_id!r}.",
            for_people="You already asked this mentor about this question. They have not decided yet.",
        )
    if open_max is not None and _count(connection, is_open & (_requests.c.mentee_id == request.mentee_id)) >= open_max:
        raise Conflict(
            f"The mentee {request.mentee_id!r} already has {open_max} open requests; one has to be decided first.",
            for_people=f"You have {open_max} open requests already. Withdraw one, or wait for an answer.",
            code="too_many_open_requests",
        )
    connection.execute(insert(_requests).values(asdict(request)))


def find(connection: Connection, request_id: str) -> SessionRequest | None:
    """Return one request."""
    row = connection.execute(select(_requests).where(_requests.c.id == request_id)).mappings().first()
    return None if row is None else _request(row)


def for_mentor(connection: Connection, mentor_id: str) -> list[SessionRequest]:
    """Return a mentor's requests, newest first."""
    return _newest_first(connection, _requests.c.mentor_id == mentor_id)


def of_mentee(connection: Connection, mentee_id: str) -> list[SessionRequest]:
    """Return a mentee's requests, newest first."""
    return _newest_first(connection, _requests.c.mentee_id == mentee_id)


def accept(
    connection: Connection,
    request_id: str,
    *,
    week: date,
    at: datetime,
    starts_at: datetime | None = None,
    meeting_link: str = "",
) -> SessionRequest:
    """Accept an open request into `week`; its session begins to exist. Raises NotFound, Conflict, CapacityExceeded."""
    mentor_id = _existing(find(connection, request_id), request_id).mentor_id
    if not mentors.lock(connection, mentor_id):
        raise Conflict(f"The mentor {mentor_id!r} was removed.", for_people="This mentor left the program.")
    request = _lock_open(connection, request_id)
    sessions.refuse_above_limit(connection, mentor_id, week=week, minutes=request.minutes)
    sessions.begin(connection, request_id, starts_at=starts_at, meeting_link=meeting_link)
    return _change(connection, request_id, status="accepted", week=week, decided_at=at)


def decide(
    connection: Connection,
    request_id: str,
    status: Literal["declined", "more_asked", "withdrawn"],
    *,
    reply: str,
    at: datetime,
    notice: Message | None = None,
) -> SessionRequest:
    """Set a request that is still open. Raises NotFound, Conflict."""
    request = _lock_open(connection, request_id)
    if notice is not None:
        conversations.append_notice(connection, request.conversation_id, notice)
    return _change(connection, request_id, status=status, reply=reply, decided_at=at)


def reopen(connection: Connection, request_id: str, *, question: str, at: datetime) -> SessionRequest:
    """Make a more-asked request pending again. Raises Conflict, NotFound."""
    if _lock_open(connection, request_id).status != "more_asked":
        raise Conflict(f"The request {request_id!r} waits for the mentor; nothing was asked about it.")
    return _change(connection, request_id, status="pending", question=question, decided_at=at)


def put_back(
    connection: Connection, request_id: str, *, status: RequestStatus, decided_at: datetime | None
) -> SessionRequest:
    """Let a withdrawn request stand as it did before. Raises Conflict, NotFound."""
    request = _existing(lock(connection, request_id), request_id)
    if request.status != "withdrawn":
        raise Conflict(f"The request {request_id!r} is {request.status}; expected a withdrawn one.")
    return _change(connection, request_id, status=status, decided_at=decided_at)


def count(connection: Connection, mentee_id: str, status: RequestStatus) -> int:
    """Return how many requests of a mentee stand in that status."""
    return _count(connection, (_requests.c.mentee_id == mentee_id) & (_requests.c.status == status))


def lock(connection: Connection, request_id: str) -> SessionRequest | None:
    """Keep other decisions about a request out until the transaction ends, and return it as it is now."""
    locked = select(_requests).where(_requests.c.id == request_id).with_for_update(key_share=True)
    row = connection.execute(locked).mappings().first()
    return None if row is None else _request(row)


def _lock_open(connection: Connection, request_id: str) -> SessionRequest:
    request = _existing(lock(connection, request_id), request_id)
    if request.status not in OPEN_STATUSES:
        raise Conflict(f"The request {request_id!r} is {request.status} already; reload it.")
    return request


def _existing(request: SessionRequest | None, request_id: str) -> SessionRequest:
    if request is None:
        raise NotFound(f"There is no request {request_id!r}.")
    return request


def _change(connection: Connection, request_id: str, **values: object) -> SessionRequest:
    connection.execute(update(_requests).where(_requests.c.id == request_id).values(**values))
    return _existing(find(connection, request_id), request_id)


def _count(connection: Connection, chosen: ColumnElement[bool]) -> int:
    return connection.execute(select(func.count()).select_from(_requests).where(chosen)).scalar_one()


def _newest_first(connection: Connection, chosen: ColumnElement[bool]) -> list[SessionRequest]:
    found = [_request(row) for row in connection.execute(select(_requests).where(chosen)).mappings()]
    return sorted(found, key=lambda request: (request.created_at, request.id), reverse=True)


def _request(row: RowMapping) -> SessionRequest:
    values: dict[str, Any] = dict(row)
    return SessionRequest(**values)
