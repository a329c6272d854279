"""Uploaded files that wait for an owner's yes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any, Final

from pydantic import TypeAdapter
from sqlalchemy import Connection, RowMapping, delete, insert, select, update

from assistant.adapters.sql import audit, knowledge, mentors, rosters, tables
from assistant.domain.audit import AuditLine
from assistant.domain.imports import (
    ImportCounts,
    ImportKind,
    ImportRow,
    PendingImport,
    import_lines,
    plan_import,
    refuse_untrue,
)
from assistant.domain.knowledge import KnowledgeCard
from assistant.domain.mentors import MentorProfile
from assistant.errors import NotFound

_imports = tables.pending_imports
_ROWS: Final[Mapping[ImportKind, TypeAdapter[tuple[ImportRow, ...]]]] = {
    "mentors": TypeAdapter(tuple[MentorProfile, ...]),
    "cards": TypeAdapter(tuple[KnowledgeCard, ...]),
}


def keep(connection: Connection, pending: PendingImport) -> None:
    """Keep an upload in place of an earlier one of its owner and kind, and drop those that expired. Raises NotFound."""
    same = (_imports.c.owner_id == pending.owner_id) & (_imports.c.kind == pending.kind)
    connection.execute(delete(_imports).where(same | (_imports.c.expires_at < pending.made_at)))
    connection.execute(insert(_imports).values(_row(pending)))


def find(connection: Connection, import_id: str) -> PendingImport | None:
    """Return one upload."""
    row = connection.execute(select(_imports).where(_imports.c.id == import_id)).mappings().first()
    return None if row is None else _pending(row)


def drop(connection: Connection, import_id: str) -> None:
    """Forget an upload."""
    connection.execute(delete(_imports).where(_imports.c.id == import_id))


def confirm(connection: Connection, import_id: str, *, fingerprint: str, week: date, line: AuditLine) -> ImportCounts:
    """Take in an upload if that changes exactly what `fingerprint` stands for. Raises NotFound, Conflict."""
    locked = select(_imports).where(_imports.c.id == import_id).with_for_update()
    row = connection.execute(locked).mappings().first()
    if row is None:
        raise NotFound(f"There is no upload {import_id!r}; upload the file again.")
    pending = _pending(row)
    if pending.counts is not None:
        return pending.counts
    plan = plan_import(_current(connection, pending.kind), pending.rows, replace=pending.replace)
    refuse_untrue(pending, plan, fingerprint=fingerprint, now=line.at)
    _take_in(connection, pending, week=week)
    for one in import_lines(pending, plan, line):
        audit.write(connection, one)
    done = {"rows": [], "problems": [], "counts": asdict(plan.counts)}
    connection.execute(update(_imports).where(_imports.c.id == import_id).values(done))
    return plan.counts


def _current(connection: Connection, kind: ImportKind) -> dict[str, Any]:
    """Return what is there by id; no other import changes it until the transaction ends."""
    if kind == "cards":
        return {kept.value.id: kept for kept in knowledge.shelf(connection)}
    mentors.lock_profiles(connection)
    return {kept.value.id: kept for kept in rosters.profiles(connection)}


def _take_in(connection: Connection, pending: PendingImport, *, week: date) -> None:
    if pending.kind == "cards":
        cards = [row for row in pending.rows if isinstance(row, KnowledgeCard)]
        knowledge.import_all(connection, cards, replace=pending.replace)
    else:
        profiles = [row for row in pending.rows if isinstance(row, MentorProfile)]
        mentors.import_all(connection, profiles, replace=pending.replace, week=week)


def _row(pending: PendingImport) -> dict[str, Any]:
    written = asdict(pending)
    counts = None if pending.counts is None else asdict(pending.counts)
    rows = _ROWS[pending.kind].dump_python(pending.rows, mode="json")
    return written | {
        "rows": rows,
        "problems": list(pending.problems),
        "unknown": list(pending.unknown),
        "counts": counts,
    }


def _pending(row: RowMapping) -> PendingImport:
    values: dict[str, Any] = dict(row)
    counts = values["counts"]
    return PendingImport(
        **values
        | {
            "rows": _ROWS[values["kind"]].validate_python(values["rows"]),
            "problems": tuple(values["problems"]),
            "unknown": tuple(values["unknown"]),
            "counts": None if counts is None else ImportCounts(**counts),
        }
    )
