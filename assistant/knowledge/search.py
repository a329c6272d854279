"""Find knowledge cards that may already answer a draft."""

from __future__ import annotations

from typing import Final

from assistant.domain.knowledge import Audience, CardHit, KnowledgeCard
from assistant.knowledge.sections import sections
from assistant.ports.encoder import Encoder
from assistant.ports.index import Hit, VectorIndex
from assistant.ports.store import KnowledgeStore

CARD_SCORE_MIN: Final = 0.40
"""Cosine below which a card is not shown: nearest cards to drafts on other subjects stay under it."""

_PARTS_A_CARD: Final = 5
"""Hits asked for per card wanted: a card has a title and two to four sections, which often come together."""


def find_cards(
    text: str,
    *,
    store: KnowledgeStore,
    index: VectorIndex,
    encoder: Encoder,
    limit: int = 3,
    audience: Audience = "mentee",
    score_min: float = CARD_SCORE_MIN,
) -> tuple[CardHit, ...]:
    """Return up to `limit` cards for this audience, closest first, each with its closest section.

    A blank text, and one that no card comes close to, gives none. Cards that have left the store are passed over.
    """
    if not text.strip():
        return ()
    hits = index.query("knowledge", encoder.encode([text])[0], (limit + 2) * _PARTS_A_CARD)
    best: dict[str, Hit] = {}
    for hit in hits:
        if hit.score >= score_min and hit.document_id not in best:
            best[hit.document_id] = hit
    cards = {card.id: card for card in store.cards(list(best)) if audience in card.audience}
    found = (_card_hit(cards[card_id], hit) for card_id, hit in best.items() if card_id in cards)
    return tuple(found)[:limit]


def _card_hit(card: KnowledgeCard, hit: Hit) -> CardHit:
    headings = {section.part: section.heading for section in sections(card)}
    return CardHit(card, headings.get(hit.part, card.title), min(1.0, max(0.0, hit.score)))
