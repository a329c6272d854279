"""What every change by an owner has in common: who may make it, and the line it leaves in the audit log."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from assistant.domain.audit import AuditLine
from assistant.domain.clock import new_id
from assistant.domain.people import Person

_NOTHING: Mapping[str, str] = {}


def audit_line(
    owner: Person, action: str, subject_id: str, *, at: datetime, detail: Mapping[str, str] = _NOTHING
) -> AuditLine:
    """Return the line of a change; the subject's kind is the noun of the action ("edit_mentor")."""
    return AuditLine(new_id(), at, owner.id, action, action.partition("_")[2], subject_id, detail)
