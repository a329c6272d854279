"""Join rankings that cannot be compared by score."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TypeVar

KeyT = TypeVar("KeyT", bound=Hashable)

RANK_OFFSET = 60
"""The constant k of reciprocal rank fusion; Cormack, Clarke & Büttcher (SIGIR 2009) found 60 to be robust."""


def fuse(rankings: Sequence[Sequence[KeyT]]) -> list[KeyT]:
    """Return all keys by reciprocal rank fusion, best first; ties in order of first appearance.

    A key's score is the sum over rankings of 1 / (60 + rank), rank counted from 1; absent keys add nothing.
    """
    scores: dict[KeyT, float] = {}
    for ranking in rankings:
        for rank, key in enumerate(ranking, start=1):
            scores[key] = scores.get(key, 0.0) + 1.0 / (RANK_OFFSET + rank)
    return sorted(scores, key=lambda key: -scores[key])
