"""The audit log in memory."""

from __future__ import annotations

from assistant.domain.audit import AuditLine
from tests.fakes.store.record import MemoryPart


class MemoryAudit(MemoryPart):
    def audit_lines(self, *, limit: int, before: int | None = None) -> list[tuple[int, AuditLine]]:
        numbered = list(enumerate(self.record.audit, start=1))
        return [one for one in reversed(numbered) if before is None or one[0] < before][:limit]
