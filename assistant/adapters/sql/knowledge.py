"""Knowledge cards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, delete, insert, select, update

from assistant.adapters.sql import audit, outbox, tables
from assistant.domain.audit import AuditLine
from assistant.domain.changes import Kept, refuse_stale
from assistant.domain.imports import ImportCounts
from assistant.domain.knowledge import KnowledgeCard
from assistant.errors import NotFound

_cards, _deactivated = tables.cards, tables.deactivated_cards
_LISTS = ("topics", "audience", "sources")
_FIELDS = tuple(field.name for field in fields(KnowledgeCard))


def import_all(connection: Connection, cards: Sequence[KnowledgeCard], *, replace: bool) -> ImportCounts:
    """Add or update by id; `replace` also removes cards not in the list."""
    known = {kept.value.id: kept.value for kept in shelf(connection)}
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
    """Return cards that are in use, by id."""
    joined = select(_cards).outerjoin(_deactivated).where(_deactivated.c.card_id.is_(None))
    chosen = joined if card_ids is None else joined.where(_cards.c.id.in_(card_ids))
    found = [_card(row) for row in connection.execute(chosen).mappings()]
    return sorted(found, key=lambda card: card.id)


def shelf(connection: Connection) -> list[Kept[KnowledgeCard]]:
    """Return all cards, by id."""
    joined = select(_cards, _deactivated.c.at).outerjoin(_deactivated)
    found = [Kept(_card(row), row["at"]) for row in connection.execute(joined).mappings()]
    return sorted(found, key=lambda kept: kept.value.id)


def change(connection: Connection, card: KnowledgeCard, *, seen: KnowledgeCard, line: AuditLine) -> None:
    """Keep a card in place of the one somebody saw. Raises NotFound, Stale."""
    refuse_stale(seen, _locked(connection, card.id))
    connection.execute(update(_cards).where(_cards.c.id == card.id).values(_row(card)))
    outbox.note(connection, "knowledge", [card.id])
    audit.write(connection, line)


def set_active(connection: Connection, card_id: str, is_active: bool, *, line: AuditLine) -> bool:
    """Take a card out of search or back into it; return whether that changed anything. Raises NotFound."""
    _locked(connection, card_id)
    found = connection.execute(select(_deactivated).where(_deactivated.c.card_id == card_id)).first()
    if (found is None) == is_active:
        return False
    if is_active:
        connection.execute(delete(_deactivated).where(_deactivated.c.card_id == card_id))
    else:
        connection.execute(insert(_deactivated).values(card_id=card_id, at=line.at))
    outbox.note(connection, "knowledge", [card_id])
    audit.write(connection, line)
    return True


def _locked(connection: Connection, card_id: str) -> KnowledgeCard:
    """Return a card and keep others who lock it out until the transaction ends. Raises NotFound."""
    chosen = select(_cards).where(_cards.c.id == card_id).with_for_update(key_share=True)
    row = connection.execute(chosen).mappings().first()
    if row is None:
        raise NotFound(f"There is no card {card_id!r}.")
    return _card(row)


def _row(card: KnowledgeCard) -> dict[str, Any]:
    return {name: list(getattr(card, name)) if name in _LISTS else getattr(card, name) for name in _FIELDS}


def _card(row: RowMapping) -> KnowledgeCard:
    values: dict[str, Any] = {name: tuple(row[name]) if name in _LISTS else row[name] for name in _FIELDS}
    return KnowledgeCard(**values)
