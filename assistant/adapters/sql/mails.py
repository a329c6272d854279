"""Mail to be sent; a mail is claimed before it is sent."""

from __future__ import annotations

from dataclasses import asdict, fields
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, func, insert, select, update

from assistant.adapters.sql import people, tables
from assistant.domain.mails import MAIL_STATUSES, Mail, MailStatus
from assistant.errors import NotFound

_mails = tables.mails
_FIELDS = tuple(field.name for field in fields(Mail))


def queue(connection: Connection, mail: Mail) -> bool:
    """Keep a mail to be sent; return False when its key is known. Raises NotFound."""
    people.lock(connection, mail.person_id)
    if find(connection, mail.key) is not None:
        return False
    connection.execute(insert(_mails).values(asdict(mail)))
    return True


def claim(connection: Connection, *, now: datetime) -> Mail | None:
    """Turn the mail that waits longest into a sending one.

    On PostgreSQL a mail that another transaction claims at this moment is passed over.
    """
    is_time = _mails.c.next_try_at.is_(None) | (_mails.c.next_try_at <= now)
    waiting = select(_mails).where(_mails.c.status == "waiting", is_time).order_by(_mails.c.sequence).limit(1)
    row = connection.execute(waiting.with_for_update(skip_locked=True)).first()
    if row is None:
        return None
    claimed = update(_mails).where(_mails.c.key == row.key).values(status="sending", claimed_at=now)
    connection.execute(claimed)
    return find(connection, row.key)


def settle(connection: Connection, mail: Mail) -> None:
    """Keep a mail as it stands now. Raises NotFound."""
    values = {name: value for name, value in asdict(mail).items() if name not in ("key", "person_id", "session_id")}
    settled = update(_mails).where(_mails.c.key == mail.key).values(values | {"claimed_at": None})
    if connection.execute(settled).rowcount == 0:
        raise NotFound(f"There is no mail {mail.key!r}.")


def abandon_stale(connection: Connection, *, claimed_before: datetime) -> int:
    """Turn mails left in sending into unconfirmed ones; return how many."""
    is_stale = (_mails.c.status == "sending") & (_mails.c.claimed_at < claimed_before)
    abandoned = update(_mails).where(is_stale).values(status="unconfirmed", claimed_at=None)
    return connection.execute(abandoned).rowcount


def find(connection: Connection, key: str) -> Mail | None:
    """Return one mail."""
    found = _in_order(connection, _mails.c.key == key)
    return found[0] if found else None


def of_person(connection: Connection, person_id: str) -> list[Mail]:
    """Return the mails to a person, in the order they were queued."""
    return _in_order(connection, _mails.c.person_id == person_id)


def count_all(connection: Connection) -> dict[MailStatus, int]:
    """Return how many mails stand in each status."""
    counted = select(_mails.c.status, func.count().label("mails")).group_by(_mails.c.status)
    counts = {row.status: row.mails for row in connection.execute(counted)}
    return {status: counts.get(status, 0) for status in MAIL_STATUSES}


def _in_order(connection: Connection, chosen: ColumnElement[bool]) -> list[Mail]:
    rows = connection.execute(select(_mails).where(chosen).order_by(_mails.c.sequence)).mappings()
    return [Mail(**{name: row[name] for name in _FIELDS}) for row in rows]
