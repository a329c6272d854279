"""Corrections, second readings and release decisions: added with their audit line, never changed beyond being completed."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, insert, select, update

from assistant.adapters.sql import audit
from assistant.adapters.sql.tables import case_corrections as _corrections
from assistant.adapters.sql.tables import release_decisions as _decisions
from assistant.adapters.sql.tables import second_reads as _reads
from assistant.domain.audit import AuditLine
from assistant.domain.reviews import CaseKey, Correction, Reading, ReleaseDecision, SecondRead
from assistant.errors import Conflict, NotFound


def correct(connection: Connection, correction: Correction, *, line: AuditLine) -> None:
    """Keep a correction beside those before. Raises AlreadyExists."""
    values = asdict(correction) | {"before": list(correction.before), "after": list(correction.after)}
    connection.execute(insert(_corrections).values(values))
    audit.write(connection, line)


def withdraw(connection: Connection, correction_id: str, *, by: str, at: datetime, line: AuditLine) -> Correction:
    """Take a correction back. Raises NotFound, Conflict when somebody did."""
    stands = (_corrections.c.id == correction_id) & (_corrections.c.withdrawn_by == "")
    changed = connection.execute(update(_corrections).where(stands).values(withdrawn_by=by, withdrawn_at=at))
    row = connection.execute(select(_corrections).where(_corrections.c.id == correction_id)).mappings().first()
    if row is None:
        raise NotFound(f"There is no correction {correction_id!r}.")
    if not changed.rowcount:
        raise Conflict(f"The correction {correction_id!r} was withdrawn already.")
    audit.write(connection, line)
    return _correction(row)


def corrections(connection: Connection, case: CaseKey | None = None) -> list[Correction]:
    """Return all corrections, or those of one case, in the order they were kept."""
    asked = select(_corrections).order_by(_corrections.c.sequence)
    if case is not None:
        asked = asked.where((_corrections.c.suite == case[0]) & (_corrections.c.case_id == case[1]))
    return [_correction(row) for row in connection.execute(asked).mappings()]


def queue(connection: Connection, read: SecondRead, *, line: AuditLine) -> None:
    """Let a case wait for a second reader. Raises AlreadyExists when it waits already."""
    connection.execute(insert(_reads).values(_read_row(read)))
    audit.write(connection, line)


def answer(connection: Connection, read_id: str, second: Reading, *, line: AuditLine) -> SecondRead:
    """Keep the second reading. Raises NotFound, Conflict when somebody read it."""
    waits = (_reads.c.id == read_id) & _reads.c.second_by.is_(None)
    changed = connection.execute(update(_reads).where(waits).values(_reading_row("second", second)))
    found = _found(connection, _reads.c.id == read_id)
    if not found:
        raise NotFound(f"There is no second reading {read_id!r}.")
    if not changed.rowcount:
        raise Conflict(f"The case of the second reading {read_id!r} was read already.")
    audit.write(connection, line)
    return replace(found[0], second=second)


def reads(connection: Connection) -> list[SecondRead]:
    """Return all cases queued for a second reader, read or not, in the order they were queued."""
    return _found(connection)


def read(connection: Connection, read_id: str) -> SecondRead | None:
    """Return one of them."""
    found = _found(connection, _reads.c.id == read_id)
    return found[0] if found else None


def decide(connection: Connection, decision: ReleaseDecision, *, line: AuditLine) -> None:
    """Keep a decision beside those before. Raises AlreadyExists."""
    values = asdict(decision) | {"check_reasons": list(decision.check_reasons)}
    connection.execute(insert(_decisions).values(values))
    audit.write(connection, line)


def decisions(connection: Connection, run_id: str | None = None) -> list[ReleaseDecision]:
    """Return all decisions, or those about one run, in the order they were kept."""
    asked = select(_decisions).order_by(_decisions.c.sequence)
    if run_id is not None:
        asked = asked.where(_decisions.c.run_id == run_id)
    found = (_without_sequence(row) for row in connection.execute(asked).mappings())
    return [ReleaseDecision(**{**row, "check_reasons": tuple(row["check_reasons"])}) for row in found]


def _correction(row: RowMapping) -> Correction:
    values = _without_sequence(row)
    return Correction(**{**values, "before": tuple(values["before"]), "after": tuple(values["after"])})


def _without_sequence(row: RowMapping) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "sequence"}


def _found(connection: Connection, *chosen: ColumnElement[bool]) -> list[SecondRead]:
    rows = connection.execute(select(_reads).where(*chosen).order_by(_reads.c.sequence)).mappings()
    return [_second_read(row) for row in rows]


def _second_read(row: RowMapping) -> SecondRead:
    first, second = (_reading(row, which) for which in ("first", "second"))
    if first is None:
        raise NotFound(f"The second reading {row['id']!r} has no first one.")
    return SecondRead(row["id"], row["run_id"], row["suite"], row["case_id"], first, second)


def _reading(row: RowMapping, which: str) -> Reading | None:
    values = {name: row[f"{which}_{name}"] for name in ("by", "verdict", "note", "at")}
    return None if values["by"] is None else Reading(**values)


def _read_row(read: SecondRead) -> dict[str, Any]:
    named = {"id": read.id, "run_id": read.run_id, "suite": read.suite, "case_id": read.case_id}
    return named | _reading_row("first", read.first) | (_reading_row("second", read.second) if read.second else {})


def _reading_row(which: str, reading: Reading) -> dict[str, Any]:
    return {f"{which}_{name}": value for name, value in asdict(reading).items()}
