"""Disagreements between guidance items of one mentee, and what the mentee decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, delete, func, insert, select, update

from assistant.adapters.sql.tables import disagreements as _pairs
from assistant.domain.disagreements import Decision, Disagreement, Judgement
from assistant.errors import NotFound

_JUDGED = tuple(field.name for field in fields(Judgement))
_FIELDS = tuple(field.name for field in fields(Disagreement) if field.name != "judgement")


def insert_new(connection: Connection, mentee_id: str, disagreements: Sequence[Disagreement]) -> None:
    """Write disagreements of a locked mentee, save those about a pair that has one already, in either order."""
    known = (
        {frozenset((one.item_a, one.item_b)) for one in of_mentee(connection, mentee_id)} if disagreements else set()
    )
    for one in disagreements:
        pair = frozenset((one.item_a, one.item_b))
        if pair not in known:
            connection.execute(insert(_pairs).values(_row(one)))
            known.add(pair)


def remove_open(connection: Connection, item_id: str) -> None:
    """Remove the disagreements about an item that the mentee has still to decide."""
    names_it = (_pairs.c.item_a == item_id) | (_pairs.c.item_b == item_id)
    connection.execute(delete(_pairs).where(names_it & _pairs.c.decision.is_(None)))


def of_mentee(connection: Connection, mentee_id: str) -> list[Disagreement]:
    """Return a mentee's disagreements, newest first."""
    return _newest_first(connection, _pairs.c.mentee_id == mentee_id)


def find(connection: Connection, disagreement_id: str) -> Disagreement | None:
    """Return one disagreement."""
    found = _newest_first(connection, _pairs.c.id == disagreement_id)
    return found[0] if found else None


def decide(
    connection: Connection, disagreement_id: str, decision: Decision | None, *, reason: str, at: datetime
) -> Disagreement:
    """Keep the mentee's decision in place of the one before; None opens it again. Raises NotFound."""
    is_open = decision is None
    values = {"decision": decision, "reason": "" if is_open else reason, "decided_at": None if is_open else at}
    connection.execute(update(_pairs).where(_pairs.c.id == disagreement_id).values(values))
    found = find(connection, disagreement_id)
    if found is None:
        raise NotFound(f"There is no disagreement {disagreement_id!r}.")
    return found


def count(connection: Connection) -> list[tuple[str, str, int]]:
    """Return (label, decision or "open", how many), by label and decision."""
    counted = select(_pairs.c.label, _pairs.c.decision, func.count()).group_by(_pairs.c.label, _pairs.c.decision)
    return sorted((label, decision or "open", many) for label, decision, many in connection.execute(counted))


def _newest_first(connection: Connection, chosen: ColumnElement[bool]) -> list[Disagreement]:
    found = [_disagreement(row) for row in connection.execute(select(_pairs).where(chosen)).mappings()]
    return sorted(found, key=lambda one: (one.found_at, one.id), reverse=True)


def _row(one: Disagreement) -> dict[str, Any]:
    return {name: getattr(one, name) for name in _FIELDS} | asdict(one.judgement)


def _disagreement(row: RowMapping) -> Disagreement:
    judgement = Judgement(**{name: row[name] for name in _JUDGED})
    return Disagreement(judgement=judgement, **{name: row[name] for name in _FIELDS})
