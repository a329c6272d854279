"""Train the heads that read drafts of advice.

    python -m training.advice.train

The encoder stays as it is. One head reads each step alone (is it an action, does it hold what must not be lost); two
ridge regressions, over facts and over vectors, estimate levels and issues of the draft. Targets lie between the two
readers. Everything is fitted on train and dev; cuts are chosen there on estimates of drafts left out, fold by fold.
The test split is never read here.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.metrics import cohen_kappa_score, f1_score

from assistant.advice.facts import StepsRead, draft_facts, draft_vectors, step_inputs
from assistant.advice.heads import AdviceHeads, Block
from assistant.advice.read import read_steps
from assistant.bootstrap import build
from assistant.domain.advice import DIMENSIONS
from assistant.domain.questions import Span
from assistant.settings import Settings
from training.advice.data import LabeledAdvice, read_advice

Floats = NDArray[np.float32]

FOLDS = 5
STEP_STRENGTH = 0.003
"""Inverse regularization of the step head (cross-validated on train and dev, as the two below)."""
FACT_PENALTY = 200.0
VECTOR_PENALTY = 800.0
DEVIATIONS_MAX = 3.0
SEED = 20
ACT_CUTS = np.arange(0.3, 0.61, 0.05)


@dataclass(frozen=True, slots=True)
class Sample:
    """One draft as numbers, with its targets.

    Attributes:
        inputs: Shape (n, inputs), see `step_inputs`.
        step_targets: Shape (n, 2), what the readers say of each step, between 0 and 1: action, needed.
        targets: Shape (17,), levels and issues between both readers.
    """

    advice: LabeledAdvice
    read: StepsRead
    inputs: Floats
    step_targets: Floats
    targets: Floats


def sample_of(advice: LabeledAdvice, read: StepsRead) -> Sample:
    """Return one draft with targets between both readers."""
    both = [labels for labels in (advice.first, advice.second) if labels is not None]
    acts = np.mean([covered(read.spans, labels.actions) for labels in both], axis=0)
    needed = np.maximum(held(read.spans, advice.keep), acts)
    targets = np.mean([[*labels.levels, *labels.issues] for labels in both], axis=0)
    return Sample(
        advice,
        read,
        step_inputs(read),
        np.stack([acts, needed], axis=1).astype(np.float32),
        targets.astype(np.float32),
    )


def covered(steps: Sequence[Span], wanted: Sequence[Span]) -> list[float]:
    """Return 1.0 for each step that shares at least half of the shorter of the two with something wanted."""
    return [float(any(_shared(s, w) >= 0.5 * min(_length(s), _length(w)) for w in wanted)) for s in steps]


def held(steps: Sequence[Span], wanted: Sequence[Span]) -> list[float]:
    """Return 1.0 for each step that holds at least half of something wanted."""
    return [float(any(_shared(s, w) >= 0.5 * _length(w) for w in wanted)) for s in steps]


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def _length(span: Span) -> int:
    return span.end - span.start


def fit_steps(samples: Sequence[Sample]) -> Block:
    """Fit the two outputs of the step head; a step the readers differ about counts half for either side."""
    inputs = np.vstack([sample.inputs for sample in samples])
    targets = np.vstack([sample.step_targets for sample in samples])
    center, scale = inputs.mean(axis=0), inputs.std(axis=0) + 1e-6
    plain = np.clip((inputs - center) / scale, -DEVIATIONS_MAX, DEVIATIONS_MAX)
    twice = np.vstack([plain, plain])
    fits = []
    for column in targets.T:
        fit = LogisticRegression(C=STEP_STRENGTH, max_iter=2000)
        fit.fit(twice, np.repeat([1, 0], len(plain)), sample_weight=np.concatenate([column, 1 - column]))
        fits.append(fit)
    return _block(center, scale, [fit.coef_[0] for fit in fits], [fit.intercept_[0] for fit in fits])


def fit_ridge(inputs: Floats, targets: Floats, *, penalty: float) -> Block:
    """Fit one ridge regression for each target."""
    center, scale = inputs.mean(axis=0), inputs.std(axis=0) + 1e-6
    plain = np.clip((inputs - center) / scale, -DEVIATIONS_MAX, DEVIATIONS_MAX)
    fit = Ridge(alpha=penalty).fit(plain, targets)
    return _block(center, scale, fit.coef_, fit.intercept_)


def _block(center: Any, scale: Any, weight: Any, bias: Any) -> Block:
    return Block(*(np.asarray(value, dtype=np.float32) for value in (center, scale, weight, bias)))


def fit_heads(samples: Sequence[Sample]) -> AdviceHeads:
    """Fit all heads; cuts are still to be chosen."""
    usual = np.mean([sample.read.question_vector for sample in samples], axis=0).astype(np.float32)
    steps = fit_steps(samples)
    shown = out_of_fold(samples, lambda rest: fit_steps(rest), lambda block, sample: _probabilities(block, sample))
    targets = np.stack([sample.targets for sample in samples])
    facts = [
        draft_facts(sample.read, p[:, 0], p[:, 1], usual_question=usual)
        for sample, p in zip(samples, shown, strict=True)
    ]
    vectors = [draft_vectors(sample.read, p[:, 0]) for sample, p in zip(samples, shown, strict=True)]
    return AdviceHeads(
        steps=steps,
        facts=fit_ridge(np.stack(facts), targets, penalty=FACT_PENALTY),
        vectors=fit_ridge(np.stack(vectors), targets, penalty=VECTOR_PENALTY),
        usual_question=usual,
        act_cut=0.4,
        level_cuts=np.zeros((7, 2), dtype=np.float32),
        issue_cuts=np.zeros(10, dtype=np.float32),
    )


def out_of_fold(
    samples: Sequence[Sample], fit: Callable[[Sequence[Sample]], Any], tell: Callable[[Any, Sample], Any]
) -> list[Any]:
    """Return what is told of each sample by a fit on the other folds."""
    fold = np.random.default_rng(SEED).permutation(len(samples)) % FOLDS
    told: list[Any] = [None] * len(samples)
    for number in range(FOLDS):
        fitted = fit([sample for sample, own in zip(samples, fold, strict=True) if own != number])
        for place in np.flatnonzero(fold == number).tolist():
            told[place] = tell(fitted, samples[place])
    return told


def _probabilities(block: Block, sample: Sample) -> Floats:
    values: Floats = (1 / (1 + np.exp(-block.values(sample.inputs)))).astype(np.float32)
    return values


def estimates_of(heads: AdviceHeads, sample: Sample) -> Floats:
    """Return the 17 estimates of one draft, as at run time."""
    shown = heads.step_probabilities(sample.inputs)
    facts = draft_facts(sample.read, shown[:, 0], shown[:, 1], usual_question=heads.usual_question)
    return heads.estimates(facts, draft_vectors(sample.read, shown[:, 0]))


def with_cuts(heads: AdviceHeads, samples: Sequence[Sample]) -> AdviceHeads:
    """Choose every cut on estimates of drafts left out: kappa for levels, F1 for issues and actions."""
    told = out_of_fold(samples, fit_heads, lambda fitted, sample: (fitted, sample))
    estimates = np.stack([estimates_of(fitted, sample) for fitted, sample in told])
    shown = [fitted.step_probabilities(sample.inputs)[:, 0] for fitted, sample in told]
    levels = np.array([sample.advice.first.levels for sample in samples])
    issues = np.array([sample.advice.first.issues for sample in samples])
    dimensions = len(DIMENSIONS)
    level_cuts = [best_level_cuts(estimates[:, place], levels[:, place]) for place in range(dimensions)]
    issue_cuts = [
        best_issue_cut(estimates[:, dimensions + place], issues[:, place]) for place in range(issues.shape[1])
    ]
    wanted = np.concatenate([sample.step_targets[:, 0] for sample in samples]) >= 0.5
    flat = np.concatenate(shown)
    act_cut = float(ACT_CUTS[int(np.argmax([f1_score(wanted, flat >= cut) for cut in ACT_CUTS]))])
    print(f"left out, chosen there: actions of steps F1 {f1_score(wanted, flat >= act_cut):.3f}, cut {act_cut:.2f}")
    _print_chosen(estimates, levels, issues, np.array(level_cuts), np.array(issue_cuts))
    return replace(
        heads,
        act_cut=act_cut,
        level_cuts=np.array(level_cuts, dtype=np.float32),
        issue_cuts=np.array(issue_cuts, dtype=np.float32),
    )


def best_level_cuts(estimates: Floats, levels: NDArray[Any]) -> tuple[float, float]:
    """Return the two cuts with the highest quadratic kappa, smoothed over their neighbors."""
    grid = np.unique(np.quantile(estimates, np.linspace(0.02, 0.98, 25)))
    pairs = [(low, high) for place, low in enumerate(grid) for high in grid[place:]]
    kappa = {
        (low, high): cohen_kappa_score(
            levels, (estimates > low).astype(int) + (estimates > high), weights="quadratic", labels=[0, 1, 2]
        )
        for low, high in pairs
    }
    best = sorted(kappa, key=lambda pair: -kappa[pair])[:5]
    low, high = np.mean(best, axis=0)
    return float(low), float(high)


def best_issue_cut(estimates: Floats, is_there: NDArray[Any]) -> float:
    """Return the cut with the highest F1, smoothed over its neighbors."""
    grid = np.unique(np.quantile(estimates, np.linspace(0.5, 0.99, 50)))
    f1 = np.array([f1_score(is_there, estimates > cut) for cut in grid])
    return float(np.mean(grid[np.argsort(-f1)[:3]]))


def _print_chosen(
    estimates: Floats, levels: NDArray[Any], issues: NDArray[Any], level_cuts: NDArray[Any], issue_cuts: NDArray[Any]
) -> None:
    got = (estimates[:, : levels.shape[1], None] > level_cuts).sum(axis=2)
    kappa = [
        cohen_kappa_score(levels[:, place], got[:, place], weights="quadratic", labels=[0, 1, 2])
        for place in range(levels.shape[1])
    ]
    named = estimates[:, levels.shape[1] :] > issue_cuts
    print(
        f"left out: kappa {np.mean(kappa):.3f} {np.round(kappa, 2)}, issues F1 {f1_score(issues.ravel(), named.ravel()):.3f}"
    )


def tensors_of(heads: AdviceHeads) -> dict[str, Floats]:
    """Return the tensors of the weights file."""
    found = {
        f"{name}.{part}": getattr(getattr(heads, name), part)
        for name in ("steps", "facts", "vectors")
        for part in ("center", "scale", "weight", "bias")
    }
    found |= {name: getattr(heads, name) for name in ("usual_question", "level_cuts", "issue_cuts")}
    found["act_cut"] = np.array([heads.act_cut])
    return {name: np.ascontiguousarray(value, dtype=np.float32) for name, value in found.items()}


def main() -> None:
    """Train on train and dev, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("assistant/weights/advice"))
    options = parser.parse_args()
    advice = [row for row in read_advice() if row.split != "test"]
    reads = read_steps([(row.question, row.draft) for row in advice], build(Settings()).encoder)
    samples = [sample_of(row, read) for row, read in zip(advice, reads, strict=True)]
    heads = with_cuts(fit_heads(samples), samples)
    options.out.mkdir(parents=True, exist_ok=True)
    save_file(tensors_of(heads), options.out / "heads.safetensors")


if __name__ == "__main__":
    main()
