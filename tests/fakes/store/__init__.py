"""A store in memory: small, correct, one lock, with everything it holds open to inspection."""

from __future__ import annotations

from tests.fakes.store.briefs import MemoryBriefs
from tests.fakes.store.checkins import MemoryCheckIns
from tests.fakes.store.deferrals import MemoryDeferrals
from tests.fakes.store.guidance import MemoryGuidance
from tests.fakes.store.health import MemoryHealth
from tests.fakes.store.mails import MemoryMails
from tests.fakes.store.outbox import MemoryOutbox
from tests.fakes.store.oversight import MemoryOversight
from tests.fakes.store.pool import MemoryPool
from tests.fakes.store.reviews import MemoryReviews
from tests.fakes.store.sessions import MemorySessions
from tests.fakes.store.usage import MemoryUsage


class MemoryStore(
    MemoryOversight,
    MemoryPool,
    MemorySessions,
    MemoryBriefs,
    MemoryGuidance,
    MemoryCheckIns,
    MemoryMails,
    MemoryDeferrals,
    MemoryHealth,
    MemoryReviews,
    MemoryOutbox,
    MemoryUsage,
):
    """Implements `ports.store.Store`, one class for each of its parts; `record` shows what it holds."""

    def close(self) -> None:
        pass


__all__ = ["MemoryStore"]
