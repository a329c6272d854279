"""Cut a mentor profile into the facets that are quoted and the passages that are searched."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.domain.mentors import FacetField, MentorProfile

_SENTENCE = re.compile(r"\S.*?(?:[.!?…](?=\s|$)|$)", re.DOTALL)

PASSAGE_WORDS_MAX = 110
"""Words of the bio in one passage: with headline and lists it stays within the encoder's 256 word pieces."""


@dataclass(frozen=True, slots=True)
class Facet:
    """One facet of a profile.

    Attributes:
        part: Unique in the profile: the field, with a number for each sentence of the bio.
        text: The words; for list fields the items joined by "; ".
        start, end: Offsets in the field's text, in characters.
    """

    part: str
    field: FacetField
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """What one vector of a profile is made from; `part` is unique in the profile."""

    part: str
    text: str


def facets(profile: MentorProfile) -> tuple[Facet, ...]:
    """Return headline, sentences of the bio, skills, topics and industries; empty ones are left out."""
    whole: list[tuple[FacetField, str]] = [("headline", profile.headline)]
    whole += [(field, "; ".join(items)) for field, items in list_fields(profile)]
    found = [Facet(field, field, text, 0, len(text)) for field, text in whole if text.strip()]
    bio = [
        Facet(f"bio:{n}", "bio", m.group(), m.start(), m.end()) for n, m in enumerate(_SENTENCE.finditer(profile.bio))
    ]
    return (*found, *bio)


def list_fields(profile: MentorProfile) -> tuple[tuple[FacetField, tuple[str, ...]], ...]:
    """Return the fields that hold several items, with their items."""
    return (("skills", profile.skills), ("topics", profile.topics), ("industries", profile.industries))


def passages(profile: MentorProfile) -> tuple[Passage, ...]:
    """Return the whole profile as one passage, or as several, each with its headline, when the bio is long.

    A profile read in one piece tells what its sentences alone do not: on the development groups one vector of
    the whole profile beats the closest of its facets (nDCG@5 0.46 against 0.32; see the reranker's model card).
    """
    lists = " ".join(", ".join(items) + "." for _, items in list_fields(profile) if items)
    head = profile.headline.rstrip(". ")
    texts = [f"{head}. {window} {lists}".strip() for window in _windows(profile.bio)]
    return tuple(Passage("profile" if n == 0 else f"profile:{n}", text) for n, text in enumerate(texts))


def _windows(bio: str) -> list[str]:
    windows: list[list[str]] = [[]]
    count = 0
    for sentence in (match.group() for match in _SENTENCE.finditer(bio)):
        words = sentence.split()
        for start in range(0, len(words), PASSAGE_WORDS_MAX):
            piece = words[start : start + PASSAGE_WORDS_MAX]
            if count and count + len(piece) > PASSAGE_WORDS_MAX:
                windows.append([])
                count = 0
            windows[-1] += piece
            count += len(piece)
    return [" ".join(words) for words in windows]
