"""Knowledge cards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, delete, insert, select, update

from assistant.adapters.sql import outbox, tables
from assistant.domain.knowledge import KnowledgeCard
from assistant.ports.store import ImportCounts

_cards = tables.cards
_LISTS = ("topics", "audience", "sources")
_FIELDS = tuple(field.name for field in fields(KnowledgeCard))


def import_all(connection: Connection, cards: Sequence[KnowledgeCard], *, replace: bool) -> ImportCounts:
    """Add or update by id; `replace` also removes cards not in the list."""
    known = {card.id: card for card in current(connection, None)}
    wanted = {card.id: card for card in cards}
    added = [card for card in wanted.values() if card.id not in known]
    updated = [card for card in wanted.values() if card.id in known and known[card.id] != card]
    gone = [card_id for card_id in known if replace and card_id not in wanted]
    if added:
        connection.execute(insert(_cards), [_row(card) for card in added])
    if updated:
        rows = [_row(card) | {"known_id": card.id} for card in updated]
        connection.execute(update(_cards).where(_cards.c.id == bindparam("known_id")), rows)
    if gone:
        connection.execute(delete(_cards).where(_cards.c.id == bindparam("gone_id")), [{"gone_id": i} for i in gone])
    outbox.note(connection, "knowledge", sorted([card.id for card in (*added, *updated)] + gone))
    return ImportCounts(added=len(added), updated=len(updated), removed=len(gone))


def current(connection: Connection, card_ids: Sequence[str] | None = None) -> list[KnowledgeCard]:
    """Return cards, by id."""
    chosen = select(_cards) if card_ids is None else select(_cards).where(_cards.c.id.in_(card_ids))
    found = [_card(row) for row in connection.execute(chosen).mappings()]
    return sorted(found, key=lambda card: card.id)


def _row(card: KnowledgeCard) -> dict[str, Any]:
    return {name: list(getattr(card, name)) if name in _LISTS else getattr(card, name) for name in _FIELDS}


def _card(row: RowMapping) -> KnowledgeCard:
    values: dict[str, Any] = {name: tuple(row[name]) if name in _LISTS else row[name] for name in _FIELDS}
    return KnowledgeCard(**values)
