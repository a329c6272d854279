"""Who changed what: lines that are added and never changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One change by somebody who runs the program.

    Attributes:
        actor_id: The person; their name is looked up when the log is read, so that erasing a person erases it here too.
        action: What was done, as a verb and a noun ("edit_mentor").
        subject_kind: What it was done to ("mentor", "card", "person", "case", "release", "request", "round", "import").
        subject_id: Which one.
        detail: What changed, by name of the field; never words of a chat, question, note or brief.
    """

    id: str
    at: datetime
    actor_id: str
    action: str
    subject_kind: str
    subject_id: str
    detail: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which lines are asked for; None asks for all.

    Attributes:
        leave_out: Actions that are not wanted.
    """

    subject_kind: str | None = None
    subject_id: str | None = None
    actor_id: str | None = None
    leave_out: tuple[str, ...] = ()


ALL_LINES = AuditFilter()
