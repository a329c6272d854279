"""Turn tallies of cases into values with bootstrap intervals.

Resampling is one product of matrices (how often each case was drawn, times what it adds), because pages compare
dozens of metrics while somebody waits; a test holds values and intervals against scikit-learn and scipy.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from assistant.domain.evaluation import CaseResult, Measurement, Metric, MetricKind, Tally

Floats = NDArray[np.float64]

SEED: Final = 20_260
RESAMPLES: Final = 2_000
_LEVELS: Final = 3
_CELLS: Final = _LEVELS * _LEVELS
_WEIGHTS: Final = (np.arange(_LEVELS)[:, None] - np.arange(_LEVELS)) ** 2.0


def values_of(kind: MetricKind, sums: Floats) -> Floats:
    """Return the values of summed tallies, shape (..., k) to (...); NaN where nothing can be said."""
    with np.errstate(invalid="ignore", divide="ignore"):
        if kind == "ratio":
            ratio: Floats = sums[..., 0] / sums[..., 1]
            return ratio
        matrices = sums.reshape(*sums.shape[:-1], -1, _LEVELS, _LEVELS)
        by_chance = matrices.sum(-1)[..., :, None] * matrices.sum(-2)[..., None, :]
        expected = (_WEIGHTS * by_chance).sum((-2, -1)) / matrices.sum((-2, -1))
        kappas = 1 - (_WEIGHTS * matrices).sum((-2, -1)) / expected
        has_any = ~np.isnan(kappas)
        mean: Floats = np.where(has_any, kappas, 0.0).sum(-1) / has_any.sum(-1)
        return mean


def drawn_counts(n: int) -> Floats:
    """Return how often each of n cases counts: shape (1 + RESAMPLES, n), the first row as they are, the same each time."""
    drawn = np.random.default_rng(SEED).integers(0, n, size=(RESAMPLES, n))
    places = drawn + n * np.arange(RESAMPLES)[:, None]
    counts = np.bincount(places.ravel(), minlength=RESAMPLES * n).reshape(RESAMPLES, n)
    return np.concatenate([np.ones((1, n)), counts])


def confusion_tally(truth: Sequence[int], given: Sequence[int]) -> Tally:
    """Return the tally of one case for a `kappa` metric: one 3 x 3 matrix for each pair of levels 0 to 2."""
    cells = np.zeros((len(truth), _CELLS))
    cells[np.arange(len(truth)), np.array(truth, dtype=int) * _LEVELS + np.array(given, dtype=int)] = 1
    return tuple(float(cell) for cell in cells.ravel())


def measure(metric: Metric, cases: Sequence[CaseResult]) -> Measurement:
    """Measure one metric over the cases of one suite, at least one; those that miss it are unscored."""
    tallies = [case.tallies[metric.name] for case in cases if metric.name in case.tallies]
    suite, unscored = cases[0].suite, sum(metric.name in case.missed for case in cases)
    if not tallies:
        return Measurement(suite, metric, None, None, None, 0, unscored)
    samples = values_of(metric.kind, drawn_counts(len(tallies)) @ np.array(tallies, dtype=np.float64))
    if np.isnan(samples[0]):
        return Measurement(suite, metric, None, None, None, len(tallies), unscored)
    low, high = interval(samples[1:])
    return Measurement(suite, metric, float(samples[0]), low, high, len(tallies), unscored)


def interval(samples: Floats) -> tuple[float, float]:
    """Return the 95 % percentile interval of samples that are not NaN (Efron and Tibshirani 1993, chapter 13)."""
    low, high = np.percentile(samples[~np.isnan(samples)], [2.5, 97.5])
    return float(low), float(high)


def own_value(metric: Metric, tally: Tally) -> float | None:
    """Return how well one case went, 0 to 1.0 for the best, None when it says nothing alone."""
    sums = np.array(tally, dtype=np.float64)
    if metric.kind == "ratio":
        return float(sums[0] / sums[1]) if sums[1] else None
    matrices = sums.reshape(-1, _LEVELS, _LEVELS)
    return float(1.0 - (_WEIGHTS * matrices).sum() / (_WEIGHTS.max() * matrices.sum())) if matrices.sum() else None
