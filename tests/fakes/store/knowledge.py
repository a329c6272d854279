"""Knowledge cards, in memory."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.domain.imports import ImportCounts
from assistant.domain.knowledge import KnowledgeCard
from tests.fakes.store.record import MemoryPart, transaction


class MemoryKnowledge(MemoryPart):
    @transaction
    def import_cards(self, cards: Sequence[KnowledgeCard], *, replace: bool) -> ImportCounts:
        wanted, current = {card.id: card for card in cards}, dict(self.record.cards)
        added = [i for i in wanted if i not in current]
        updated = [i for i in wanted if i in current and current[i] != wanted[i]]
        gone = [i for i in current if replace and i not in wanted]
        self.record.cards = {i: card for i, card in (current | wanted).items() if i not in gone}
        self.record.out_cards = {i: at for i, at in self.record.out_cards.items() if i not in gone}
        self.record.note("knowledge", sorted(added + updated + gone))
        return ImportCounts(len(added), len(updated), len(gone))

    def cards(self, card_ids: Sequence[str] | None = None) -> list[KnowledgeCard]:
        chosen = set(self.record.cards) if card_ids is None else set(card_ids) & set(self.record.cards)
        return [self.record.cards[card_id] for card_id in sorted(chosen - set(self.record.out_cards))]
