"""Fit the embedded judge: logistic weights over its few features, on pairs of the training split.

Thresholds of flags are chosen on partners in histories of the training and development splits (six weights cannot learn these by
heart): the best F1 among those with a precision of at least `PRECISION_MIN`. The test split is not read.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np
from safetensors.numpy import save_file
from sklearn.linear_model import LogisticRegression

from assistant.adapters.encoder.cached import CachedEncoder
from assistant.bootstrap import build
from assistant.conflicts.embedded_judge import EmbeddedJudge, JudgeWeights, features
from assistant.conflicts.grouping import Floats, decision_text
from assistant.domain.disagreements import CONFLICT_KINDS, Advice
from assistant.ports.encoder import Encoder
from assistant.settings import Settings
from training.conflicts.data import HistoryItem, Pair, histories, load, pairs

OUT: Final = Path("assistant/weights/conflicts/judge.safetensors")
PRECISION_MIN: Final = 0.4
OPPOSED_SHARE: Final = 0.25
"""Of two pieces about one decision, how often they are taken to pull apart when thresholds are chosen."""


def main() -> None:
    """Fit, choose thresholds, write."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--out", type=Path, default=OUT)
    out: Path = options.parse_args().out
    assistant = build(Settings())
    encoder, decisions = CachedEncoder(assistant.encoder), CachedEncoder(assistant.decision_encoder)
    weights = fit(list(pairs(load(split="train"), seed=0)), encoder, decisions)
    weights = with_thresholds(weights, encoder, decisions)
    out.parent.mkdir(parents=True, exist_ok=True)
    save_file({name: np.atleast_1d(getattr(weights, name)) for name in JudgeWeights.__slots__}, out)
    print(f"flag weights {weights.flag_weight.round(2)}, flagged from {weights.flag_min}")


def advice_of(pair: Pair) -> tuple[Advice, Advice]:
    """Return both pieces as a judge reads them."""
    return Advice(pair.a, pair.question_a), Advice(pair.b, pair.question_b)


def fit(found: Sequence[Pair], encoder: Encoder, decisions: Encoder) -> JudgeWeights:
    """Return weights; the thresholds are still to be chosen."""
    advice = [advice_of(pair) for pair in found]
    vectors = _vectors(encoder, [(a.text, b.text) for a, b in advice])
    near = _vectors(
        decisions, [(decision_text(a.question, a.text), decision_text(b.question, b.text)) for a, b in advice]
    )
    cosine = (near[:, 0] * near[:, 1]).sum(axis=1)
    is_same = np.array([pair.relation != "other_decision" for pair in found])
    related = LogisticRegression(class_weight="balanced").fit(cosine[:, None], is_same)
    x, is_opposed = features(advice, vectors), np.array([pair.is_opposed for pair in found])
    mean, scale = x[is_same].mean(axis=0), x[is_same].std(axis=0) + 1e-6
    flag = LogisticRegression().fit(((x - mean) / scale)[is_same], is_opposed[is_same])
    kind = _fit_kind([pair for pair in found if pair.is_opposed], vectors[is_opposed])
    half = np.array([0.5], dtype=np.float32)
    return JudgeWeights(
        flag_weight=_floats(flag.coef_[0]), flag_bias=_floats(flag.intercept_), flag_mean=_floats(mean),
        flag_scale=_floats(scale), related_weight=_floats([related.coef_[0][0], related.intercept_[0]]),
        kind_weight=_floats(kind.coef_), kind_bias=_floats(kind.intercept_),
        flag_min=half, related_min=half * 0.5,
    )  # fmt: skip


def with_thresholds(weights: JudgeWeights, encoder: Encoder, decisions: Encoder) -> JudgeWeights:
    """Return the weights with the thresholds that serve known histories best."""
    known = histories([*load(split="train"), *load(split="dev")], seed=1, each=4, opposed_share=OPPOSED_SHARE)
    judge = EmbeddedJudge(encoder, decisions, weights)
    scores, truth = _judged_partners(judge, known)
    total = truth.sum()
    rows = []
    for threshold in np.unique(scores.round(3))[:-5]:
        chosen = scores >= threshold
        precision, recall = truth[chosen].mean(), truth[chosen].sum() / total
        rows.append((float(threshold), precision, 2 * precision * recall / max(1e-9, precision + recall)))
    careful = [row for row in rows if row[1] >= PRECISION_MIN] or [max(rows, key=lambda row: row[1])]
    flag_min = max(careful, key=lambda row: row[2])[0]
    print(f"chosen: flags {max(careful, key=lambda row: row[2])}, base rate {truth.mean():.2f}")
    return replace(weights, flag_min=_floats([flag_min]))


def _judged_partners(judge: EmbeddedJudge, known: Sequence[Sequence[HistoryItem]]) -> tuple[Floats, Floats]:
    """Return the score and the truth of every two items of one decision."""
    found = [
        (one, other)
        for items in known
        for n, one in enumerate(items)
        for other in items[n + 1 :]
        if one.decision == other.decision
    ]
    judged = judge.judge_pairs([(Advice(a.text, a.question), Advice(b.text, b.question)) for a, b in found])
    return np.array([one.score for one in judged]), np.array([a.opposes(b) for a, b in found])


def _fit_kind(opposed: Sequence[Pair], vectors: Floats) -> LogisticRegression:
    x = np.concatenate([vectors.sum(axis=1), np.abs(vectors[:, 0] - vectors[:, 1])], axis=1)
    y = [CONFLICT_KINDS.index(pair.decision.axes[pair.axis].kind) for pair in opposed]
    return LogisticRegression(C=0.3, max_iter=500).fit(x, y)


def _vectors(encoder: Encoder, texts: Sequence[tuple[str, str]]) -> Floats:
    flat = encoder.encode([text for pair in texts for text in pair])
    return flat.reshape(len(texts), 2, -1)


def _floats(values: object) -> Floats:
    return np.ascontiguousarray(values, dtype=np.float32)


if __name__ == "__main__":
    main()
