"""Give suggestions their reasons, and say what sets each apart from the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from assistant.domain.suggestions import Suggestion
from assistant.matching.shelf import KeptVectors
from assistant.ranking.reasons import choose_reasons, difference, question_parts, quotables


def explain(question: str, suggestions: Sequence[Suggestion], vectors: KeptVectors) -> list[Suggestion]:
    """Return the suggestions with reasons and differences, in the same order.

    Args:
        question: The mentee's question.
        suggestions: All that will be shown together.
        vectors: Measures how close a quote is to the question.
    """
    parts = question_parts(question)
    part_vectors = vectors.of(parts)
    quotes = [quotables(one.mentor) for one in suggestions]
    quote_vectors = [vectors.of([quote.text for quote in own]) for own in quotes]
    explained = []
    for n, one in enumerate(suggestions):
        reasons = choose_reasons(parts, part_vectors, quotes[n], quote_vectors[n])
        others = [own for m, own in enumerate(quote_vectors) if m != n]
        different = difference(
            quotes[n],
            quote_vectors[n],
            np.concatenate(others) if others else np.zeros((0, part_vectors.shape[1]), dtype=np.float32),
            question_vector=part_vectors[0],
            used=[reason.quote for reason in reasons],
        )
        explained.append(replace(one, reasons=reasons, different=different))
    return explained
