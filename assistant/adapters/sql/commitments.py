"""What somebody promised to do, as found in a note."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from datetime import date

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from assistant.adapters.sql import tables
from assistant.domain.guidance import Commitment
from assistant.errors import NotFound

_commitments, _notes, _requests = tables.commitments, tables.session_notes, tables.session_requests
_FIELDS = tuple(field.name for field in fields(Commitment))
_CHANGEABLE = ("what", "when", "due", "who", "outcome", "why", "outcome_at")


def of_mentee(connection: Connection, mentee_id: str) -> list[Commitment]:
    """Return a mentee's commitments, those due first first, those without a day last."""
    return _by_day(connection, _commitments.c.mentee_id == mentee_id)


def find(connection: Connection, commitment_id: str) -> Commitment | None:
    """Return one commitment."""
    found = _by_day(connection, _commitments.c.id == commitment_id)
    return found[0] if found else None


def insert_all(connection: Connection, commitments: Sequence[Commitment]) -> None:
    """Write commitments of known notes."""
    rows = [{column.name: getattr(one, column.name) for column in _commitments.c} for one in commitments]
    if rows:
        connection.execute(insert(_commitments), rows)


def add(connection: Connection, commitment: Commitment) -> None:
    """Keep one more commitment of a known note. Raises NotFound, AlreadyExists."""
    insert_all(connection, [commitment])


def change(connection: Connection, commitment: Commitment) -> None:
    """Keep what may change of a commitment. Raises NotFound."""
    values = {name: getattr(commitment, name) for name in _CHANGEABLE}
    changed = update(_commitments).where(_commitments.c.id == commitment.id).values(values)
    if connection.execute(changed).rowcount == 0:
        raise NotFound(f"There is no commitment {commitment.id!r}.")


def remove(connection: Connection, commitment_id: str) -> None:
    """Remove a commitment with its check-ins. Raises NotFound."""
    if connection.execute(delete(_commitments).where(_commitments.c.id == commitment_id)).rowcount == 0:
        raise NotFound(f"There is no commitment {commitment_id!r}.")


def _by_day(connection: Connection, chosen: ColumnElement[bool]) -> list[Commitment]:
    joined = (
        select(_commitments, _notes.c.session_id, _requests.c.mentor_id)
        .join(_notes, _notes.c.id == _commitments.c.note_id)
        .join(_requests, _requests.c.id == _notes.c.session_id)
    )
    rows = connection.execute(joined.where(chosen)).mappings()
    found = [Commitment(**{name: row[name] for name in _FIELDS}) for row in rows]
    return sorted(found, key=lambda one: (one.due is None, one.due or date.max, one.id))
