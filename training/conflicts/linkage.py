"""Choose when pieces count as one decision, on histories of the development split; print the test split once asked to."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from itertools import product

import numpy as np

from assistant.bootstrap import build
from assistant.conflicts.grouping import Floats, Linkage, decision_text, group, nearness
from assistant.ports.encoder import Encoder
from assistant.settings import Settings
from training.conflicts.data import HistoryItem, Split, histories, load

CROWDING_USUAL = 0.5


def main() -> None:
    """Print the best linkage by pair F1 of the groups."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--split", choices=["dev", "test"], default="dev")
    split: Split = options.parse_args().split
    found = histories(load(split=split), seed=0, each=4)
    vectors = vectors_of(found, build(Settings()).decision_encoder)
    for neighbors, least in product((2, 3, 4), np.arange(-0.12, 0.1, 0.02)):
        linkage = Linkage(float(least), neighbors, CROWDING_USUAL)
        print(f"{neighbors} neighbors, from {least:+.2f}: F1 {score(found, vectors, linkage):.3f}")


def vectors_of(found: Sequence[Sequence[HistoryItem]], encoder: Encoder) -> list[Floats]:
    """Return the vectors of each history, shape (12, dimensions)."""
    return [encoder.encode([decision_text(item.question, item.text) for item in items]) for items in found]


def score(found: Sequence[Sequence[HistoryItem]], vectors: Sequence[Floats], linkage: Linkage) -> float:
    """Return the F1 of pairs put into one group, over all histories."""
    hits, wrong, missed = np.sum(
        [
            pair_counts([item.decision for item in items], grouped(own, linkage))
            for items, own in zip(found, vectors, strict=True)
        ],
        axis=0,
    )
    return float(2 * hits / (2 * hits + wrong + missed))


def grouped(vectors: Floats, linkage: Linkage) -> list[int]:
    """Return the group of each item."""
    return _labels(group(nearness(vectors, linkage), linkage), len(vectors))


def pair_counts(truth: Sequence[int], guessed: Sequence[int]) -> tuple[int, int, int]:
    """Return how many pairs are rightly together, wrongly together, wrongly apart."""
    upper = np.triu_indices(len(truth), 1)
    is_true, is_guessed = ((np.equal.outer(labels, labels))[upper] for labels in (truth, guessed))
    return int((is_true & is_guessed).sum()), int((~is_true & is_guessed).sum()), int((is_true & ~is_guessed).sum())


def _labels(groups: Sequence[Sequence[int]], size: int) -> list[int]:
    labels = [0] * size
    for label, members in enumerate(groups):
        for row in members:
            labels[row] = label
    return labels


if __name__ == "__main__":
    main()
