"""Questions that wait for any mentor; requests without their words.

Locks are taken in one order (mentor, mentee, request, chat), as acceptances and decisions take theirs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, delete, func, insert, select, update

from assistant.adapters.sql import audit, conversations, mentors, people, requests, tables
from assistant.adapters.sql.minutes import chunks
from assistant.domain.audit import AuditLine
from assistant.domain.conversations import Message
from assistant.domain.pool import PoolEntry, RequestFacts
from assistant.errors import Conflict, NotFound

_requests, _entries = tables.session_requests, tables.pool_entries
_facts = select(*(_requests.c[one.name] for one in fields(RequestFacts)))
_oldest_first = (_requests.c.created_at, _requests.c.id)
_is_taken = (
    select(_requests.c.id)
    .where(
        _requests.c.conversation_id == _entries.c.conversation_id,
        _requests.c.created_at >= _entries.c.entered_at,
        _requests.c.status.in_(["accepted", "more_asked", "pending"]),
    )
    .exists()
)
_is_in_pool = _entries.c.left_at.is_(None) & ~_is_taken


def open_requests(connection: Connection) -> list[RequestFacts]:
    """Return all open requests, oldest first."""
    return _found(connection, _facts.where(requests.is_open).order_by(*_oldest_first))


def made_since(connection: Connection, since: datetime, *, limit: int) -> list[RequestFacts]:
    """Return the newest requests made since then, up to `limit`, oldest first."""
    newest = _facts.where(_requests.c.created_at >= since).order_by(*(column.desc() for column in _oldest_first))
    return _found(connection, newest.limit(limit))[::-1]


def count_since(connection: Connection, since: datetime) -> int:
    """Return how many requests were made since then."""
    counted = select(func.count()).select_from(_requests).where(_requests.c.created_at >= since)
    return connection.execute(counted).scalar_one()


def of_mentees(connection: Connection, mentee_ids: Sequence[str]) -> list[RequestFacts]:
    """Return all requests of these mentees, oldest first."""
    return _among(connection, _requests.c.mentee_id, mentee_ids)


def facts(connection: Connection, request_ids: Sequence[str]) -> list[RequestFacts]:
    """Return those of these requests that exist, oldest first."""
    return _among(connection, _requests.c.id, request_ids)


def questions(connection: Connection, request_ids: Sequence[str]) -> dict[str, str]:
    """Return the questions of those requests that exist, by id."""
    chosen = (
        select(_requests.c.id, _requests.c.question).where(_requests.c.id.in_(ids)) for ids in chunks(request_ids)
    )
    return {row.id: row.question for statement in chosen for row in connection.execute(statement)}


def take_back(connection: Connection, entry: PoolEntry, *, notice: Message, line: AuditLine) -> None:
    """Withdraw the entry's request and keep the entry. Raises NotFound, Conflict."""
    begin(connection, entry)
    conversations.append_notice(connection, entry.conversation_id, notice)
    audit.write(connection, line)


def begin(connection: Connection, entry: PoolEntry) -> None:
    """Withdraw the entry's request and keep the entry, without a word. Raises NotFound, Conflict.

    An earlier entry that this request had taken out of the pool makes way, so that a question is there once.
    """
    request = requests.decide(connection, entry.request_id or "", "withdrawn", reply="", at=entry.entered_at)
    same = _entries.c.conversation_id == entry.conversation_id
    connection.execute(delete(_entries).where(same, _entries.c.entered_at <= request.created_at))
    connection.execute(insert(_entries).values(asdict(entry)))


def restore(connection: Connection, entry_id: str, *, notice: Message, line: AuditLine) -> None:
    """Undo a return while nobody took the question. Raises NotFound, Conflict."""
    entry = _existing(connection, entry_id)
    request = requests.find(connection, entry.request_id or "")
    if request is None or not mentors.lock(connection, request.mentor_id):
        raise Conflict(f"The mentor of the entry {entry_id!r} left.", for_people="This mentor left the program.")
    people.lock(connection, entry.mentee_id)
    if not is_in_pool(connection, entry_id):
        raise Conflict(f"The question of the entry {entry_id!r} found somebody, or left the pool; reload it.")
    standing = None if entry.waited_since == request.created_at else entry.waited_since
    requests.put_back(connection, request.id, status=entry.was, decided_at=standing)
    connection.execute(delete(_entries).where(_entries.c.id == entry_id))
    conversations.append_notice(connection, entry.conversation_id, notice)
    audit.write(connection, line)


def leave(connection: Connection, entry_id: str, *, at: datetime) -> None:
    """Let the mentee leave the pool. Raises NotFound."""
    people.lock(connection, _existing(connection, entry_id).mentee_id)
    still = (_entries.c.id == entry_id) & _entries.c.left_at.is_(None)
    connection.execute(update(_entries).where(still).values(left_at=at))


def waiting(connection: Connection) -> list[PoolEntry]:
    """Return the entries in the pool, oldest first."""
    return _entries_where(connection, _is_in_pool)


def of_mentee(connection: Connection, mentee_id: str) -> list[PoolEntry]:
    """Return all entries of a mentee, newest first."""
    return _entries_where(connection, _entries.c.mentee_id == mentee_id)[::-1]


def is_in_pool(connection: Connection, entry_id: str) -> bool:
    """Tell whether an entry still waits; to be asked with its mentee locked."""
    return bool(_entries_where(connection, (_entries.c.id == entry_id) & _is_in_pool))


def _existing(connection: Connection, entry_id: str) -> PoolEntry:
    found = _entries_where(connection, _entries.c.id == entry_id)
    if not found:
        raise NotFound(f"There is no pool entry {entry_id!r}.")
    return found[0]


def _entries_where(connection: Connection, chosen: ColumnElement[bool]) -> list[PoolEntry]:
    ordered = select(_entries).where(chosen).order_by(_entries.c.entered_at, _entries.c.id)
    return [PoolEntry(**dict(row)) for row in connection.execute(ordered).mappings()]


def _among(connection: Connection, column: ColumnElement[str], wanted: Sequence[str]) -> list[RequestFacts]:
    found = [one for ids in chunks(wanted) for one in _found(connection, _facts.where(column.in_(ids)))]
    return sorted(found, key=lambda one: (one.created_at, one.id))


def _found(connection: Connection, chosen: Select[Any]) -> list[RequestFacts]:
    return [RequestFacts(*row) for row in connection.execute(chosen)]
