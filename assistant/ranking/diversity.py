"""Keep a short list from saying the same thing five times."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

FIT_SHARE = 0.95
"""The lambda of maximal marginal relevance, 1.0 for fit alone. The mentors that fit best also resemble one
another, so only near doubles are moved back; on the development groups this costs no nDCG@5."""


def diversify(affinities: NDArray[np.float32], vectors: NDArray[np.float32], *, limit: int) -> list[int]:
    """Return up to `limit` rows by maximal marginal relevance (Carbonell & Goldstein, SIGIR 1998), best first.

    Args:
        affinities: Shape (n,), 0 to 1, higher is closer.
        vectors: Unit vectors of the profiles, shape (n, dimensions).
        limit: How many rows to return at most.
    """
    left = sorted(range(len(affinities)), key=lambda row: -float(affinities[row]))
    chosen: list[int] = []
    closest = np.zeros(len(affinities), dtype=np.float32)
    while left and len(chosen) < limit:
        best = max(left, key=lambda row: FIT_SHARE * float(affinities[row]) - (1 - FIT_SHARE) * float(closest[row]))
        chosen.append(best)
        left.remove(best)
        closest = np.maximum(closest, vectors @ vectors[best])
    return chosen
