"""Changes the index has still to follow, in memory."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.ports.index import Collection
from assistant.ports.store import IndexChange
from tests.fakes.store.record import MemoryPart, transaction


class MemoryOutbox(MemoryPart):
    def pending_changes(self, limit: int) -> list[IndexChange]:
        return self.record.changes[:limit]

    @transaction
    def confirm_changes(self, sequences: Sequence[int]) -> None:
        self.record.changes = [change for change in self.record.changes if change.sequence not in set(sequences)]

    def count_pending(self) -> int:
        return len(self.record.changes)

    @transaction
    def mark_all_changed(self, collection: Collection) -> int:
        current: dict[Collection, set[str]] = {
            "mentors": set(self.record.mentors) - self.record.removed - set(self.record.out_mentors),
            "knowledge": set(self.record.cards) - set(self.record.out_cards),
            "guidance": set(self.record.guidance),
        }
        self.record.note(collection, sorted(current[collection]))
        return len(current[collection])
