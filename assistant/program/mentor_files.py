"""Mentor profiles as CSV and JSON Lines: read, and written so that they can be read again."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from assistant.domain.mentors import MentorProfile
from assistant.errors import InvalidFile
from assistant.program.files import read_text, text_of
from assistant.schemas.imports import LIST_COLUMNS, MentorRow, reasons

MentorFormat = Literal["csv", "jsonl"]
LIST_SEPARATOR = ";"
_COLUMNS = tuple(MentorRow.model_fields)
_REQUIRED = tuple(name for name, field in MentorRow.model_fields.items() if field.is_required())


@dataclass(frozen=True, slots=True)
class MentorFile:
    """What a file holds.

    Attributes:
        profiles: The good rows, in the order of the file.
        problems: One line a bad row, with its line number and everything wrong with it.
        unknown_columns: Names that were left out, in the order of first appearance.
    """

    profiles: tuple[MentorProfile, ...]
    problems: tuple[str, ...]
    unknown_columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """One row before validation; `problem` says why there are no values."""

    line: int
    values: Mapping[str, object]
    problem: str = ""


def read_mentors(path: Path) -> MentorFile:
    """Read a `.csv` or `.jsonl` file of profiles.

    Raises:
        InvalidFile: No rows can be told apart: unreadable, another format, a header without the required columns.
    """
    file_format = mentor_format(path)
    return _read(read_text(path), str(path), file_format)


def mentors_in(content: bytes, name: str) -> MentorFile:
    """Read profiles that are in memory, in the format the file's name stands for. Raises InvalidFile, see `read_mentors`."""
    file_format = mentor_format(Path(name))
    return _read(text_of(content, name), name, file_format)


def mentor_format(path: Path) -> MentorFormat:
    """Return the format a file name stands for. Raises InvalidFile for other endings."""
    endings: dict[str, MentorFormat] = {".csv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl"}
    found = endings.get(path.suffix.lower())
    if found is None:
        raise InvalidFile(f"{path}: found the ending {path.suffix!r}, expected one of {', '.join(endings)}")
    return found


def write_mentors(profiles: Sequence[MentorProfile], file_format: MentorFormat) -> str:
    """Return the profiles as text that `read_mentors` reads back alike."""
    if file_format == "jsonl":
        return "".join(json.dumps(asdict(profile), ensure_ascii=False) + "\n" for profile in profiles)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    writer.writerows([_cell(getattr(profile, name)) for name in _COLUMNS] for profile in profiles)
    return out.getvalue()


def _read(text: str, name: str, file_format: MentorFormat) -> MentorFile:
    return _validated(_csv_rows(text, name) if file_format == "csv" else _jsonl_rows(text))


def _cell(value: object) -> object:
    if isinstance(value, tuple):
        return LIST_SEPARATOR.join(value)
    return str(value).lower() if isinstance(value, bool) else value


def _validated(rows: Iterator[_Row]) -> MentorFile:
    profiles: list[MentorProfile] = []
    problems: list[str] = []
    unknown: dict[str, None] = {}
    first_lines: dict[str, int] = {}
    for row in rows:
        unknown.update(dict.fromkeys(name for name in row.values if name not in _COLUMNS))
        try:
            profile = MentorRow.model_validate(row.values).profile() if not row.problem else None
        except ValidationError as error:
            problems.append(f"line {row.line}: {reasons(error)}")
            continue
        if profile is None:
            problems.append(f"line {row.line}: {row.problem}")
        elif profile.id in first_lines:
            problems.append(f"line {row.line}: the id {profile.id!r} stands in line {first_lines[profile.id]} already")
        else:
            first_lines[profile.id] = row.line
            profiles.append(profile)
    return MentorFile(tuple(profiles), tuple(problems), tuple(unknown))


def _jsonl_rows(text: str) -> Iterator[_Row]:
    for line, content in enumerate(text.split("\n"), start=1):
        if not content.strip():
            continue
        try:
            values = json.loads(content)
        except json.JSONDecodeError as error:
            yield _Row(line, {}, f"this is no JSON: {error.msg} at column {error.colno}")
            continue
        except (ValueError, RecursionError):
            yield _Row(line, {}, "this JSON has a number or a nesting too large to read")
            continue
        if isinstance(values, dict):
            yield _Row(line, values)
        else:
            yield _Row(line, {}, f"found a JSON {type(values).__name__}, expected one object a line")


def _csv_rows(text: str, name: str) -> Iterator[_Row]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = [name.strip() for name in next(reader)]
        _check_header(header, name)
        line = reader.line_num + 1
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield _csv_row(line, header, cells)
            line = reader.line_num + 1
    except csv.Error as error:
        raise InvalidFile(f"{name}: line {reader.line_num} is no CSV: {error}") from error


def _csv_row(line: int, header: Sequence[str], cells: Sequence[str]) -> _Row:
    if len(cells) != len(header):
        return _Row(
            line,
            {},
            f"found {len(cells)} cells, expected {len(header)} as in the header; texts with a comma need quotes",
        )
    filled = {name: cell for name, cell in zip(header, cells, strict=True) if cell.strip()}
    return _Row(line, {name: _split(cell) if name in LIST_COLUMNS else cell.strip() for name, cell in filled.items()})


def _split(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(LIST_SEPARATOR) if part.strip()]


def _check_header(header: Sequence[str], file: str) -> None:
    missing = [name for name in _REQUIRED if name not in header]
    repeated = sorted({name for name in header if name in _COLUMNS and header.count(name) > 1})
    if missing:
        raise InvalidFile(
            f"{file}: the first line must name the columns, separated by commas; missing: {', '.join(missing)}; found: {', '.join(header)[:200]}"
        )
    if repeated:
        raise InvalidFile(f"{file}: the first line names {', '.join(repeated)} more than once")
