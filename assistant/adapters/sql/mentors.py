"""Mentor profiles and the minutes they give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, fields
from datetime import date
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, delete, false, insert, select, true, update

from assistant.adapters.sql import minutes, outbox, tables
from assistant.domain.mentors import NO_LIMITS, MentorLimits, MentorLoad, MentorProfile
from assistant.errors import NotFound
from assistant.ports.store import ImportCounts

_mentors, _requests, _counters = tables.mentors, tables.session_requests, tables.counters
_limits = tables.mentor_limits
_LISTS = ("skills", "topics", "industries", "languages")
_FIELDS = tuple(field.name for field in fields(MentorProfile))


def import_all(connection: Connection, profiles: Sequence[MentorProfile], *, replace: bool, week: date) -> ImportCounts:
    """Add or update by id; `replace` also removes profiles not in the list."""
    _lock_profiles(connection)
    known = {row["id"]: row for row in connection.execute(select(_mentors)).mappings()}
    wanted = {profile.id: profile for profile in profiles}
    added = [p for p in wanted.values() if p.id not in known or known[p.id]["removed"]]
    updated = [
        p for p in wanted.values() if p.id in known and not known[p.id]["removed"] and _profile(known[p.id]) != p
    ]
    gone = [i for i, row in known.items() if replace and i not in wanted and not row["removed"]]
    _write(connection, wanted.values(), known=frozenset(known), week=week)
    _remove(connection, gone)
    changed = sorted([p.id for p in (*added, *updated)] + gone)
    if changed:
        outbox.note(connection, "mentors", changed)
        _bump_version(connection)
    return ImportCounts(added=len(added), updated=len(updated), removed=len(gone))


def current(connection: Connection, mentor_ids: Sequence[str] | None = None) -> list[MentorProfile]:
    """Return current profiles, by id."""
    return [_profile(row) for row in _rows(connection, mentor_ids) if not row["removed"]]


def loads(connection: Connection, mentor_ids: Sequence[str] | None = None, *, since: date) -> list[MentorLoad]:
    """Return budgets with what was accepted from week `since` on, by id."""
    rows = [row for row in _rows(connection, mentor_ids) if mentor_ids is not None or not row["removed"]]
    limits = minutes.limits_of(connection, mentor_ids)
    accepted = minutes.accepted(connection, mentor_ids, since=since)
    recent = minutes.recent(connection, mentor_ids, since=since)
    return [
        MentorLoad(
            profile=_profile(row),
            booked_since=row["booked_since"],
            accepted=tuple(accepted[row["id"]]),
            limits=limits.get(row["id"], NO_LIMITS),
            recent=tuple(recent[row["id"]]),
        )
        for row in rows
    ]


def lock(connection: Connection, mentor_id: str) -> bool:
    """Keep every other acceptance for this mentor out until the transaction ends; tell whether they are current."""
    row = connection.execute(
        select(_mentors.c.removed).where(_mentors.c.id == mentor_id).with_for_update(key_share=True)
    ).one()
    return not row.removed


def version(connection: Connection) -> int:
    """Return a number that grows with every change to profiles."""
    return int(connection.execute(select(_counters.c.value).where(_counters.c.name == "mentors")).scalar_one())


def set_accepting(connection: Connection, mentor_id: str, accepting: bool) -> None:
    """Open or close a mentor for new requests. Raises NotFound."""
    _lock_profiles(connection)
    one = (_mentors.c.id == mentor_id) & (_mentors.c.removed == false())
    if connection.execute(update(_mentors).where(one).values(accepting=accepting)).rowcount == 0:
        raise NotFound(f"There is no mentor {mentor_id!r}.")
    _bump_version(connection)


def set_limits(connection: Connection, mentor_id: str, limits: MentorLimits) -> None:
    """Keep a mentor's own limits in place of those before. Raises NotFound."""
    one = (_mentors.c.id == mentor_id) & (_mentors.c.removed == false())
    locked = select(_mentors.c.id).where(one).with_for_update(key_share=True)
    if connection.execute(locked).first() is None:
        raise NotFound(f"There is no mentor {mentor_id!r}.")
    weeks = [week.isoformat() for week in limits.lighter_weeks]
    connection.execute(delete(_limits).where(_limits.c.mentor_id == mentor_id))
    connection.execute(insert(_limits).values(asdict(limits) | {"mentor_id": mentor_id, "lighter_weeks": weeks}))


def erase(connection: Connection, mentor_id: str) -> None:
    """Delete a profile, all requests to it and all that followed from them; an unknown id is no error."""
    _lock_profiles(connection)
    connection.execute(select(_mentors.c.id).where(_mentors.c.id == mentor_id).with_for_update())
    outbox.note_guidance(connection, tables.guidance.c.mentor_id == mentor_id)
    connection.execute(delete(_requests).where(_requests.c.mentor_id == mentor_id))
    if connection.execute(delete(_mentors).where(_mentors.c.id == mentor_id)).rowcount:
        outbox.note(connection, "mentors", [mentor_id])
        _bump_version(connection)


def drop_unused(connection: Connection) -> None:
    """Delete removed profiles that no request refers to any more."""
    referred = select(_requests.c.mentor_id).where(_requests.c.mentor_id == _mentors.c.id).exists()
    connection.execute(delete(_mentors).where(_mentors.c.removed == true(), ~referred))


def _rows(connection: Connection, mentor_ids: Sequence[str] | None) -> list[RowMapping]:
    if mentor_ids is None:
        found = list(connection.execute(select(_mentors)).mappings())
    else:
        chosen = (select(_mentors).where(_mentors.c.id.in_(ids)) for ids in minutes.chunks(mentor_ids))
        found = [row for statement in chosen for row in connection.execute(statement).mappings()]
    return sorted(found, key=lambda row: str(row["id"]))


def _write(connection: Connection, profiles: Any, *, known: frozenset[str], week: date) -> None:
    rows = [
        _row(profile) | {"booked_since": week, "removed": False} for profile in sorted(profiles, key=lambda p: p.id)
    ]
    new = [row for row in rows if row["id"] not in known]
    old = [row | {"known_id": row["id"]} for row in rows if row["id"] in known]
    if new:
        connection.execute(insert(_mentors), new)
    if old:
        connection.execute(update(_mentors).where(_mentors.c.id == bindparam("known_id")), old)


def _remove(connection: Connection, mentor_ids: Sequence[str]) -> None:
    for ids in minutes.chunks(mentor_ids):
        referred = select(_requests.c.mentor_id).where(_requests.c.mentor_id == _mentors.c.id).exists()
        connection.execute(delete(_mentors).where(_mentors.c.id.in_(ids), ~referred))
        connection.execute(update(_mentors).where(_mentors.c.id.in_(ids)).values(removed=True, accepting=False))


def _lock_profiles(connection: Connection) -> None:
    """Let one transaction at a time change profiles, so that two never wait for each other in a ring."""
    connection.execute(select(_counters).where(_counters.c.name == "mentors").with_for_update())


def _bump_version(connection: Connection) -> None:
    grown = update(_counters).where(_counters.c.name == "mentors").values(value=_counters.c.value + 1)
    connection.execute(grown)


def _row(profile: MentorProfile) -> dict[str, Any]:
    return {name: list(getattr(profile, name)) if name in _LISTS else getattr(profile, name) for name in _FIELDS}


def _profile(row: RowMapping) -> MentorProfile:
    values: dict[str, Any] = {name: tuple(row[name]) if name in _LISTS else row[name] for name in _FIELDS}
    return MentorProfile(**values)
