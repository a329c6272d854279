"""Briefs as mentees saw them, and the words they took out."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from assistant.adapters.sql import outbox, people, tables
from assistant.domain.briefs import Brief, BriefLine
from assistant.errors import NotFound

_briefs, _redactions, _requests = tables.briefs, tables.redactions, tables.session_requests


def keep(connection: Connection, brief: Brief) -> None:
    """Keep a brief in place of the one before. Raises NotFound."""
    request = select(_requests.c.id).where(_requests.c.id == brief.session_id)
    if connection.execute(request.with_for_update(key_share=True)).first() is None:
        raise NotFound(f"There is no request {brief.session_id!r}.")
    connection.execute(delete(_briefs).where(_briefs.c.session_id == brief.session_id))
    connection.execute(
        insert(_briefs).values(
            session_id=brief.session_id,
            lines=[asdict(line) for line in brief.lines],
            shown_at=brief.shown_at,
            expires_at=brief.expires_at,
        )
    )


def find(connection: Connection, session_id: str) -> Brief | None:
    """Return the brief of a request or session."""
    joined = select(_briefs, _requests.c.mentee_id).join(_requests, _requests.c.id == _briefs.c.session_id)
    row = connection.execute(joined.where(_briefs.c.session_id == session_id)).first()
    if row is None:
        return None
    lines = tuple(BriefLine(**line) for line in row.lines)
    return Brief(session_id, row.mentee_id, lines, shown_at=row.shown_at, expires_at=row.expires_at)


def remove_expired(connection: Connection, *, now: datetime) -> int:
    """Delete briefs whose time has come; return how many."""
    return connection.execute(delete(_briefs).where(_briefs.c.expires_at <= now)).rowcount


def redact(connection: Connection, mentee_id: str, words: str) -> None:
    """Remember words a mentee takes out everywhere. Raises NotFound."""
    people.lock(connection, mentee_id)
    if words not in redactions(connection, mentee_id):
        connection.execute(insert(_redactions).values(mentee_id=mentee_id, words=words))
        outbox.note_guidance(connection, tables.guidance.c.mentee_id == mentee_id)


def unredact(connection: Connection, mentee_id: str, words: str) -> None:
    """Forget that words were taken out."""
    known = (_redactions.c.mentee_id == mentee_id) & (_redactions.c.words == words)
    if connection.execute(delete(_redactions).where(known)).rowcount:
        outbox.note_guidance(connection, tables.guidance.c.mentee_id == mentee_id)


def redactions(connection: Connection, mentee_id: str) -> list[str]:
    """Return the words a mentee took out, oldest first."""
    own = select(_redactions.c.words).where(_redactions.c.mentee_id == mentee_id)
    return list(connection.scalars(own.order_by(_redactions.c.sequence)))
