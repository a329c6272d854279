"""Cut a mentor profile into the facets that are searched and quoted."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.domain.mentors import FacetField, MentorProfile

_SENTENCE = re.compile(r"\S.*?(?:[.!?…](?=\s|$)|$)", re.DOTALL)


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


def facets(profile: MentorProfile) -> tuple[Facet, ...]:
    """Return headline, sentences of the bio, skills, topics and industries; empty ones are left out."""
    lists: tuple[tuple[FacetField, tuple[str, ...]], ...] = (
        ("skills", profile.skills),
        ("topics", profile.topics),
        ("industries", profile.industries),
    )
    whole: list[tuple[FacetField, str]] = [("headline", profile.headline)]
    whole += [(field, "; ".join(items)) for field, items in lists]
    found = [Facet(field, field, text, 0, len(text)) for field, text in whole if text.strip()]
    bio = [
        Facet(f"bio:{n}", "bio", m.group(), m.start(), m.end()) for n, m in enumerate(_SENTENCE.finditer(profile.bio))
    ]
    return (*found, *bio)
