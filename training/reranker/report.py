"""Report rankings of a split by the product's own encoder, beside simple signals and shortcuts, with intervals.

    python -m training.reranker.report --split test --weights assistant/weights/reranker

Each question is ranked against 90 profiles (its own six and those of 14 others). Shortcuts are signals that must not
decide: they know nothing of the meaning, or nothing of the question.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.adapters.encoder.minilm import MiniLmEncoder
from assistant.ranking.affinity import load_scale
from assistant.ranking.lexical import LexicalIndex, terms
from training.reranker.data import Group, read_groups
from training.reranker.scores import ndcg_of_each

Floats = NDArray[np.float32]

RESAMPLES = 2_000


def signals(groups: Sequence[Group], weights: Path | None, cache: Path) -> dict[str, Floats]:
    """Return the score matrix, shape (questions, profiles), of every signal."""
    questions = [group.question for group in groups]
    texts = [text for group in groups for text in group.texts]
    lexical = LexicalIndex(texts)
    words = [set(terms(text)) for text in texts]
    plain = MiniLmEncoder(cache)
    asked, written = plain.encode(questions), plain.encode(texts)
    found = {
        "BM25": np.stack([lexical.scores(question) for question in questions]),
        "one MiniLM vector": asked @ written.T,
        "fewest shared words": -np.array(
            [[len(set(terms(q)) & own) for own in words] for q in questions], dtype=np.float32
        ),
        "longest profile": np.tile(np.array([len(text) for text in texts], dtype=np.float32), (len(questions), 1)),
    }
    if weights is not None:
        scale, adapted = (
            load_scale(weights / "scale.json"),
            MiniLmEncoder(cache, adapter=weights / "adapter.safetensors"),
        )
        asked, written = adapted.encode(questions), adapted.encode(texts)
        found["adapted, question-blind"] = np.tile(asked.mean(axis=0) @ written.T, (len(questions), 1))
        found["adapted, plain cosine"] = asked @ written.T
        found["adapted, all in common removed"] = (asked - asked.mean(axis=0)) @ written.T
        found["adapted, as shipped"] = np.stack([scale.closeness(vector, written) for vector in asked])
    return found


def interval(values: NDArray[np.float64], rng: np.random.Generator) -> str:
    """Return mean and the 95 % bootstrap interval over questions."""
    if not len(values):
        return "-"
    means = values[rng.integers(len(values), size=(RESAMPLES, len(values)))].mean(axis=1)
    low, high = np.percentile(means, [2.5, 97.5])
    return f"{values.mean():.3f} [{low:.2f}, {high:.2f}]"


def main() -> None:
    """Print one line a signal: nDCG@5 among 90 for all, easy and hard questions, and among the own six."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--split", choices=("train", "dev", "test"), default="dev")
    parser.add_argument("--weights", type=Path, default=None)
    parser.add_argument("--cache", type=Path, required=True, help="where converted encoders are kept")
    options = parser.parse_args()
    groups = [group for group in read_groups() if group.split == options.split]
    hard = np.array([group.is_hard for group in groups])
    print(f"{len(groups)} questions of {options.split!r}, {int(hard.sum())} of them hard")
    print(f"{'nDCG@5':32} {'all':22} {'easy':22} {'hard':22} own six")
    for name, scores in signals(groups, options.weights, options.cache).items():
        each, rng = ndcg_of_each(groups, scores), np.random.default_rng(0)
        within = ndcg_of_each(groups, scores, within=True)
        parts = [interval(values, rng) for values in (each, each[~hard], each[hard], within)]
        print(f"{name:32} " + " ".join(f"{part:22}" for part in parts), flush=True)


if __name__ == "__main__":
    main()
