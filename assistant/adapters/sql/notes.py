"""Session notes, with all that was found in them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, insert, select

from assistant.adapters.sql import outbox, people, tables
from assistant.adapters.sql.commitments import insert_all as insert_commitments
from assistant.adapters.sql.disagreements import insert_new as insert_disagreements
from assistant.adapters.sql.guidance import insert_all as insert_items
from assistant.domain.disagreements import Disagreement
from assistant.domain.guidance import Commitment, GuidanceItem, SessionNote
from assistant.errors import NotFound

_notes, _requests = tables.session_notes, tables.session_requests


def add(
    connection: Connection,
    note: SessionNote,
    items: Sequence[GuidanceItem],
    commitments: Sequence[Commitment],
    disagreements: Sequence[Disagreement] = (),
) -> None:
    """Keep a note with all that was found in it. Raises NotFound, AlreadyExists."""
    people.lock(connection, note.mentee_id)
    connection.execute(insert(_notes).values({column.name: getattr(note, column.name) for column in _notes.c}))
    insert_items(connection, items)
    insert_commitments(connection, commitments)
    insert_disagreements(connection, note.mentee_id, disagreements)


def of_session(connection: Connection, session_id: str) -> list[SessionNote]:
    """Return a session's notes, oldest first."""
    return _oldest_first(connection, _notes.c.session_id == session_id)


def find(connection: Connection, note_id: str) -> SessionNote | None:
    """Return one note."""
    found = _oldest_first(connection, _notes.c.id == note_id)
    return found[0] if found else None


def remove(connection: Connection, note_id: str) -> None:
    """Remove a note with all that was found in it. Raises NotFound."""
    outbox.note_guidance(connection, tables.guidance.c.note_id == note_id)
    if connection.execute(delete(_notes).where(_notes.c.id == note_id)).rowcount == 0:
        raise NotFound(f"There is no note {note_id!r}.")


def _oldest_first(connection: Connection, chosen: ColumnElement[bool]) -> list[SessionNote]:
    sides = select(_notes, _requests.c.mentee_id, _requests.c.mentor_id)
    joined = sides.join(_requests, _requests.c.id == _notes.c.session_id)
    rows: list[dict[str, Any]] = [dict(row) for row in connection.execute(joined.where(chosen)).mappings()]
    return sorted((SessionNote(**row) for row in rows), key=lambda note: (note.at, note.id))
