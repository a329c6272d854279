"""Compare two runs case by case: for each metric the difference with its interval, and what may be said about it.

Both runs are resampled with the same cases, so that what is hard about a case cancels out (Efron and Tibshirani 1993,
chapter 8): the interval is about the difference, and narrower than the intervals of the two values suggest.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

import numpy as np

from assistant.domain.evaluation import SUITES, CaseResult, EvaluationRun, Measurement, Metric, Suite, Tally
from assistant.domain.reviews import CaseKey
from assistant.evaluation.corrections import CorrectedCase
from assistant.evaluation.measure import Floats, drawn_counts, interval, own_value, values_of

Standing = Literal["better", "worse", "same", "not measured", "too few to say"]

PAIRS_MIN: Final = 30
"""Fewer pairs, unless all went the same, are too few to say anything."""
LOSS_TO_EXCLUDE: Final = 0.05
"""A loss of this much has to lie outside of the interval before two values are called the same."""

_drawn = lru_cache(maxsize=12)(drawn_counts)


@dataclass(frozen=True, slots=True)
class MeasuredRun:
    """A run with its cases as they stand after corrections."""

    run: EvaluationRun
    cases: Sequence[CorrectedCase]


@dataclass(frozen=True, slots=True)
class CaseChange:
    """How one case went on one metric before and now, each 0 to 1.0."""

    suite: Suite
    case_id: str
    metric: str
    was: float
    now: float

    @property
    def case(self) -> CaseKey:
        """Return the case it is about."""
        return self.suite, self.case_id


@dataclass(frozen=True, slots=True)
class MetricComparison:
    """One metric in both runs.

    Attributes:
        why: Why nothing more can be said, "" where it can.
        was: Value over the pairs before; None when not measured. `now` and `difference` (now less was) alike.
        low: Lower end of the 95 % interval of the difference.
        high: Upper end.
        pairs: Cases scored in both runs under the same label.
        better: Cases that went better, the largest change first.
        worse: Cases that went worse, the largest change first.
        lost: Cases scored before that could not be scored now.
        waiting: Cases whose label was corrected and whose answer, in one of the runs, has not been looked at since.
    """

    suite: Suite
    metric: Metric
    standing: Standing
    why: str = ""
    was: float | None = None
    now: float | None = None
    difference: float | None = None
    low: float | None = None
    high: float | None = None
    pairs: int = 0
    better: tuple[CaseChange, ...] = ()
    worse: tuple[CaseChange, ...] = ()
    lost: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """A run against another.

    Attributes:
        metrics: By suite, in the order the suites name them.
        new: Cases that only the later run has, of suites that both have. `vanished` alike.
        relabeled: Cases whose expectation differs between the data of both runs; they make no pair.
    """

    was: EvaluationRun
    now: EvaluationRun
    metrics: tuple[MetricComparison, ...]
    new: tuple[CaseKey, ...] = ()
    vanished: tuple[CaseKey, ...] = ()
    relabeled: tuple[CaseKey, ...] = ()

    def suite(self, name: Suite) -> tuple[MetricComparison, ...]:
        """Return the metrics of one suite."""
        return tuple(one for one in self.metrics if one.suite == name)

    @property
    def changed(self) -> tuple[CaseKey, ...]:
        """Return every case that went better or worse on any metric, once, in the order of the metrics."""
        return tuple(dict.fromkeys(change.case for one in self.metrics for change in (*one.worse, *one.better)))


def compare(was: MeasuredRun, now: MeasuredRun) -> Comparison:
    """Compare two runs; which of them is older does not matter."""
    was_of, now_of = _by_suite(was.cases), _by_suite(now.cases)
    both = [suite for suite in SUITES if suite in was_of and suite in now_of]
    pairs = {suite: _Pairs(was_of[suite], now_of[suite]) for suite in both}
    metrics = [
        _compared(suite, (was.run, now.run), pairs.get(suite), pair)
        for suite in SUITES
        for pair in _metrics_of(was.run, now.run, suite)
    ]
    return Comparison(
        was.run,
        now.run,
        tuple(metrics),
        new=_keys(both, lambda_ids=[pairs[suite].only_now for suite in both]),
        vanished=_keys(both, lambda_ids=[pairs[suite].only_was for suite in both]),
        relabeled=_keys(both, lambda_ids=[pairs[suite].relabeled for suite in both]),
    )
