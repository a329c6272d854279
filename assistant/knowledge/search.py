"""Find knowledge cards that may already answer a draft."""

from __future__ import annotations

from typing import Final

from assistant.domain.knowledge import Audience, CardHit, KnowledgeCard
from assistant.knowledge.sections import sections
from assistant.ports.encoder import Encoder
from assistant.ports.index import Hit, VectorIndex
from assistant.ports.store import KnowledgeStore

CARD_SCORE_MIN: Final = 0.40
"""Cosine below which no card is shown: drafts that are no career question stay under it (by eye, 28 drafts)."""

FURTHER_SCORE_MIN: Final = 0.47
"""Cosine a second or third card needs: on other subjects than the draft's, cards stay under it (the same drafts)."""

_TITLE_PART: Final = "title"
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
    further_min: float = FURTHER_SCORE_MIN,
) -> tuple[CardHit, ...]:
    """Return up to `limit` cards for this audience, closest first, each with its closest section.

    A blank text, and one that no card comes close to, gives none. Cards that have left the store are passed over.
    """
    if not text.strip():
        return ()
    hits = index.query("knowledge", encoder.encode([text])[0], (limit + 2) * _PARTS_A_CARD)
    own: dict[str, list[Hit]] = {}
    for hit in hits:
        own.setdefault(hit.document_id, []).append(hit)
    close = {card_id: found for card_id, found in own.items() if found[0].score >= score_min}
    cards = {card.id: card for card in store.cards(list(close)) if audience in card.audience}
    shown = [_card_hit(cards[card_id], found) for card_id, found in close.items() if card_id in cards]
    return tuple(hit for place, hit in enumerate(shown[:limit]) if place == 0 or hit.score >= further_min)


def _card_hit(card: KnowledgeCard, hits: list[Hit]) -> CardHit:
    """Return the card with the closest of its sections; its title says how close it is, but answers nothing."""
    headings = {section.part: section.heading for section in sections(card) if section.part != _TITLE_PART}
    found = (headings[hit.part] for hit in hits if hit.part in headings)
    first = next(iter(headings.values()), card.title)
    return CardHit(card, next(found, first), min(1.0, max(0.0, hits[0].score)))
