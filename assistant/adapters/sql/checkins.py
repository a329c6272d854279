"""Check-ins and when people want to hear from the program."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from assistant.adapters.sql import people, tables
from assistant.domain.checkins import CheckIn, ContactWishes
from assistant.errors import NotFound

_check_ins, _wishes = tables.check_ins, tables.contact_wishes


def add(connection: Connection, check_in: CheckIn) -> None:
    """Keep a check-in, unless its commitment has one of that step. Raises NotFound."""
    commitment = select(tables.commitments.c.id).where(tables.commitments.c.id == check_in.commitment_id)
    if connection.execute(commitment.with_for_update(key_share=True)).first() is None:
        raise NotFound(f"There is no commitment {check_in.commitment_id!r}.")
    same = (_check_ins.c.commitment_id == check_in.commitment_id) & (_check_ins.c.step == check_in.step)
    if not _by_day(connection, same):
        connection.execute(insert(_check_ins).values(asdict(check_in)))


def of_mentee(connection: Connection, mentee_id: str) -> list[CheckIn]:
    """Return a mentee's check-ins, by day."""
    return _by_day(connection, _check_ins.c.mentee_id == mentee_id)


def find(connection: Connection, check_in_id: str) -> CheckIn | None:
    """Return one check-in."""
    found = _by_day(connection, _check_ins.c.id == check_in_id)
    return found[0] if found else None


def due(connection: Connection, *, today: date) -> list[CheckIn]:
    """Return those neither asked nor answered whose day has come, by day."""
    waits = _check_ins.c.asked_at.is_(None) & _check_ins.c.answered_at.is_(None)
    return _by_day(connection, waits & (_check_ins.c.due_on <= today))


def change(connection: Connection, check_in: CheckIn) -> None:
    """Keep when it was asked and what was answered. Raises NotFound."""
    named = ("due_on", "asked_at", "answered_at", "outcome", "why")
    values = {name: getattr(check_in, name) for name in named}
    if connection.execute(update(_check_ins).where(_check_ins.c.id == check_in.id).values(values)).rowcount == 0:
        raise NotFound(f"There is no check-in {check_in.id!r}.")


def wishes(connection: Connection, person_id: str) -> ContactWishes | None:
    """Return when a person wants to hear from the program."""
    row = connection.execute(select(_wishes).where(_wishes.c.person_id == person_id)).mappings().first()
    return None if row is None else ContactWishes(**dict(row))


def keep_wishes(connection: Connection, wishes: ContactWishes) -> None:
    """Keep wishes in place of those before. Raises NotFound."""
    people.lock(connection, wishes.person_id)
    connection.execute(delete(_wishes).where(_wishes.c.person_id == wishes.person_id))
    connection.execute(insert(_wishes).values(asdict(wishes)))


def person_of_token(connection: Connection, token: str) -> str | None:
    """Return whose one-click link this is."""
    owner = select(_wishes.c.person_id).where(_wishes.c.unsubscribe_token == token)
    return connection.execute(owner).scalar_one_or_none()


def _by_day(connection: Connection, chosen: ColumnElement[bool]) -> list[CheckIn]:
    rows = connection.execute(select(_check_ins).where(chosen)).mappings()
    found = [CheckIn(**dict(row)) for row in rows]
    return sorted(found, key=lambda one: (one.due_on, one.id))
