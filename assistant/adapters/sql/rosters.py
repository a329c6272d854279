"""Accounts and profiles as owners look after them: changed, deactivated, brought back; each with its audit line.

Locks are taken in one order (owners, person, profiles, mentor), so that no two wait for each other in a ring.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import Connection, Text, cast, delete, false, insert, select

from assistant.adapters.sql import audit, mentors, people, tables
from assistant.domain.audit import AuditLine
from assistant.domain.changes import Kept, refuse_stale
from assistant.domain.clock import new_id
from assistant.domain.mentors import MentorProfile
from assistant.domain.people import Person
from assistant.errors import Conflict, NotFound

_people, _out_people = tables.people, tables.deactivated_people
_mentors, _out_mentors = tables.mentors, tables.deactivated_mentors


def accounts(connection: Connection) -> list[Kept[Person]]:
    """Return all accounts, by name."""
    joined = select(_people, _out_people.c.at).outerjoin(_out_people)
    found = [Kept(people.from_row(row), row["at"]) for row in connection.execute(joined).mappings()]
    return sorted(found, key=lambda kept: (kept.value.name.casefold(), kept.value.id))


def profiles(connection: Connection) -> list[Kept[MentorProfile]]:
    """Return all profiles, by id; those an import removed are left out."""
    joined = select(_mentors, _out_mentors.c.at).outerjoin(_out_mentors).where(_mentors.c.removed == false())
    found = [Kept(mentors.from_row(row), row["at"]) for row in connection.execute(joined).mappings()]
    return sorted(found, key=lambda kept: kept.value.id)


def open_account(connection: Connection, person: Person, password_hash: str | None, *, line: AuditLine) -> None:
    """Add an account. Raises AlreadyExists."""
    people.add(connection, person, password_hash)
    audit.write(connection, line)


def change_account(connection: Connection, person: Person, *, seen: Person, line: AuditLine) -> None:
    """Keep an account's fields in place of those somebody saw. Raises NotFound, Stale, AlreadyExists, Conflict."""
    owners = _lock_owners(connection)
    found = _locked_person(connection, person.id)
    refuse_stale(seen, found)
    if not person.has("owner"):
        _refuse_last_owner(owners, person.id)
    people.change(connection, person)
    audit.write(connection, line)


def change_mentor(
    connection: Connection, profile: MentorProfile, *, seen: MentorProfile, week: date, line: AuditLine
) -> None:
    """Keep a profile in place of the one somebody saw. Raises NotFound, Stale."""
    mentors.lock_profiles(connection)
    found = _locked_mentor(connection, profile.id)
    refuse_stale(seen, found)
    mentors.change(connection, profile, week=week, was=found)
    audit.write(connection, line)


def set_account_active(connection: Connection, person_id: str, is_active: bool, *, line: AuditLine) -> bool:
    """Deactivate an account with its profile, or take that back; return whether that changed anything.

    Raises:
        NotFound: No such account.
        Conflict: Nobody active would be an owner any more.
    """
    owners = _lock_owners(connection)
    person = _locked_person(connection, person_id)
    since = _out_since(connection, person_id)
    if (since is None) == is_active:
        return False
    if is_active:
        connection.execute(delete(_out_people).where(_out_people.c.person_id == person_id))
    else:
        _refuse_last_owner(owners, person_id)
        connection.execute(insert(_out_people).values(person_id=person_id, at=line.at))
        people.close_all_signins(connection, person_id)
    audit.write(connection, line)
    if person.mentor_id is not None:
        _take_profile_along(connection, person.mentor_id, since=since, line=line)
    return True


def set_mentor_active(connection: Connection, mentor_id: str, is_active: bool, *, line: AuditLine) -> bool:
    """Deactivate a profile or take that back; return whether that changed anything. Raises NotFound."""
    mentors.lock_profiles(connection)
    _locked_mentor(connection, mentor_id)
    if (mentor_id not in mentors.deactivated(connection)) == is_active:
        return False
    if is_active:
        connection.execute(delete(_out_mentors).where(_out_mentors.c.mentor_id == mentor_id))
    else:
        connection.execute(insert(_out_mentors).values(mentor_id=mentor_id, at=line.at))
    mentors.note_changed(connection, mentor_id)
    audit.write(connection, line)
    return True


def _take_profile_along(connection: Connection, mentor_id: str, *, since: datetime | None, line: AuditLine) -> None:
    """Deactivate a profile with its account, or bring back what went `since` the same instant."""
    mentors.lock_profiles(connection)
    if not mentors.exists(connection, mentor_id):
        return
    if since is not None and mentors.deactivated(connection).get(mentor_id) != since:
        return
    verb = line.action.partition("_")[0]
    own = replace(line, id=new_id(), action=f"{verb}_mentor", subject_kind="mentor", subject_id=mentor_id)
    set_mentor_active(connection, mentor_id, since is not None, line=own)


def _lock_owners(connection: Connection) -> frozenset[str]:
    """Return the ids of all active owners; nobody else changes who they are until the transaction ends."""
    chosen = select(_people.c.id).where(cast(_people.c.roles, Text).like('%"owner"%')).order_by(_people.c.id)
    locked = set(connection.scalars(chosen.with_for_update(key_share=True)))
    return frozenset(locked - set(connection.scalars(select(_out_people.c.person_id))))


def _refuse_last_owner(owners: frozenset[str], person_id: str) -> None:
    if owners == {person_id}:
        raise Conflict(
            f"The person {person_id!r} is the last active owner; make somebody else an owner first.",
            for_people="This is the last owner of the program. Make somebody else an owner first.",
            code="last_owner",
        )


def _locked_person(connection: Connection, person_id: str) -> Person:
    people.lock(connection, person_id)
    found = people.find(connection, person_id)
    if found is None:
        raise NotFound(f"There is no person {person_id!r}.")
    return found


def _out_since(connection: Connection, person_id: str) -> datetime | None:
    return connection.scalar(select(_out_people.c.at).where(_out_people.c.person_id == person_id))


def _locked_mentor(connection: Connection, mentor_id: str) -> MentorProfile:
    chosen = select(_mentors).where(_mentors.c.id == mentor_id, _mentors.c.removed == false())
    row = connection.execute(chosen.with_for_update(key_share=True)).mappings().first()
    if row is None:
        raise NotFound(f"There is no mentor {mentor_id!r}.")
    return mentors.from_row(row)
