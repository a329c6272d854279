"""Batch rows: one JSON object a line, in and out."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from assistant.errors import AssistantError, InvalidFile, InvalidInput
from assistant.program.files import read_bytes

ROWS_MAX = 100_000
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class InputRow:
    """One line of input: its id, and either the other values or why there are none."""

    id: object
    values: Mapping[str, object]
    error: AssistantError | None = None


def read_rows(path: Path) -> list[InputRow]:
    """Return the rows of a JSON Lines file; blank lines are left out, a bad line becomes a row with its error.

    Raises:
        InvalidFile: The file cannot be read, is empty, binary, or over 10 MB or 100,000 rows.
    """
    lines = read_bytes(path).removeprefix(_BOM).split(b"\n")
    rows = [(number, line) for number, line in enumerate(lines, start=1) if line.strip()]
    if not rows:
        raise InvalidFile(f"{path}: the file is empty")
    if len(rows) > ROWS_MAX:
        raise InvalidFile(f"{path}: has {len(rows):,} rows, the limit is {ROWS_MAX:,}; split it into several files")
    return [_read_row(number, line) for number, line in rows]


def write_rows(path: Path, rows: Sequence[Mapping[str, object]]) -> None:
    """Write the rows; the file appears complete or not at all. Raises InvalidFile when it cannot be written."""
    write_atomically(path, b"".join(_line(row) for row in rows))


def write_atomically(path: Path, content: bytes) -> None:
    """Write beside the file and move into its place. Raises InvalidFile when that is not possible."""
    try:
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise InvalidFile(f"{path}: cannot be written: {error.strerror}") from error
    written = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        written.chmod(0o644)
        written.replace(path)
    except OSError as error:
        written.unlink(missing_ok=True)
        raise InvalidFile(f"{path}: cannot be written: {error.strerror}") from error


def error_row(row_id: object, error: AssistantError) -> dict[str, object]:
    """Return the output row of an input row that could not be processed."""
    return {"id": row_id, "error": {"code": error.code, "message": error.for_people}}


def _read_row(number: int, line: bytes) -> InputRow:
    try:
        values = json.loads(line.decode(), parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        return InputRow(None, {}, InvalidInput(f"Line {number} is no JSON in UTF-8: {error}", code="invalid_json"))
    if not isinstance(values, dict):
        return InputRow(None, {}, InvalidInput(f"Line {number} is no JSON object.", code="invalid_json"))
    if "id" not in values:
        return InputRow(None, {}, InvalidInput(f"Line {number} has no `id`.", code="missing_id"))
    return InputRow(values["id"], {name: value for name, value in values.items() if name != "id"})


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON number")


def _line(row: Mapping[str, object]) -> bytes:
    try:
        return (json.dumps(row, ensure_ascii=False) + "\n").encode()
    except UnicodeEncodeError:
        return (json.dumps(row) + "\n").encode()
