"""Proposals to go on elsewhere."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, insert, select, true, update

from assistant.adapters.sql import people
from assistant.adapters.sql.tables import deferrals as _deferrals
from assistant.domain.deferrals import Deferral, DeferralStatus
from assistant.errors import NotFound


def propose(connection: Connection, deferral: Deferral) -> bool:
    """Keep a proposal; return False when this mentee has one of the same reason and `about`. Raises NotFound."""
    people.lock(connection, deferral.mentee_id)
    same = (_deferrals.c.reason == deferral.reason) & (_deferrals.c.about == deferral.about)
    if _newest_first(connection, same & (_deferrals.c.mentee_id == deferral.mentee_id)):
        return False
    connection.execute(insert(_deferrals).values(asdict(deferral)))
    return True


def of_mentee(connection: Connection, mentee_id: str) -> list[Deferral]:
    """Return a mentee's proposals, newest first."""
    return _newest_first(connection, _deferrals.c.mentee_id == mentee_id)


def settle(connection: Connection, deferral_id: str, status: DeferralStatus, *, note: str, at: datetime) -> Deferral:
    """Keep what the mentee decided. Raises NotFound."""
    one = _deferrals.c.id == deferral_id
    connection.execute(update(_deferrals).where(one).values(status=status, note=note, settled_at=at))
    found = _newest_first(connection, one)
    if not found:
        raise NotFound(f"There is no proposal {deferral_id!r}.")
    return found[0]


def everything(connection: Connection) -> list[Deferral]:
    """Return all proposals of the program, newest first."""
    return _newest_first(connection, true())


def _newest_first(connection: Connection, chosen: ColumnElement[bool]) -> list[Deferral]:
    rows = connection.execute(select(_deferrals).where(chosen)).mappings()
    found = [Deferral(**dict(row)) for row in rows]
    return sorted(found, key=lambda one: (one.proposed_at, one.id), reverse=True)
