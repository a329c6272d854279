"""A store in memory: small, correct, one lock, with everything it holds open to inspection."""

from __future__ import annotations

from tests.fakes.store.audit import MemoryAudit
from tests.fakes.store.briefs import MemoryBriefs
from tests.fakes.store.checkins import MemoryCheckIns
from tests.fakes.store.deferrals import MemoryDeferrals
from tests.fakes.store.guidance import MemoryGuidance
from tests.fakes.store.knowledge import MemoryKnowledge
from tests.fakes.store.mails import MemoryMails
from tests.fakes.store.outbox import MemoryOutbox
from tests.fakes.store.people import MemoryPeople
from tests.fakes.store.requests import MemoryRequests
from tests.fakes.store.sessions import MemorySessions
from tests.fakes.store.usage import MemoryUsage


class MemoryStore(
    MemoryPeople,
    MemoryKnowledge,
    MemoryRequests,
    MemorySessions,
    MemoryBriefs,
    MemoryGuidance,
    MemoryCheckIns,
    MemoryMails,
    MemoryDeferrals,
    MemoryAudit,
    MemoryOutbox,
    MemoryUsage,
):
    """Implements `ports.store.Store`, one class for each of its parts; `record` shows what it holds."""

    def close(self) -> None:
        pass


__all__ = ["MemoryStore"]
