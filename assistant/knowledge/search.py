"""Find knowledge cards that may already answer a draft."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from assistant.domain.knowledge import Audience, CardHit, KnowledgeCard
from assistant.knowledge.sections import sections
from assistant.ports.encoder import Encoder
from assistant.ports.index import Hit, VectorIndex
from assistant.ports.store import KnowledgeStore

CARD_SCORE_MIN: Final = 0.35
"""Score below which no card is shown: 86 in 100 drafts that no card answers stay under it (evals/datasets/knowledge, dev)."""

FURTHER_SCORE_MIN: Final = 0.45
"""Score a second or third card needs: on other subjects than the draft's, most cards stay under it (the same drafts)."""

_TITLE_PART: Final = "title"
_PARTS_READ: Final = 300
"""Hits asked for: all parts of some sixty cards, of a larger collection the closest."""


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
    hits = index.query("knowledge", encoder.encode([text])[0], _PARTS_READ)
    own: dict[str, list[Hit]] = {}
    for hit in hits:
        own.setdefault(hit.document_id, []).append(hit)
    scores = {card_id: _closeness(found, further=hits[-1].score) for card_id, found in own.items()}
    close = sorted((card_id for card_id in own if scores[card_id] >= score_min), key=lambda one: -scores[one])
    cards = {card.id: card for card in store.cards(close) if audience in card.audience}
    shown = [_card_hit(cards[card_id], own[card_id], scores[card_id]) for card_id in close if card_id in cards]
    return tuple(hit for place, hit in enumerate(shown[:limit]) if place == 0 or hit.score >= further_min)


def _closeness(hits: Sequence[Hit], *, further: float) -> float:
    """Return the mean of how close a card's title and its closest part are; a title not among the hits counts as `further`.

    The title alone misses what a card goes into, and a section alone is close to much that the card is not about: together
    they put the right card first for 69 in 100 drafts, the closest part alone for 49 (evals/datasets/knowledge, dev).
    """
    title = next((hit.score for hit in hits if hit.part == _TITLE_PART), further)
    return (title + hits[0].score) / 2


def _card_hit(card: KnowledgeCard, hits: Sequence[Hit], score: float) -> CardHit:
    """Return the card with the closest of its sections."""
    headings = {section.part: section.heading for section in sections(card) if section.part != _TITLE_PART}
    found = (headings[hit.part] for hit in hits if hit.part in headings)
    first = next(iter(headings.values()), card.title)
    return CardHit(card, next(found, first), min(1.0, max(0.0, score)))
