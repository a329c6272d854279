"""Values and intervals are held against scikit-learn and scipy."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.stats import bootstrap
from sklearn.metrics import cohen_kappa_score, f1_score

from assistant.domain.evaluation import CaseResult, Metric, Tally
from assistant.evaluation.measure import confusion_tally, measure, own_value

CASES = 400
PLACES = 3
RATIO, KAPPA = Metric("ratio"), Metric("kappa", kind="kappa")
SAME_WITHIN = 0.01
"""Two bootstraps with draws of their own differ that much at most."""


def levels(seed: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return true and given levels, shape (CASES, PLACES), that agree more often than by chance."""
    random = np.random.default_rng(seed)
    truth = random.integers(0, 3, (CASES, PLACES))
    noise = random.integers(-1, 2, truth.shape) * (random.random(truth.shape) < 0.5)
    return truth, np.clip(truth + noise, 0, 2)


def cases(metric: Metric, tallies: list[Tally], *, missed: int = 0) -> list[CaseResult]:
    scored = [CaseResult("safety", str(at), "", "", "", tallies={metric.name: one}) for at, one in enumerate(tallies)]
    unscored = [CaseResult("safety", f"x{at}", "", "", "", missed=(metric.name,)) for at in range(missed)]
    return [*scored, *unscored]


def kappa(truth: NDArray[np.int64], given: NDArray[np.int64]) -> float:
    return float(
        np.mean([cohen_kappa_score(truth[:, p], given[:, p], weights="quadratic") for p in range(truth.shape[1])])
    )


def test_kappa_is_the_mean_of_what_scikit_learn_gives_for_each_place() -> None:
    truth, given = levels(1)
    tallies = [confusion_tally(t, g) for t, g in zip(truth.tolist(), given.tolist(), strict=True)]
    assert measure(KAPPA, cases(KAPPA, tallies)).value == pytest.approx(kappa(truth, given))


def test_the_interval_of_kappa_is_the_one_of_scipy() -> None:
    truth, given = levels(2)
    found = measure(
        KAPPA,
        cases(KAPPA, [confusion_tally(t, g) for t, g in zip(truth.tolist(), given.tolist(), strict=True)]),
    )

    def of_rows(rows: NDArray[np.int64]) -> float:
        return kappa(truth[rows], given[rows])

    expected = bootstrap(
        (np.arange(CASES),), of_rows, n_resamples=1_000, vectorized=False, method="percentile", rng=3
    ).confidence_interval
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high), abs=SAME_WITHIN)


def test_f1_of_tallies_is_that_of_scikit_learn() -> None:
    truth, given = (found > 0 for found in levels(4))
    tallies: list[Tally] = [
        (2.0 * float((t & g).sum()), float(t.sum() + g.sum())) for t, g in zip(truth, given, strict=True)
    ]
    assert measure(RATIO, cases(RATIO, tallies)).value == pytest.approx(f1_score(truth.ravel(), given.ravel()))


def test_the_interval_of_a_share_is_the_one_of_scipy() -> None:
    hits = np.random.default_rng(5).random(CASES) < 0.7
    found = measure(RATIO, cases(RATIO, [(float(hit), 1.0) for hit in hits]))
    expected = bootstrap((hits,), np.mean, n_resamples=5_000, method="percentile", rng=6).confidence_interval
    assert found.value == pytest.approx(hits.mean())
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high), abs=SAME_WITHIN)


def test_the_same_cases_always_have_the_same_interval() -> None:
    tallies: list[Tally] = [(float(at % 3 == 0), 1.0) for at in range(60)]
    assert measure(RATIO, cases(RATIO, tallies)) == measure(RATIO, cases(RATIO, tallies))


def test_what_was_to_be_scored_and_was_not_is_counted_apart_and_never_as_0() -> None:
    found = measure(RATIO, cases(RATIO, [(1.0, 1.0)] * 8, missed=5))
    assert (found.value, found.n, found.unscored) == (1.0, 8, 5)


def test_cases_of_another_part_are_not_unscored() -> None:
    others = [CaseResult("safety", f"other {at}", "", "", "", tallies={"else": (1.0, 1.0)}) for at in range(4)]
    assert measure(RATIO, [*cases(RATIO, [(1.0, 1.0)]), *others]).unscored == 0


def test_a_metric_without_a_scored_case_has_no_value() -> None:
    found = measure(RATIO, cases(RATIO, [], missed=3))
    assert (found.value, found.low, found.high, found.n, found.unscored) == (None, None, None, 0, 3)


def test_shares_of_nothing_have_no_value() -> None:
    found = measure(RATIO, cases(RATIO, [(0.0, 0.0)] * 4))
    assert (found.value, found.n) == (None, 4)


def test_one_case_goes_from_0_to_1() -> None:
    assert own_value(RATIO, (1.0, 4.0)) == 0.25
    assert own_value(RATIO, (0.0, 0.0)) is None
    assert own_value(KAPPA, confusion_tally([0, 2], [0, 2])) == 1.0
    assert own_value(KAPPA, confusion_tally([0, 2], [2, 0])) == 0.0
