"""The audit log in memory."""

from __future__ import annotations

from assistant.domain.audit import ALL_LINES, AuditFilter, AuditLine
from tests.fakes.store.record import MemoryPart


class MemoryAudit(MemoryPart):
    def audit_lines(
        self, *, limit: int, before: int | None = None, chosen: AuditFilter = ALL_LINES
    ) -> list[tuple[int, AuditLine]]:
        numbered = list(enumerate(self.record.audit, start=1))
        found = [one for one in reversed(numbered) if before is None or one[0] < before]
        return [one for one in found if _fits(one[1], chosen)][:limit]


def _fits(line: AuditLine, chosen: AuditFilter) -> bool:
    pairs = (
        (chosen.subject_kind, line.subject_kind),
        (chosen.subject_id, line.subject_id),
        (chosen.actor_id, line.actor_id),
    )
    return line.action not in chosen.leave_out and all(wanted is None or wanted == found for wanted, found in pairs)
