"""Score rankings of pooled groups."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from training.reranker.data import Group

POOL_GROUPS = 15
"""Fifteen groups make a pool of 90 profiles, the size of a small program."""


def ndcg(scores: NDArray[np.float32], relevance: Sequence[int], *, k: int = 5) -> float:
    """Return nDCG@k with gains 2^rel - 1, 0 to 1 (Järvelin & Kekäläinen 2002); ties keep their order."""
    order = np.argsort(-scores, kind="stable")[:k]
    discounts = 1 / np.log2(np.arange(2, k + 2))
    gains = 2.0 ** np.array(relevance) - 1
    ideal = -np.sort(-gains)[:k]
    return float((gains[order] * discounts[: len(order)]).sum() / (ideal * discounts[: len(ideal)]).sum())


def pool_of(i: int, groups: int) -> range:
    """Return the places of the groups that make the pool of the i-th of so many groups."""
    first = min(i // POOL_GROUPS * POOL_GROUPS, max(0, groups - POOL_GROUPS))
    return range(first, min(groups, first + POOL_GROUPS))


def ndcg_of_each(groups: Sequence[Group], scores: NDArray[np.float32], *, within: bool = False) -> NDArray[np.float64]:
    """Return nDCG@5 of each question among a pool of 90 profiles, or among its own six with `within`.

    Args:
        groups: The questions; other questions' candidates count as 0.
        scores: Shape (groups, 6 x groups), higher is closer.
        within: Leave the other groups' candidates out.
    """
    found = []
    for i, group in enumerate(groups):
        own = range(i * 6, i * 6 + 6)
        pooled = pool_of(i, len(groups))
        pool = own if within else range(pooled.start * 6, pooled.stop * 6)
        relevance = [group.relevance[n - i * 6] if n in own else 0 for n in pool]
        found.append(ndcg(scores[i, list(pool)], relevance))
    return np.array(found)


def pooled_ndcg(groups: Sequence[Group], scores: NDArray[np.float32]) -> dict[str, float]:
    """Return mean nDCG@5 over all, easy and hard questions in pools, and within groups."""
    each, hard = ndcg_of_each(groups, scores), np.array([group.is_hard for group in groups])
    return {
        "all": round(float(each.mean()), 3),
        "easy": round(float(each[~hard].mean()), 3),
        "hard": round(float(each[hard].mean()), 3),
        "within": round(float(ndcg_of_each(groups, scores, within=True).mean()), 3),
    }
