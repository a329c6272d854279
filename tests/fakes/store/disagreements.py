"""Disagreements, in memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from assistant.domain.disagreements import Decision, Disagreement
from assistant.errors import NotFound
from tests.fakes.store.record import MemoryPart, transaction


class MemoryDisagreements(MemoryPart):
    def disagreements_of(self, mentee_id: str) -> list[Disagreement]:
        own = [one for one in self.record.disagreements.values() if one.mentee_id == mentee_id]
        return sorted(own, key=lambda one: (one.found_at, one.id), reverse=True)

    def disagreement(self, disagreement_id: str) -> Disagreement | None:
        return self.record.disagreements.get(disagreement_id)

    @transaction
    def decide_disagreement(
        self, disagreement_id: str, decision: Decision | None, *, reason: str, at: datetime
    ) -> Disagreement:
        if disagreement_id not in self.record.disagreements:
            raise NotFound(f"There is no disagreement {disagreement_id!r}.")
        opened = replace(self.record.disagreements[disagreement_id], decision=None, reason="", decided_at=None)
        decided = replace(opened, decision=decision, reason=reason, decided_at=at) if decision else opened
        self.record.disagreements[disagreement_id] = decided
        return decided

    def count_disagreements(self) -> list[tuple[str, str, int]]:
        counts = Counter((one.judgement.label, one.decision or "open") for one in self.record.disagreements.values())
        return sorted((label, decision, many) for (label, decision), many in counts.items())

    # for other parts

    def insert_new_disagreements(self, disagreements: Sequence[Disagreement]) -> None:
        for one in disagreements:
            pair = {one.item_a, one.item_b}
            if not pair <= set(self.record.guidance):
                raise NotFound(f"The disagreement {one.id!r} names an unknown item.")
            if all(pair != {known.item_a, known.item_b} for known in self.record.disagreements.values()):
                self.record.disagreements[one.id] = one
