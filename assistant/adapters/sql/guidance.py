"""Guidance items: single pieces of advice, each found in a note.

Whoever writes new ones locks the mentee first, so that two never keep a disagreement twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, delete, insert, select, true, update

from assistant.adapters.sql import disagreements as disagreements_of_pairs
from assistant.adapters.sql import minutes, outbox, people, tables
from assistant.domain.disagreements import Disagreement
from assistant.domain.guidance import GuidanceItem
from assistant.errors import NotFound

_items, _notes = tables.guidance, tables.session_notes
_joined = select(_items, _notes.c.session_id, _notes.c.at.label("noted_at")).join(
    _notes, _notes.c.id == _items.c.note_id
)
_FIELDS = tuple(field.name for field in fields(GuidanceItem))
_CHANGEABLE = ("text", "decision_id", "is_context_bound", "outcome", "why", "outcome_at")


def of_mentee(connection: Connection, mentee_id: str) -> list[GuidanceItem]:
    """Return all guidance of a mentee, oldest session first, in the order of their notes."""
    return _oldest_first(connection, _items.c.mentee_id == mentee_id)


def by_mentor(connection: Connection, mentor_id: str) -> list[GuidanceItem]:
    """Return all guidance a mentor gave, newest session first."""
    own = _oldest_first(connection, _items.c.mentor_id == mentor_id)
    return sorted(own, key=lambda item: item.session_date, reverse=True)


def current(connection: Connection, item_ids: Sequence[str] | None = None) -> list[GuidanceItem]:
    """Return all items, or those of the given ids, by id."""
    chosen = [true()] if item_ids is None else [_items.c.id.in_(ids) for ids in minutes.chunks(item_ids)]
    found = [item for one in chosen for item in _oldest_first(connection, one)]
    return sorted(found, key=lambda item: item.id)


def insert_all(connection: Connection, items: Sequence[GuidanceItem]) -> None:
    """Write items of known notes and tell the index."""
    if items:
        connection.execute(insert(_items), [_row(item) for item in items])
        outbox.note(connection, "guidance", [item.id for item in items])


def add(connection: Connection, item: GuidanceItem, disagreements: Sequence[Disagreement] = ()) -> None:
    """Keep one more item of a known note. Raises NotFound, AlreadyExists."""
    people.lock(connection, item.mentee_id)
    insert_all(connection, [item])
    disagreements_of_pairs.insert_new(connection, item.mentee_id, disagreements)


def change(connection: Connection, item: GuidanceItem) -> None:
    """Keep what may change of an item; the index is told when its text did. Raises NotFound."""
    one = _items.c.id == item.id
    outbox.note_guidance(connection, one & (_items.c.text != item.text))
    values = {name: getattr(item, name) for name in _CHANGEABLE}
    if connection.execute(update(_items).where(one).values(values)).rowcount == 0:
        raise NotFound(f"There is no guidance item {item.id!r}.")


def correct(connection: Connection, item: GuidanceItem, disagreements: Sequence[Disagreement] = ()) -> None:
    """Change an item and replace the open disagreements about it. Raises NotFound."""
    people.lock(connection, item.mentee_id)
    change(connection, item)
    disagreements_of_pairs.remove_open(connection, item.id)
    disagreements_of_pairs.insert_new(connection, item.mentee_id, disagreements)


def remove(connection: Connection, item_id: str) -> None:
    """Remove an item with its disagreements. Raises NotFound."""
    if connection.execute(delete(_items).where(_items.c.id == item_id)).rowcount == 0:
        raise NotFound(f"There is no guidance item {item_id!r}.")
    outbox.note(connection, "guidance", [item_id])


def _oldest_first(connection: Connection, chosen: ColumnElement[bool]) -> list[GuidanceItem]:
    rows = connection.execute(_joined.where(chosen)).mappings()
    in_order = sorted(rows, key=lambda row: (row["session_date"], row["noted_at"], row["note_id"], row["start"]))
    return [_item(row) for row in in_order]


def _row(item: GuidanceItem) -> dict[str, Any]:
    return {column.name: getattr(item, column.name) for column in _items.c}


def _item(row: RowMapping) -> GuidanceItem:
    return GuidanceItem(**{name: row[name] for name in _FIELDS})
