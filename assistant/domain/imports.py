"""An import that waits for a yes: what a file holds, and what taking it in would change."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from dataclasses import replace as replaced
from datetime import datetime, timedelta
from typing import Final, Literal, get_args

from assistant.domain.audit import AuditLine
from assistant.domain.changes import (
    CARD_FIELDS_RECORDED,
    MENTOR_FIELDS_RECORDED,
    FieldChange,
    Kept,
    field_changes,
    recorded,
)
from assistant.domain.clock import new_id
from assistant.domain.knowledge import KnowledgeCard
from assistant.domain.mentors import MentorProfile
from assistant.errors import Conflict, InvalidInput

ImportKind = Literal["mentors", "cards"]
IMPORT_KINDS: tuple[ImportKind, ...] = get_args(ImportKind)
ImportRow = MentorProfile | KnowledgeCard
IMPORTED_ROW_ACTIONS: Final = ("import_mentor", "import_card")
"""Audit actions of single rows; the line of their import sums them up."""
_RECORDED: Final[Mapping[ImportKind, tuple[str, frozenset[str]]]] = {
    "mentors": ("mentor", MENTOR_FIELDS_RECORDED),
    "cards": ("card", CARD_FIELDS_RECORDED),
}

IMPORT_WAITS: Final = timedelta(hours=1)
"""How long a preview may be answered: long enough to read it and ask somebody, short beside the life of the program."""


@dataclass(frozen=True, slots=True)
class ImportCounts:
    """What an import changed."""

    added: int
    updated: int
    removed: int


@dataclass(frozen=True, slots=True)
class PendingImport:
    """One uploaded file.

    Attributes:
        owner_id: Who uploaded it; nobody else may say yes.
        replace: Whether what is not in the file is removed.
        rows: The good rows, in the order of the file; empty once it was taken in.
        problems: One line a bad row, with its line and reason.
        unknown: Columns or keys that were left out.
        digest: SHA-256 of the uploaded bytes, in hex.
        counts: What it changed, None while it waits.
    """

    id: str
    owner_id: str
    kind: ImportKind
    file_name: str
    replace: bool
    rows: tuple[ImportRow, ...]
    problems: tuple[str, ...]
    unknown: tuple[str, ...]
    digest: str
    made_at: datetime
    expires_at: datetime
    counts: ImportCounts | None = None

    @property
    def can_be_confirmed(self) -> bool:
        """Tell whether there is something to take in; a bad row in a file that replaces would remove whom it was about."""
        return bool(self.rows) and not (self.replace and self.problems)


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row that is there already and would change."""

    id: str
    name: str
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What taking in a file changes.

    Attributes:
        added: Id and name of what is new.
        updated: What changes, field by field.
        unchanged: How many are in the file and in the program alike.
        removed: Id and name of what would go.
        staying_out: Ids in the file that an owner deactivated; they stay so.
        fingerprint: The same for two plans that write the same over the same, in hex.
    """

    added: tuple[tuple[str, str], ...]
    updated: tuple[RowChange, ...]
    unchanged: int
    removed: tuple[tuple[str, str], ...]
    staying_out: tuple[str, ...]
    fingerprint: str = field(compare=False)

    @property
    def counts(self) -> ImportCounts:
        """Return how many of each."""
        return ImportCounts(len(self.added), len(self.updated), len(self.removed))

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing would change."""
        return self.counts == ImportCounts(0, 0, 0)


def plan_import(
    current: Mapping[str, Kept[MentorProfile]] | Mapping[str, Kept[KnowledgeCard]],
    rows: Sequence[ImportRow],
    *,
    replace: bool,
) -> ImportPlan:
    """Compare a file's rows with what is there, by id; a later row of the same id counts."""
    wanted: dict[str, ImportRow] = {row.id: row for row in rows}
    known: dict[str, ImportRow] = {row_id: kept.value for row_id, kept in current.items()}
    fresh = [row for row_id, row in wanted.items() if row_id not in known]
    both = [(known[row_id], row) for row_id, row in wanted.items() if row_id in known]
    changed = [(old, new) for old, new in both if old != new]
    gone = [row for row_id, row in known.items() if replace and row_id not in wanted]
    return ImportPlan(
        added=tuple((row.id, name_of(row)) for row in fresh),
        updated=tuple(RowChange(new.id, name_of(old), field_changes(old, new)) for old, new in changed),
        unchanged=len(both) - len(changed),
        removed=tuple((row.id, name_of(row)) for row in gone),
        staying_out=tuple(row_id for row_id in wanted if row_id in current and not current[row_id].is_active),
        fingerprint=_fingerprint(fresh, [one for pair in changed for one in pair], gone),
    )


def refuse_untrue(pending: PendingImport, plan: ImportPlan, *, fingerprint: str, now: datetime) -> None:
    """Refuse an answer to a preview that expired, has nothing to take in, or does not show what would change now.

    Raises:
        Conflict: With the code "import_expired" or "preview_untrue".
        InvalidInput: There are no good rows, or bad ones in a file that replaces everything.
    """
    if now > pending.expires_at:
        raise Conflict(
            f"The upload {pending.id!r} expired at {pending.expires_at}; upload the file again.",
            for_people="This preview is too old to be answered. Nothing was imported; please upload the file again.",
            code="import_expired",
        )
    if not pending.can_be_confirmed:
        raise InvalidInput(f"The upload {pending.id!r} has rows that must be mended first; nothing was imported.")
    if fingerprint != plan.fingerprint:
        raise Conflict(
            f"The program changed since the upload {pending.id!r} was shown; look at its preview again.",
            for_people="The program changed in the meantime, so this file would change something else than you saw. "
            "Nothing was imported; please read the new preview.",
            code="preview_untrue",
        )


def import_lines(pending: PendingImport, plan: ImportPlan, line: AuditLine) -> list[AuditLine]:
    """Return what the audit log keeps of an import: `line` with the counts, and one line for each row that changed."""
    counts = {name: str(many) for name, many in asdict(plan.counts).items()}
    kind, fields_recorded = _RECORDED[pending.kind]
    changes = [
        *((row_id, {"import": "added"}) for row_id, _ in plan.added),
        *((row.id, recorded(row.fields, fields_recorded)) for row in plan.updated),
        *((row_id, {"import": "removed"}) for row_id, _ in plan.removed),
    ]
    return [
        replaced(line, detail={**line.detail, **counts}),
        *(AuditLine(new_id(), line.at, line.actor_id, f"import_{kind}", kind, one, detail) for one, detail in changes),
    ]


def name_of(row: ImportRow) -> str:
    """Return what people call a row: a mentor's name, a card's title."""
    return row.name if isinstance(row, MentorProfile) else row.title


def _fingerprint(*parts: Sequence[ImportRow]) -> str:
    written = json.dumps([[asdict(row) for row in part] for part in parts], default=str, sort_keys=True)
    return hashlib.sha256(written.encode()).hexdigest()
