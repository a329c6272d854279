"""Cohort rounds: kept as planned, offered pair by pair."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, delete, insert, select, update

from assistant.adapters.sql import audit, conversations, mentors, people, pool, requests, tables
from assistant.domain.audit import AuditLine
from assistant.domain.conversations import Message
from assistant.domain.pool import CohortRound, PlaceOutcome, PoolEntry, RoundPlace
from assistant.domain.rounds import RoundFigures
from assistant.domain.sessions import OPEN_STATUSES, SessionRequest
from assistant.errors import NotFound

_rounds, _places = tables.cohort_rounds, tables.round_places


def keep(connection: Connection, planned: CohortRound) -> None:
    """Keep a planned round in place of those of the same owner that were never offered. Raises NotFound."""
    stale = (_rounds.c.made_by == planned.made_by) & _rounds.c.offered_at.is_(None)
    connection.execute(delete(_rounds).where(stale))
    row = {name: value for name, value in asdict(planned).items() if name != "places"}
    connection.execute(insert(_rounds).values(row))
    if planned.places:
        connection.execute(insert(_places), [asdict(place) | {"round_id": planned.id} for place in planned.places])


def find(connection: Connection, round_id: str) -> CohortRound | None:
    """Return one round with its places."""
    row = connection.execute(select(_rounds).where(_rounds.c.id == round_id)).mappings().first()
    return None if row is None else _with_places(connection, row)


def offered(connection: Connection, *, limit: int) -> list[CohortRound]:
    """Return up to `limit` rounds that were offered, newest first."""
    chosen = select(_rounds).where(_rounds.c.offered_at.is_not(None))
    rows = connection.execute(chosen.order_by(_rounds.c.offered_at.desc(), _rounds.c.id.desc()).limit(limit)).mappings()
    return [_with_places(connection, row) for row in rows.all()]


def begin_offers(connection: Connection, round_id: str, *, at: datetime, line: AuditLine) -> bool:
    """Mark a round as offered; return False when it is already. Raises NotFound."""
    first = (_rounds.c.id == round_id) & _rounds.c.offered_at.is_(None)
    if connection.execute(update(_rounds).where(first).values(offered_at=at)).rowcount:
        audit.write(connection, line)
        return True
    if find(connection, round_id) is None:
        raise NotFound(f"There is no round {round_id!r}.")
    return False


def offer(
    connection: Connection,
    round_id: str,
    number: int,
    *,
    request: SessionRequest,
    entry: PoolEntry | None,
    notice: Message,
) -> RoundPlace:
    """Send the request of one pair and tell the mentee; what was settled stays so. Raises NotFound."""
    _place(connection, round_id, number, is_locked=False)
    is_current = mentors.lock(connection, request.mentor_id)
    people.lock(connection, request.mentee_id)
    place = _place(connection, round_id, number)
    if place.outcome != "planned":
        return place
    if not is_current:
        return _settle(connection, round_id, replace(place, outcome="closed"))
    if not _take(connection, place, entry):
        return _settle(connection, round_id, replace(place, outcome="gone"))
    requests.add(connection, request)
    conversations.append_notice(connection, request.conversation_id, notice)
    return _settle(connection, round_id, replace(place, outcome="offered", offer_id=request.id))


def close(connection: Connection, round_id: str, number: int, outcome: PlaceOutcome) -> RoundPlace:
    """Settle one planned pair without a request; what was settled stays so. Raises NotFound."""
    place = _place(connection, round_id, number)
    return place if place.outcome != "planned" else _settle(connection, round_id, replace(place, outcome=outcome))


def _take(connection: Connection, place: RoundPlace, entry: PoolEntry | None) -> bool:
    """Take the question of a place out of where it waits; return False when it waits no more."""
    if place.entry_id is not None:
        return pool.is_in_pool(connection, place.entry_id)
    request = requests.lock(connection, place.request_id) if place.request_id is not None else None
    if request is None or request.status not in OPEN_STATUSES or entry is None:
        return False
    pool.begin(connection, entry)
    return True


def _settle(connection: Connection, round_id: str, place: RoundPlace) -> RoundPlace:
    one = (_places.c.round_id == round_id) & (_places.c.number == place.number)
    connection.execute(update(_places).where(one).values(outcome=place.outcome, offer_id=place.offer_id))
    return place


def _place(connection: Connection, round_id: str, number: int, *, is_locked: bool = True) -> RoundPlace:
    one = select(_places).where(_places.c.round_id == round_id, _places.c.number == number)
    row = connection.execute(one.with_for_update() if is_locked else one).mappings().first()
    if row is None:
        raise NotFound(f"The round {round_id!r} has no place {number}.")
    return _place_of(row)


def _with_places(connection: Connection, row: RowMapping) -> CohortRound:
    chosen = select(_places).where(_places.c.round_id == row["id"]).order_by(_places.c.number)
    places = tuple(_place_of(one) for one in connection.execute(chosen).mappings())
    values: dict[str, Any] = dict(row)
    beside = {name: None if one is None else RoundFigures(**one) for name, one in values["beside"].items()}
    return CohortRound(**values | {"figures": RoundFigures(**values["figures"]), "beside": beside, "places": places})


def _place_of(row: RowMapping) -> RoundPlace:
    return RoundPlace(**{name: value for name, value in row.items() if name != "round_id"})
