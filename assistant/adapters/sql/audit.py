"""The audit log: other parts write their line in their own transaction; nothing here changes or removes one."""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy import Connection, insert, select

from assistant.adapters.sql import tables
from assistant.domain.audit import ALL_LINES, AuditFilter, AuditLine

_log = tables.audit_log


def write(connection: Connection, line: AuditLine) -> None:
    """Add one line."""
    connection.execute(insert(_log).values({**asdict(line), "detail": dict(line.detail)}))


def lines(
    connection: Connection, *, limit: int, before: int | None = None, chosen: AuditFilter = ALL_LINES
) -> list[tuple[int, AuditLine]]:
    """Return up to `limit` lines with their numbers, newest first, below the number `before` where it is given."""
    asked = select(_log).order_by(_log.c.sequence.desc()).limit(limit)
    if before is not None:
        asked = asked.where(_log.c.sequence < before)
    for name in ("subject_kind", "subject_id", "actor_id"):
        wanted = getattr(chosen, name)
        if wanted is not None:
            asked = asked.where(_log.c[name] == wanted)
    if chosen.leave_out:
        asked = asked.where(_log.c.action.not_in(chosen.leave_out))
    found = []
    for row in connection.execute(asked).mappings():
        values = dict(row)
        found.append((values.pop("sequence"), AuditLine(**values)))
    return found
