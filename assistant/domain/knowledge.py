"""Knowledge cards: short texts that may already answer a mentee."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Audience = Literal["mentee", "mentor"]


@dataclass(frozen=True, slots=True)
class KnowledgeCard:
    """One card as imported; `body` is Markdown with a `##` heading for each idea."""

    id: str
    title: str
    body: str
    topics: tuple[str, ...]
    audience: tuple[Audience, ...]
    sources: tuple[str, ...]
    reviewed_on: date


@dataclass(frozen=True, slots=True)
class CardHit:
    """A card that may answer, the section that matched best, and its score (0 to 1, higher is closer)."""

    card: KnowledgeCard
    section: str
    score: float
