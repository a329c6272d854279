"""Find candidates: nearest vectors and shared words, constraints applied by us and never by the index.

At 100,000 vectors an index that filters while it searches takes many times as long as one that does not
(`python -m evals.bench.matching`); so more is fetched than needed, the constraints are applied to the hits, and the net is widened when too few are left.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from assistant.matching.engine import MatchingEngine
from assistant.matching.shelf import Shelf
from assistant.ports.index import VectorIndex
from assistant.ranking.constraints import Mask
from assistant.ranking.fusion import fuse

_MARGIN = 1.3
"""Fetched beyond the expected need, so that a second query is seldom needed."""
_WIDENING = 4
_FETCHED_MIN = 500
"""A graph index looks as far around as it is asked to fetch; below this the recall of the first ten falls under 0.98."""


def find_candidates(question: str, engine: MatchingEngine, shelf: Shelf, *, allowed: Mask, wanted: int) -> list[int]:
    """Return up to `wanted` rows that are allowed, in order of promise; all allowed ones when they are that few.

    Args:
        question: The mentee's question.
        engine: Index and encoder.
        shelf: The profiles the rows count.
        allowed: Which rows satisfy the constraints, shape (mentors,).
        wanted: How many rows to return at most.
    """
    if int(allowed.sum()) <= wanted:
        return [int(row) for row in np.flatnonzero(allowed)]
    vector = engine.encoder.encode([question])[0]
    dense = nearest_allowed(engine.index, vector, shelf.row, allowed=allowed, wanted=wanted)
    return fuse([dense, _sharing_words(question, shelf, allowed=allowed, wanted=wanted)])[:wanted]


def nearest_allowed(
    index: VectorIndex, vector: NDArray[np.float32], row_of: Mapping[str, int], *, allowed: Mask, wanted: int
) -> list[int]:
    """Return up to `wanted` allowed rows, nearest first, widening the query until there are enough or none are left.

    Args:
        index: Its collection "mentors" is asked.
        vector: The question's unit vector, shape (dimensions,).
        row_of: Row of each mentor id; hits of other mentors are passed over.
        allowed: Which rows satisfy the constraints, shape (mentors,).
        wanted: How many rows to return at most.
    """
    share = float(allowed.mean()) if len(allowed) else 0.0
    if share == 0.0:
        return []
    limit = max(_FETCHED_MIN, math.ceil(_MARGIN * wanted / share))
    while True:
        hits = index.query("mentors", vector, limit)
        rows = dict.fromkeys(row_of[hit.document_id] for hit in hits if hit.document_id in row_of)
        found = [row for row in rows if allowed[row]]
        if len(found) >= wanted or len(hits) < limit:
            return found[:wanted]
        limit *= _WIDENING


def _sharing_words(question: str, shelf: Shelf, *, allowed: Mask, wanted: int) -> list[int]:
    scores = np.where(allowed, shelf.lexical.scores(question), 0.0)
    count = min(wanted, int((scores > 0).sum()))
    if count == 0:
        return []
    top = np.argpartition(-scores, count - 1)[:count]
    return [int(row) for row in top[np.lexsort((top, -scores[top]))]]
