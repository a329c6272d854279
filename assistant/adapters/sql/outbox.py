"""Changes the vector index has still to follow."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, Connection, delete, false, func, insert, select

from assistant.adapters.sql import tables
from assistant.ports.index import Collection
from assistant.ports.store import IndexChange

_changes = tables.index_changes


def note(connection: Connection, collection: Collection, document_ids: Iterable[str]) -> int:
    """Put documents into the outbox of the open transaction; return how many."""
    rows = [{"collection": collection, "document_id": document_id} for document_id in document_ids]
    if rows:
        connection.execute(insert(_changes), rows)
    return len(rows)


def note_all(connection: Connection, collection: Collection) -> int:
    """Put every current document of a collection into the outbox; return how many."""
    match collection:
        case "mentors":
            out = select(tables.deactivated_mentors.c.mentor_id)
            current = select(tables.mentors.c.id).where(tables.mentors.c.removed == false())
            ids = connection.scalars(current.where(tables.mentors.c.id.not_in(out)))
        case "knowledge":
            out = select(tables.deactivated_cards.c.card_id)
            ids = connection.scalars(select(tables.cards.c.id).where(tables.cards.c.id.not_in(out)))
        case "guidance":
            ids = connection.scalars(select(tables.guidance.c.id))
    return note(connection, collection, sorted(ids))


def note_guidance(connection: Connection, chosen: ColumnElement[bool]) -> int:
    """Put the chosen guidance items into the outbox, before they change or go; return how many."""
    ids = connection.scalars(select(tables.guidance.c.id).where(chosen))
    return note(connection, "guidance", sorted(ids))


def pending(connection: Connection, limit: int) -> list[IndexChange]:
    """Return the oldest changes not yet confirmed, in order."""
    rows = connection.execute(select(_changes).order_by(_changes.c.sequence).limit(limit))
    return [IndexChange(row.sequence, row.collection, row.document_id) for row in rows]


def confirm(connection: Connection, sequences: Sequence[int]) -> None:
    """Forget changes the index has followed."""
    connection.execute(delete(_changes).where(_changes.c.sequence.in_(sequences)))


def count(connection: Connection) -> int:
    """Return how many changes wait."""
    return connection.execute(select(func.count()).select_from(_changes)).scalar_one()
