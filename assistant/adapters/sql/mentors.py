"""Mentor profiles and the minutes they give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, fields
from dataclasses import replace as replaced
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, delete, false, insert, select, true, update

from assistant.adapters.sql import minutes, outbox, tables
from assistant.domain.imports import ImportCounts
from assistant.domain.mentors import NO_LIMITS, MentorLimits, MentorLoad, MentorProfile
from assistant.errors import NotFound

_mentors, _requests, _counters = tables.mentors, tables.session_requests, tables.counters
_limits, _deactivated = tables.mentor_limits, tables.deactivated_mentors
_LISTS = ("skills", "topics", "industries", "languages")
_FIELDS = tuple(field.name for field in fields(MentorProfile))


def import_all(connection: Connection, profiles: Sequence[MentorProfile], *, replace: bool, week: date) -> ImportCounts:
    """Add or update by id; `replace` also removes profiles not in the list."""
    lock_profiles(connection)
    known = {row["id"]: row for row in connection.execute(select(_mentors)).mappings()}
    wanted = {profile.id: profile for profile in profiles}
    added = [p for p in wanted.values() if p.id not in known or known[p.id]["removed"]]
    updated = [
        p for p in wanted.values() if p.id in known and not known[p.id]["removed"] and from_row(known[p.id]) != p
    ]
    gone = [i for i, row in known.items() if replace and i not in wanted and not row["removed"]]
    _write(connection, wanted.values(), known=frozenset(known), week=week)
    _remove(connection, gone)
    changed = sorted([p.id for p in (*added, *updated)] + gone)
    if changed:
        outbox.note(connection, "mentors", changed)
        bump_version(connection)
    return ImportCounts(added=len(added), updated=len(updated), removed=len(gone))


def current(connection: Connection, mentor_ids: Sequence[str] | None = None) -> list[MentorProfile]:
    """Return current profiles, by id."""
    rows, out = _rows(connection, mentor_ids), deactivated(connection)
    return [from_row(row) for row in rows if not row["removed"] and row["id"] not in out]


def exists(connection: Connection, mentor_id: str) -> bool:
    """Tell whether there is such a profile that was not removed, deactivated or not."""
    one = select(_mentors.c.id).where(_mentors.c.id == mentor_id, _mentors.c.removed == false())
    return connection.execute(one).first() is not None


def deactivated(connection: Connection) -> dict[str, datetime]:
    """Return since when which profiles are deactivated."""
    return {row.mentor_id: row.at for row in connection.execute(select(_deactivated))}


def loads(connection: Connection, mentor_ids: Sequence[str] | None = None, *, since: date) -> list[MentorLoad]:
    """Return budgets with what was accepted from week `since` on, by id."""
    out = deactivated(connection)
    asked = _rows(connection, mentor_ids)
    rows = [row for row in asked if mentor_ids is not None or not (row["removed"] or row["id"] in out)]
    limits = minutes.limits_of(connection, mentor_ids)
    accepted = minutes.accepted(connection, mentor_ids, since=since)
    recent = minutes.recent(connection, mentor_ids, since=since)
    return [
        MentorLoad(
            profile=replaced(from_row(row), accepting=False) if row["id"] in out else from_row(row),
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
    is_out = connection.execute(select(_deactivated).where(_deactivated.c.mentor_id == mentor_id)).first() is not None
    return not (row.removed or is_out)


def version(connection: Connection) -> int:
    """Return a number that grows with every change to profiles."""
    return int(connection.execute(select(_counters.c.value).where(_counters.c.name == "mentors")).scalar_one())


def set_accepting(connection: Connection, mentor_id: str, accepting: bool) -> None:
    """Open or close a mentor for new requests. Raises NotFound."""
    lock_profiles(connection)
    one = (_mentors.c.id == mentor_id) & (_mentors.c.removed == false())
    if connection.execute(update(_mentors).where(one).values(accepting=accepting)).rowcount == 0:
        raise NotFound(f"There is no mentor {mentor_id!r}.")
    bump_version(connection)


def change(connection: Connection, profile: MentorProfile, *, week: date, was: MentorProfile) -> None:
    """Keep a profile in place of `was`; booked minutes that changed count from `week` on."""
    since = {"booked_since": week} if profile.booked_minutes != was.booked_minutes else {}
    connection.execute(update(_mentors).where(_mentors.c.id == profile.id).values(_row(profile) | since))
    note_changed(connection, profile.id)


def note_changed(connection: Connection, mentor_id: str) -> None:
    """Tell index and caches that a profile changed, came or went."""
    outbox.note(connection, "mentors", [mentor_id])
    bump_version(connection)


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
    """Delete a profile, all requests to it and all that followed from them; an unknown id is no error.

    Uploads of mentors that wait go too: the profile may stand in them.
    """
    lock_profiles(connection)
    connection.execute(select(_mentors.c.id).where(_mentors.c.id == mentor_id).with_for_update())
    outbox.note_guidance(connection, tables.guidance.c.mentor_id == mentor_id)
    connection.execute(delete(tables.pending_imports).where(tables.pending_imports.c.kind == "mentors"))
    connection.execute(delete(_requests).where(_requests.c.mentor_id == mentor_id))
    if connection.execute(delete(_mentors).where(_mentors.c.id == mentor_id)).rowcount:
        outbox.note(connection, "mentors", [mentor_id])
        bump_version(connection)


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
        connection.execute(delete(_deactivated).where(_deactivated.c.mentor_id.in_(ids)))


def lock_profiles(connection: Connection) -> None:
    """Let one transaction at a time change profiles, so that two never wait for each other in a ring."""
    connection.execute(select(_counters).where(_counters.c.name == "mentors").with_for_update())


def bump_version(connection: Connection) -> None:
    """Let caches of the profiles be made anew."""
    grown = update(_counters).where(_counters.c.name == "mentors").values(value=_counters.c.value + 1)
    connection.execute(grown)


def _row(profile: MentorProfile) -> dict[str, Any]:
    return {name: list(getattr(profile, name)) if name in _LISTS else getattr(profile, name) for name in _FIELDS}


def from_row(row: RowMapping) -> MentorProfile:
    """Return the profile a row holds."""
    values: dict[str, Any] = {name: tuple(row[name]) if name in _LISTS else row[name] for name in _FIELDS}
    return MentorProfile(**values)
