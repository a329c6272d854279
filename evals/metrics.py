"""Scores of readings of drafts, with bootstrap intervals over drafts.

A score is a function of confusion matrices, so that resampling is one product of matrices. What cannot be scored
(a class that neither side ever uses) is NaN, never 0.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

SEED = 20_260
RESAMPLES = 2_000
LEVELS = 3


@dataclass(frozen=True, slots=True)
class Score:
    """A value with its 95 % percentile interval; `n` drafts were scored, `unscored` were not."""

    value: float
    low: float
    high: float
    n: int
    unscored: int = 0

    def __str__(self) -> str:
        return f"{self.value:.3f} [{self.low:.3f}, {self.high:.3f}]"


Metric = Callable[[Floats], Floats]
"""From confusion matrices, shape (..., 3, 3) with the true level first, to scores, shape (...)."""


def resample_counts(n: int) -> Floats:
    """Return how often each draft counts: shape (1 + RESAMPLES, n), the first row as they are, the same each time."""
    drawn = np.random.default_rng(SEED).multinomial(n, np.full(n, 1 / n), size=RESAMPLES)
    return np.concatenate([np.ones((1, n)), drawn])


def confusions(truth: NDArray[Any], given: NDArray[Any], counts: Floats) -> Floats:
    """Return shape (len(counts), 3, 3) from levels of shape (n,)."""
    cells = np.eye(LEVELS)[truth][:, :, None] * np.eye(LEVELS)[given][:, None, :]
    matrices: Floats = (counts @ cells.reshape(len(truth), -1)).reshape(-1, LEVELS, LEVELS)
    return matrices


def presence_f1(matrices: Floats) -> Floats:
    """Return F1 of "there at all" (level 1 or 2)."""
    return _f1(matrices[..., 1:, 1:].sum((-2, -1)), matrices[..., 0, 1:].sum(-1) + matrices[..., 1:, 0].sum(-1))


def presence_f1_macro(matrices: Floats) -> Floats:
    """Return the mean of F1 of "there at all" and F1 of "missing"."""
    missing = _f1(matrices[..., 0, 0], matrices[..., 0, 1:].sum(-1) + matrices[..., 1:, 0].sum(-1))
    mean: Floats = (presence_f1(matrices) + missing) / 2
    return mean


def kappa_linear(matrices: Floats) -> Floats:
    """Return Cohen's kappa with linear weights (Cohen 1968)."""
    return _kappa(matrices, power=1)


def kappa_quadratic(matrices: Floats) -> Floats:
    """Return Cohen's kappa with quadratic weights (Cohen 1968)."""
    return _kappa(matrices, power=2)


def score_of(samples: Floats, n: int, *, unscored: int = 0) -> Score:
    """Return the first sample with the interval of the others; samples that are NaN do not count."""
    rest = samples[1:][~np.isnan(samples[1:])]
    low, high = np.percentile(rest, [2.5, 97.5]) if len(rest) else (np.nan, np.nan)
    return Score(float(samples[0]), float(low), float(high), n, unscored)


def share(hits: NDArray[Any], *, unscored: int = 0) -> Score:
    """Return the mean of hits or counts, shape (n,), NaN when there are none."""
    n = len(hits)
    if n == 0:
        return Score(np.nan, np.nan, np.nan, 0, unscored)
    return score_of(resample_counts(n) @ hits.astype(float) / n, n, unscored=unscored)


def _f1(true: Floats, wrong: Floats) -> Floats:
    with np.errstate(invalid="ignore"):
        value: Floats = 2 * true / (2 * true + wrong)
    return value


def _kappa(matrices: Floats, *, power: int) -> Floats:
    levels = np.arange(LEVELS)
    weights = np.abs(levels[:, None] - levels) ** power
    by_chance = matrices.sum(-1)[..., :, None] * matrices.sum(-2)[..., None, :]
    with np.errstate(invalid="ignore"):
        expected = (weights * by_chance).sum((-2, -1)) / matrices.sum((-2, -1))
        value: Floats = 1 - (weights * matrices).sum((-2, -1)) / expected
    return value
