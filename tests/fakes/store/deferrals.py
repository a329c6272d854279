"""Proposals to go on elsewhere, in memory."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from assistant.domain.deferrals import Deferral, DeferralStatus
from assistant.errors import NotFound
from tests.fakes.store.record import MemoryPart, transaction


class MemoryDeferrals(MemoryPart):
    @transaction
    def propose_deferral(self, deferral: Deferral) -> bool:
        self.refuse_stranger(deferral.mentee_id)
        own = self.deferrals_of(deferral.mentee_id)
        if (deferral.reason, deferral.about) in {(one.reason, one.about) for one in own}:
            return False
        self.record.deferrals[deferral.id] = deferral
        return True

    def deferrals_of(self, mentee_id: str) -> list[Deferral]:
        return _newest_first(one for one in self.record.deferrals.values() if one.mentee_id == mentee_id)

    @transaction
    def settle_deferral(self, deferral_id: str, status: DeferralStatus, *, note: str, at: datetime) -> Deferral:
        if deferral_id not in self.record.deferrals:
            raise NotFound(f"There is no proposal {deferral_id!r}.")
        settled = replace(self.record.deferrals[deferral_id], status=status, note=note, settled_at=at)
        self.record.deferrals[deferral_id] = settled
        return settled

    def deferrals(self) -> list[Deferral]:
        return _newest_first(self.record.deferrals.values())


def _newest_first(deferrals: Iterable[Deferral]) -> list[Deferral]:
    return sorted(deferrals, key=lambda one: (one.proposed_at, one.id), reverse=True)
