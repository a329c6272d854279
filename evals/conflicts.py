"""Score the linking and judging of guidance beside trivial readers.

    python -m evals.conflicts            # test split, some two minutes

Prints, with 95 % bootstrap intervals over people or decisions: groups of histories (pair F1), crossed blocks and all pairs of
one decision (area under the ROC curve), and flags of whole histories (F1 and precision).
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final

import numpy as np
from numpy.typing import NDArray

from assistant.bootstrap import build
from assistant.conflicts.engine import LINKAGE, ConflictEngine
from assistant.conflicts.grouping import Linkage, decision_text
from assistant.domain.disagreements import Advice
from assistant.ports.encoder import Encoder
from assistant.settings import Settings
from evals.metrics import RESAMPLES, SEED, Score
from training.conflicts.data import Decision, HistoryItem, histories, load
from training.conflicts.linkage import grouped, pair_counts, score

Floats = NDArray[np.float64]
PairReader = Callable[[Sequence[tuple[Advice, Advice]]], Floats]
OPPOSED_SHARE: Final = 0.25
_DENIAL: Final = re.compile(r"\b(?:not|no|never|don['’]t|won['’]t|nobody|nothing|without)\b", re.IGNORECASE)
_NO_CROWDING: Final = 0.0


@dataclass(frozen=True, slots=True)
class Block:
    """Two sides in two wordings each: one opposed pair and its crossed counterpart, twice."""

    pairs: tuple[tuple[Advice, Advice], ...]
    is_opposed: tuple[bool, ...] = (True, True, False, False)


def main() -> None:
    """Print every table."""
    assistant = build(Settings())
    engine, plain = assistant.conflict_engine, assistant.encoder
    test = load(split="test")
    print("Groups of twelve items of six decisions, pair F1")
    for name, value in group_scores(engine, plain).items():
        print(f"  {name:<44}{value}")
    readers = pair_readers(engine, plain)
    blocks = blocks_of(test, seed=3)
    print(f"\nCrossed blocks of the test split ({len(blocks)}): area under the curve, block accuracy")
    for name, reader in readers.items():
        auc, accuracy = block_scores(blocks, reader)
        print(f"  {name:<44}{auc}   {accuracy}")
    print("\nOpposed beside all other pairs of one decision: area under the curve, all writers / forum voice")
    forum = [decision for decision in test if decision.writer == "w5"]
    for name, reader in readers.items():
        print(f"  {name:<44}{decision_auc(test, reader)}   {decision_auc(forum, reader)}")
    print("\nFlags in histories, a quarter of partners opposed: F1, precision")
    f1, precision = flag_scores(histories(test, seed=5, each=8, opposed_share=OPPOSED_SHARE), engine)
    print(f"  {'embedded judge':<44}{f1}   {precision}")


def group_scores(engine: ConflictEngine, plain: Encoder) -> dict[str, Score]:
    """Return F1 by reader, resampled over histories; thresholds of plain readers come from the development split."""
    readers: dict[str, tuple[Callable[[HistoryItem], str], Encoder]] = {
        "advice alone, plain cosine": (lambda item: item.text, plain),
        "question alone, plain cosine": (lambda item: item.question, plain),
        "question and advice, plain cosine": (lambda item: f"{item.question}\n{item.text}", plain),
    }
    dev, test = (histories(load(split=split), seed=0, each=4) for split in ("dev", "test"))
    found: dict[str, Score] = {}
    for name, (text, encoder) in readers.items():
        known, asked = ([encoder.encode([text(item) for item in items]) for items in split] for split in (dev, test))
        tries = [Linkage(float(least), 0, _NO_CROWDING) for least in np.arange(0.1, 0.9, 0.02)]
        best = max(tries, key=lambda one: score(dev, known, one))
        found[name] = _f1_score([_counts(items, v, best) for items, v in zip(test, asked, strict=True)])
    shipped = [engine.encoder.encode([decision_text(i.question, i.text) for i in items]) for items in test]
    found["as shipped"] = _f1_score([_counts(i, v, LINKAGE) for i, v in zip(test, shipped, strict=True)])
    return found


def pair_readers(engine: ConflictEngine, plain: Encoder) -> dict[str, PairReader]:
    """Return what scores pairs, higher for "pulls apart"; each reads both texts."""

    def embedded(pairs: Sequence[tuple[Advice, Advice]]) -> Floats:
        return np.array([engine.judge.judge(new, [old])[0].score for old, new in pairs])

    def similarity(pairs: Sequence[tuple[Advice, Advice]]) -> Floats:
        first, second = (plain.encode([pair[side].text for pair in pairs]) for side in (0, 1))
        found: Floats = (first * second).sum(axis=1).astype(np.float64)
        return found

    def negation(pairs: Sequence[tuple[Advice, Advice]]) -> Floats:
        return np.array([bool(_DENIAL.search(a.text)) != bool(_DENIAL.search(b.text)) for a, b in pairs], dtype=float)

    def length(pairs: Sequence[tuple[Advice, Advice]]) -> Floats:
        return np.array([-float(len(a.text) + len(b.text)) for a, b in pairs])

    def first_alone(pairs: Sequence[tuple[Advice, Advice]]) -> Floats:
        return np.array([float(len(_DENIAL.findall(a.text))) for a, _ in pairs])

    return {
        "embedded judge": embedded,
        "similarity of the texts": similarity,
        "negation in one of both": negation,
        "shortness": length,
        "denials of the first text alone": first_alone,
    }


def blocks_of(decisions: Sequence[Decision], *, seed: int) -> list[Block]:
    """Return two crossed blocks of every decision, one an axis."""
    rng, found = random.Random(seed), []
    for decision, axis in product(decisions, (0, 1)):
        sides = [[t.text for t in decision.texts if (t.axis, t.side) == (axis, side)] for side in (0, 1)]
        (a1, b2), (a2, b1) = (rng.sample(side, 2) for side in sides)
        question = decision.questions[0]
        a1_, a2_, b1_, b2_ = (Advice(text, question) for text in (a1, a2, b1, b2))
        found.append(Block(((a1_, b1_), (a2_, b2_), (a1_, b2_), (a2_, b1_))))
    return found


def block_scores(blocks: Sequence[Block], reader: PairReader) -> tuple[Score, Score]:
    """Return the area under the curve and the share of blocks whose opposed pairs score higher (ties half)."""
    scores = reader([pair for block in blocks for pair in block.pairs]).reshape(len(blocks), 4)
    gap = scores[:, :2].sum(axis=1) - scores[:, 2:].sum(axis=1)
    accuracy = _score(lambda rows: float(np.mean((gap[rows] > 0) + 0.5 * (gap[rows] == 0))), len(blocks))
    area = _score(lambda rows: auc(scores[rows, 2:].ravel(), scores[rows, :2].ravel()), len(blocks), resamples=300)
    return area, accuracy


def decision_auc(decisions: Sequence[Decision], reader: PairReader) -> Score:
    """Return the area under the curve over all pairs of each decision, resampled over decisions."""
    rows: list[tuple[int, tuple[Advice, Advice], bool]] = []
    for place, decision in enumerate(decisions):
        for n, one in enumerate(decision.texts):
            for other in decision.texts[n + 1 :]:
                is_opposed = one.axis == other.axis and one.side != other.side
                pair = Advice(one.text, decision.questions[0]), Advice(other.text, decision.questions[0])
                rows.append((place, pair, is_opposed))
    scores = reader([pair for _, pair, _ in rows]).reshape(len(decisions), -1)
    truth = np.array([is_opposed for *_, is_opposed in rows]).reshape(len(decisions), -1)
    return _score(lambda at: auc(scores[at][~truth[at]], scores[at][truth[at]]), len(decisions), resamples=200)


def flag_scores(found: Sequence[Sequence[HistoryItem]], engine: ConflictEngine) -> tuple[Score, Score]:
    """Return F1 and precision of flagged pairs over whole histories."""
    counts = np.array([_flag_counts(items, engine) for items in found])

    def f1(rows: NDArray[np.intp]) -> float:
        hits, wrong, missed = counts[rows].sum(axis=0)
        return float(2 * hits / max(1, 2 * hits + wrong + missed))

    def precision(rows: NDArray[np.intp]) -> float:
        hits, wrong, _ = counts[rows].sum(axis=0)
        return float(hits / max(1, hits + wrong))

    return _score(f1, len(found)), _score(precision, len(found))


def auc(negative: Floats, positive: Floats) -> float:
    """Return the probability that a positive scores higher than a negative, ties half (Mann and Whitney 1947)."""
    both = np.concatenate([negative, positive])
    _, rank, counts = np.unique(both, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[rank]
    total = ranks[len(negative) :].sum() - len(positive) * (len(positive) + 1) / 2
    return float(total / (len(negative) * len(positive)))


def _flag_counts(items: Sequence[HistoryItem], engine: ConflictEngine) -> tuple[int, int, int]:
    pieces = [Advice(item.text, item.question) for item in items]
    near = engine.nearness(engine.vectors(pieces))
    decisions = [""] * len(items)
    for label, members in enumerate(engine.groups(near)):
        for row in members:
            decisions[row] = str(label)
    flagged = set()
    for row in range(len(items)):
        rows = engine.worth_judging(near[row, :row], decisions[:row], decisions[row])
        for old, judgement in zip(rows, engine.judge.judge(pieces[row], [pieces[n] for n in rows]), strict=True):
            if engine.standing(judgement, is_same_decision=decisions[old] == decisions[row]) != "silent":
                flagged.add((old, row))
    truth = {(a, b) for b in range(len(items)) for a in range(b) if items[a].opposes(items[b])}
    return len(flagged & truth), len(flagged - truth), len(truth - flagged)


def _counts(items: Sequence[HistoryItem], vectors: NDArray[np.float32], linkage: Linkage) -> tuple[int, int, int]:
    return pair_counts([item.decision for item in items], grouped(vectors, linkage))


def _f1_score(counts: Sequence[tuple[int, int, int]]) -> Score:
    table = np.array(counts)

    def f1(rows: NDArray[np.intp]) -> float:
        hits, wrong, missed = table[rows].sum(axis=0)
        return float(2 * hits / max(1, 2 * hits + wrong + missed))

    return _score(f1, len(table))


def _score(measure: Callable[[NDArray[np.intp]], float], n: int, *, resamples: int = RESAMPLES) -> Score:
    """Return a measure of rows with its percentile interval."""
    rng = np.random.default_rng(SEED)
    drawn = [measure(rng.integers(0, n, size=n)) for _ in range(resamples)]
    low, high = np.quantile(drawn, (0.025, 0.975))
    return Score(measure(np.arange(n)), float(low), float(high), n)


if __name__ == "__main__":
    main()
