"""Accounts and signed-in sessions."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, RowMapping, delete, insert, select, update

from assistant.adapters.sql import mentors, outbox, tables
from assistant.domain.people import Person
from assistant.errors import AlreadyExists, NotAllowed, NotFound

_people, _signins, _failed = tables.people, tables.signins, tables.failed_signins
_deactivated = tables.deactivated_people

_FAILURES_KEPT = timedelta(days=1)
"""Older failures count for no throttle; they are dropped with the next failure of anybody."""


def add(connection: Connection, person: Person, password_hash: str | None) -> None:
    """Add an account. Raises AlreadyExists when e-mail or id is taken."""
    email = person.email.lower()
    taken = connection.execute(select(_people.c.id).where((_people.c.email == email) | (_people.c.id == person.id)))
    if taken.first() is not None:
        raise _taken(person)
    connection.execute(insert(_people).values(_row(person) | {"email": email, "password_hash": password_hash}))


def find(connection: Connection, person_id: str) -> Person | None:
    """Return one account."""
    row = connection.execute(select(_people).where(_people.c.id == person_id)).mappings().first()
    return None if row is None else from_row(row)


def find_by_email(connection: Connection, email: str) -> tuple[Person, str | None] | None:
    """Return the account and its password hash."""
    row = connection.execute(select(_people).where(_people.c.email == email.lower())).mappings().first()
    return None if row is None else (from_row(row), row["password_hash"])


def everybody(connection: Connection) -> list[Person]:
    """Return all accounts, by name."""
    found = [from_row(row) for row in connection.execute(select(_people)).mappings()]
    return sorted(found, key=lambda person: (person.name.casefold(), person.id))


def lock(connection: Connection, person_id: str) -> None:
    """Keep others who lock this person out until the transaction ends. Raises NotFound."""
    one = select(_people.c.id).where(_people.c.id == person_id)
    if connection.execute(one.with_for_update(key_share=True)).first() is None:
        raise NotFound(f"There is no person {person_id!r}.")


def remove(connection: Connection, person_id: str) -> None:
    """Erase an account; the database takes along what belongs to it, the outbox is told of their guidance.

    Raises:
        NotFound: There is no such person.
    """
    lock(connection, person_id)
    person = find(connection, person_id)
    outbox.note_guidance(connection, tables.guidance.c.mentee_id == person_id)
    if person is not None and person.mentor_id is not None:
        mentors.erase(connection, person.mentor_id)
    connection.execute(delete(_people).where(_people.c.id == person_id))
    mentors.drop_unused(connection)


def open_signin(connection: Connection, token_hash: str, person_id: str, *, expires_at: datetime) -> None:
    """Remember a signed-in browser. Raises NotFound; NotAllowed when the account is deactivated."""
    lock(connection, person_id)
    if connection.execute(select(_deactivated).where(_deactivated.c.person_id == person_id)).first() is not None:
        raise NotAllowed(
            f"The account {person_id!r} is deactivated.",
            for_people="Your account is not in use at the moment. Whoever runs your program can change that.",
            code="deactivated",
        )
    connection.execute(insert(_signins).values(token_hash=token_hash, person_id=person_id, expires_at=expires_at))


def signed_in(connection: Connection, token_hash: str, *, now: datetime) -> Person | None:
    """Return who is signed in with this token."""
    joined = select(_people).join(_signins, _signins.c.person_id == _people.c.id)
    is_out = select(_deactivated.c.person_id).where(_deactivated.c.person_id == _people.c.id).exists()
    valid = joined.where(_signins.c.token_hash == token_hash, _signins.c.expires_at > now, ~is_out)
    row = connection.execute(valid).mappings().first()
    return None if row is None else from_row(row)


def close_signin(connection: Connection, token_hash: str) -> None:
    """Forget a signed-in browser."""
    connection.execute(delete(_signins).where(_signins.c.token_hash == token_hash))


def record_failure(connection: Connection, key: str, *, at: datetime) -> None:
    """Count one failed attempt."""
    connection.execute(delete(_failed).where(_failed.c.at < at - _FAILURES_KEPT))
    connection.execute(insert(_failed).values(key=key, at=at))


def failures(connection: Connection, key: str, *, since: datetime) -> list[datetime]:
    """Return when attempts failed, oldest first."""
    found = select(_failed.c.at).where(_failed.c.key == key, _failed.c.at >= since)
    return list(connection.scalars(found.order_by(_failed.c.at)))


def clear_failures(connection: Connection, key: str) -> None:
    """Forget failed attempts."""
    connection.execute(delete(_failed).where(_failed.c.key == key))


def change(connection: Connection, person: Person) -> None:
    """Keep an account's fields in place of those before. Raises AlreadyExists when the e-mail is taken."""
    email = person.email.lower()
    others = select(_people.c.id).where(_people.c.email == email, _people.c.id != person.id)
    if connection.execute(others).first() is not None:
        raise _taken(person)
    connection.execute(update(_people).where(_people.c.id == person.id).values(_row(person) | {"email": email}))


def close_all_signins(connection: Connection, person_id: str) -> None:
    """Forget all signed-in browsers of a person."""
    connection.execute(delete(_signins).where(_signins.c.person_id == person_id))


def _taken(person: Person) -> AlreadyExists:
    return AlreadyExists(
        f"The e-mail {person.email!r} or the id {person.id!r} is taken; use another one.",
        for_people="There is already an account with this e-mail.",
    )


def _row(person: Person) -> dict[str, Any]:
    return {
        "id": person.id,
        "name": person.name,
        "roles": sorted(person.roles),
        "mentor_id": person.mentor_id,
        "headline": person.headline,
        "languages": list(person.languages),
        "timezone": person.timezone,
    }


def from_row(row: RowMapping) -> Person:
    """Return the account a row holds."""
    return Person(
        id=row["id"],
        email=row["email"],
        name=row["name"],
        roles=frozenset(row["roles"]),
        mentor_id=row["mentor_id"],
        headline=row["headline"],
        languages=tuple(row["languages"]),
        timezone=row["timezone"],
    )
