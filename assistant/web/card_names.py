"""What disagreement cards and topics are called, so that two mentors of one name are still told apart."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.guidance.cards import DisagreementCard
from assistant.web import guidance_words
from assistant.web.mentor_words import first_name


@dataclass(frozen=True, slots=True)
class SideNames:
    """The words that name a card, its two ways to follow one side, and what was decided ("" while it is open)."""

    title: str
    follow_a: str
    follow_b: str
    decided: str


def side_names(card: DisagreementCard) -> SideNames:
    """Return what a card is called: by first names, by whole names when those are alike, by time for one mentor."""
    a, b = (side.mentor or guidance_words.A_MENTOR for side in (card.a, card.b))
    if a == b:
        return SideNames(
            title=guidance_words.CARD_TITLE_SAME.format(a=a),
            follow_a=guidance_words.FOLLOW_EARLIER,
            follow_b=guidance_words.FOLLOW_LATER,
            decided=_decided(card, guidance_words.DECIDED_EARLIER, guidance_words.DECIDED_LATER),
        )
    if first_name(a) != first_name(b):
        a, b = first_name(a), first_name(b)
    title = guidance_words.CARD_TITLE if card.disagreement.is_sure else guidance_words.CARD_TITLE_UNSURE
    return SideNames(
        title=title.format(a=a, b=b),
        follow_a=guidance_words.FOLLOW.format(name=a),
        follow_b=guidance_words.FOLLOW.format(name=b),
        decided=_decided(card, a, b),
    )


def spoke(mentors: int) -> str:
    """Return how many mentors spoke about something, in words."""
    return guidance_words.SPOKE.format(count=mentors) if mentors > 1 else guidance_words.SPOKE_TWICE


def _decided(card: DisagreementCard, a: str, b: str) -> str:
    decision = card.disagreement.decision
    return guidance_words.DECISIONS[decision].format(a=a, b=b) if decision is not None else ""
