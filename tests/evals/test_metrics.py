from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score, f1_score

from evals.metrics import (
    Metric,
    confusions,
    kappa_linear,
    kappa_quadratic,
    presence_f1,
    presence_f1_macro,
    resample_counts,
    score_of,
    share,
)

levels = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=2, max_size=40)


def value(metric: Metric, pairs: list[tuple[int, int]]) -> float:
    truth, given_ = np.array(pairs).T
    return float(metric(confusions(truth, given_, np.ones((1, len(pairs)))))[0])


@given(levels)
def test_scores_are_those_of_scikit_learn_wherever_they_are_defined(pairs: list[tuple[int, int]]) -> None:
    truth, said = np.array(pairs).T
    if len(set(truth) | set(said)) > 1:
        for metric, weights in ((kappa_linear, "linear"), (kappa_quadratic, "quadratic")):
            expected = cohen_kappa_score(truth, said, weights=weights, labels=[0, 1, 2])
            assert value(metric, pairs) == pytest.approx(expected, abs=1e-9)
    if (truth > 0).any():
        assert value(presence_f1, pairs) == pytest.approx(f1_score(truth > 0, said > 0))
        if (truth == 0).any():
            assert value(presence_f1_macro, pairs) == pytest.approx(f1_score(truth > 0, said > 0, average="macro"))


def test_what_neither_side_ever_uses_is_unscored_and_not_zero() -> None:
    assert np.isnan(value(presence_f1, [(0, 0), (0, 0)]))
    assert np.isnan(value(kappa_quadratic, [(2, 2), (2, 2)]))
    assert np.isnan(share(np.array([], dtype=bool), unscored=3).value)


def test_a_share_lies_in_its_interval_which_is_the_same_each_time() -> None:
    hits = np.array([True] * 30 + [False] * 10)
    score = share(hits)
    assert score == share(hits)
    assert score.low < score.value == 0.75 < score.high
    assert score.high - score.low == pytest.approx(2 * 1.96 * np.sqrt(0.75 * 0.25 / 40), rel=0.15)


def test_resampling_keeps_the_count_of_drafts() -> None:
    counts = resample_counts(17)
    assert (counts[0] == 1).all()
    assert (counts.sum(axis=1) == 17).all()


def test_resamples_that_are_not_defined_do_not_count() -> None:
    score = score_of(np.array([0.5, 0.4, np.nan, 0.6]), n=3)
    assert 0.4 <= score.low < score.high <= 0.6
