"""Say why a mentor was suggested, in their own words.

A reason is a plain sentence and a quote, word for word from the profile, that lies closest to a part of the question.
Nothing is claimed that the profile does not say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from assistant.domain.mentors import FacetField, MentorProfile
from assistant.domain.suggestions import Reason
from assistant.ranking.facets import facets, list_fields
from assistant.text.segments import count_words, segments

Floats = NDArray[np.float32]

REASONS_MAX = 3
_QUOTE_LETTERS_MAX = 200
_PARTS_MAX = 6
_PART_WORDS_MIN = 4
_PART_WORDS_SHOWN = 9
_FURTHER_SHARE = 0.7
"""A further reason must be this close, relative to the first."""
_FIELD_BONUS: Final[dict[FacetField, float]] = {
    "bio": 0.06,
    "headline": 0.03,
    "topics": 0.0,
    "skills": 0.0,
    "industries": -0.05,
}
"""A sentence says more than a keyword of the same closeness."""
_SENTENCES: Final[dict[FacetField, str]] = {
    "headline": "Their headline speaks to your “{part}”.",
    "bio": "They write about something close to your “{part}”.",
    "skills": "They list a skill close to your “{part}”.",
    "topics": "They name a topic close to your “{part}”.",
    "industries": "They know a field close to your “{part}”.",
}
_REFUSAL: Final = re.compile(r"\b(?:not|never|cannot|no|nobody|nothing)\b|n['’]t\b", re.IGNORECASE)
_WHOLE: Final[dict[FacetField, str]] = {
    "headline": "Their headline is close to your question as a whole.",
    "bio": "They write about something close to your question as a whole.",
    "skills": "They list a skill close to your question.",
    "topics": "They name a topic close to your question.",
    "industries": "They know a field close to your question.",
}


@dataclass(frozen=True, slots=True)
class Quotable:
    """Words of a profile that can be quoted: a substring of the field, or one item of a list field."""

    field: FacetField
    text: str


def quotables(profile: MentorProfile) -> tuple[Quotable, ...]:
    """Return what can be quoted: headline, sentences of the bio (clauses of long ones), single list items."""
    found: list[Quotable] = []
    for facet in facets(profile):
        if facet.field == "bio" and len(facet.text) > _QUOTE_LETTERS_MAX:
            found += [Quotable("bio", clause.quote) for clause in segments(facet.text)]
        elif facet.field in ("bio", "headline"):
            found.append(Quotable(facet.field, facet.text))
    for field, items in list_fields(profile):
        found += [Quotable(field, item) for item in items if item.strip()]
    return tuple(found)


def question_parts(question: str) -> tuple[str, ...]:
    """Return the question as a whole and its longer parts, to be encoded for `choose_reasons`."""
    parts = [span.quote for span in segments(question) if count_words(span.quote) >= _PART_WORDS_MIN]
    return (question, *parts[:_PARTS_MAX]) if len(parts) > 1 else (question,)


def choose_reasons(
    parts: Sequence[str], part_vectors: Floats, quotes: Sequence[Quotable], quote_vectors: Floats
) -> tuple[Reason, ...]:
    """Return one to three reasons, closest first, from different fields or about different parts; none without quotes.

    Args:
        parts: The question as a whole, then its parts.
        part_vectors: Unit vectors, shape (parts, dimensions).
        quotes: What can be quoted.
        quote_vectors: Unit vectors, shape (quotes, dimensions).
    """
    if not quotes:
        return ()
    closeness = part_vectors @ quote_vectors.T
    worth = closeness[0] + closeness.max(axis=0) + np.array([_FIELD_BONUS[quote.field] for quote in quotes]) * 2
    chosen: list[int] = []
    for row in map(int, np.argsort(-worth, kind="stable")):
        if len(chosen) == REASONS_MAX or (chosen and worth[row] < _FURTHER_SHARE * worth[chosen[0]]):
            break
        if not _repeats(row, chosen, quotes, quote_vectors):
            chosen.append(row)
    return tuple(_reason(parts, closeness[:, row], quotes[row]) for row in chosen)


def difference(
    own: Sequence[Quotable], own_vectors: Floats, others_vectors: Floats, question_vector: Floats, used: Sequence[str]
) -> str:
    """Return a sentence with the quote that sets this mentor apart from the others suggested; empty when nothing does.

    Looked for is a sentence near the question and far from everything the others say.

    Args:
        own: What can be quoted of this mentor.
        own_vectors: Unit vectors, shape (own, dimensions).
        others_vectors: Unit vectors of all the others' quotables, shape (n, dimensions).
        question_vector: Shape (dimensions,).
        used: Quotes already given as reasons.
    """
    if not len(others_vectors):
        return ""
    apart = 1 - (own_vectors @ others_vectors.T).max(axis=1)
    worth = apart + 1.5 * (own_vectors @ question_vector)
    rows = [n for n, quote in enumerate(own) if quote.text not in used and not _is_refusal(quote.text)]
    rows = [n for n in rows if own[n].field in ("bio", "headline")] or rows
    if not rows:
        return ""
    best = own[max(rows, key=lambda row: float(worth[row]))]
    return f"Only here: “{best.text}”"


def _is_refusal(text: str) -> bool:
    """Tell whether words say what somebody is not or does not do: true, but no recommendation."""
    return _REFUSAL.search(text) is not None


def _repeats(row: int, chosen: Sequence[int], quotes: Sequence[Quotable], vectors: Floats) -> bool:
    """Tell whether a quote adds nothing: much like a chosen one, or a third keyword or headline."""
    same = [other for other in chosen if quotes[other].field == quotes[row].field]
    if same and quotes[row].field != "bio":
        return True
    return any(float(vectors[row] @ vectors[other]) > 0.8 for other in chosen)


def _reason(parts: Sequence[str], closeness: Floats, quote: Quotable) -> Reason:
    best = int(closeness.argmax())
    if best == 0:
        return Reason(_WHOLE[quote.field], quote.text, quote.field)
    return Reason(_SENTENCES[quote.field].format(part=_shown(parts[best])), quote.text, quote.field)


def _shown(part: str) -> str:
    words = part.split()
    cut = " ".join(words[:_PART_WORDS_SHOWN]).rstrip(".,;:!?")
    return cut + " …" if len(words) > _PART_WORDS_SHOWN else cut
