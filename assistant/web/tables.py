"""Tables that sort by a click on a heading and export as CSV, all from one value."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

ColumnKind = Literal["text", "number", "date"]
Tone = Literal["", "good", "problem", "quiet"]

ROWS_SHOWN_MAX: Final = 200
_FORMULA_SIGNS: Final = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Column:
    """One column; numbers stand at the right, with their unit in the heading."""

    label: str
    kind: ColumnKind = "text"


def columns_of(labels: Sequence[str], kinds: Sequence[ColumnKind]) -> tuple[Column, ...]:
    """Return columns from as many labels and kinds."""
    return tuple(Column(label, kind) for label, kind in zip(labels, kinds, strict=True))


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell.

    Attributes:
        text: What stands there.
        sort: What rows are sorted by and the export holds, `text` when None (a number, an ISO date).
        url: Query string of the place it leads to, "" for none.
        title: What a pointer that rests on it reads, "" for nothing.
        button: What a button in place of the text sends (with "act"), None for no button.
        part: HTML made by a template of ours in place of the text (a sparkline), "" for none.
    """

    text: str
    sort: str | float | None = None
    url: str = ""
    title: str = ""
    tone: Tone = ""
    button: Mapping[str, str] | None = None
    part: str = ""

    @property
    def key(self) -> str | float:
        """Return what it is sorted and exported by."""
        return self.text if self.sort is None else self.sort


@dataclass(frozen=True, slots=True)
class Table:
    """One table.

    Attributes:
        id: Names it in the address of its export: lower-case letters and dashes.
        rows: In the order shown first; the first cell of a row is its heading.
        empty: What stands there without rows: what to do.
        is_exported: Whether there is a link to its CSV.
    """

    id: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    empty: str
    is_exported: bool = True

    @property
    def shown(self) -> tuple[tuple[Cell, ...], ...]:
        """Return the rows a page shows; the export has all."""
        return self.rows[:ROWS_SHOWN_MAX]


def as_csv(table: Table) -> str:
    """Return a table as CSV (RFC 4180); words a spreadsheet would take for a formula begin with an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([column.label for column in table.columns])
    writer.writerows([_plain(cell.key) for cell in row] for row in table.rows)
    return out.getvalue()


def _plain(value: str | float) -> str | float:
    """Disarm formulas (OWASP, "CSV Injection")."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA_SIGNS) else value
