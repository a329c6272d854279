"""Compare two runs case by case: for each metric the difference with its interval, and what may be said about it.

Both runs are resampled with the same cases, so that what is hard about a case cancels out (Efron and Tibshirani 1993,
chapter 8): the interval is about the difference, and narrower than the intervals of the two values suggest.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, Literal

import numpy as np

from assistant.domain.evaluation import SUITES, EvaluationRun, Measurement, Metric, Suite
from assistant.domain.reviews import CaseKey
from assistant.evaluation.corrections import CorrectedCase
from assistant.evaluation.measure import Floats, drawn_counts, interval, own_value, values_of
from assistant.evaluation.pairs import Pairs, Scored, paired, scored

Standing = Literal["better", "worse", "same", "not measured", "too few to say"]

PAIRS_MIN: Final = 30
"""Fewer pairs than this say nothing, unless all of them went as before."""
ROUNDING: Final = 0.005
"""A smaller difference, however sure, comes from the processor: encoders round otherwise on another one."""
LOSS_TO_EXCLUDE: Final = 0.05
"""Two values are called the same only when the interval excludes a loss of this much."""

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
        why: Why it was not measured or why nothing can be said, "" otherwise.
        was: Value before, over the pairs; over all its cases where the other run did not measure it; None when unknown.
        now: The same for the later run.
        difference: `now` less `was`, None without pairs.
        low: Lower end of the 95 % interval of the difference.
        high: Upper end.
        pairs: Cases scored in both runs under the same label.
        better: Cases that went better, the largest change first.
        worse: Cases that went worse, the largest change first.
        lost: Cases scored before that could not be scored now.
        waiting: Cases left out: their label was corrected, and one of the answers was not looked at since.
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
        new: Cases that only the later run has, of suites that both have.
        vanished: Cases that only the earlier run has, of suites that both have.
        relabeled: Cases of which the data of the two runs expect different things; they make no pair.
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
        """Return every case that went worse or better on any metric, once, in the order of the metrics."""
        return tuple(dict.fromkeys(change.case for one in self.metrics for change in (*one.worse, *one.better)))


def compare(was: MeasuredRun, now: MeasuredRun) -> Comparison:
    """Compare two runs; neither has to be the older one."""
    was_of, now_of = _by_suite(was.cases), _by_suite(now.cases)
    pairs = {
        suite: paired(suite, was_of[suite], now_of[suite]) for suite in SUITES if suite in was_of and suite in now_of
    }
    metrics = [
        _compared(suite, before, after, pairs.get(suite) or Pairs(suite), (was.run, now.run))
        for suite in SUITES
        for before, after in _measured(was.run, now.run, suite)
    ]
    return Comparison(
        was.run,
        now.run,
        tuple(metrics),
        new=_keys(pairs, lambda one: one.only_now),
        vanished=_keys(pairs, lambda one: one.only_was),
        relabeled=_keys(pairs, lambda one: one.relabeled),
    )


def standing_of(difference: float, low: float, high: float, *, pairs: int) -> Standing:
    """Return what may be said of a difference with its 95 % interval.

    Pairs that all went the same are the same, however few. Otherwise fewer than `PAIRS_MIN` are too few; an interval
    on one side of 0 is better or worse, unless the difference is below `ROUNDING`; one around 0 is the same when it
    excludes a loss of `LOSS_TO_EXCLUDE`.
    """
    if difference == low == high == 0:
        return "same"
    if pairs < PAIRS_MIN:
        return "too few to say"
    if (low > 0 or high < 0) and abs(difference) >= ROUNDING:
        return "better" if low > 0 else "worse"
    return "same" if low > -LOSS_TO_EXCLUDE else "too few to say"


def _by_suite(cases: Sequence[CorrectedCase]) -> dict[Suite, list[CorrectedCase]]:
    grouped: dict[Suite, list[CorrectedCase]] = defaultdict(list)
    for one in cases:
        grouped[one.case.suite].append(one)
    return grouped


def _keys(pairs: dict[Suite, Pairs], chosen: Callable[[Pairs], tuple[str, ...]]) -> tuple[CaseKey, ...]:
    return tuple((suite, case_id) for suite, one in pairs.items() for case_id in chosen(one))


def _measured(
    was: EvaluationRun, now: EvaluationRun, suite: Suite
) -> list[tuple[Measurement | None, Measurement | None]]:
    """Return each metric of a suite as both runs measured it, in the order of the later run, then what only was."""
    before, after = (
        {} if run is None else {one.metric.name: one for one in run.measurements}
        for run in (was.suite(suite), now.suite(suite))
    )
    return [(before.get(name), after.get(name)) for name in dict.fromkeys((*after, *before))]


def _compared(
    suite: Suite,
    before: Measurement | None,
    after: Measurement | None,
    pairs: Pairs,
    runs: tuple[EvaluationRun, EvaluationRun],
) -> MetricComparison:
    metric = _one_metric(before, after)
    own = MetricComparison(suite, metric, "not measured", was=_value(before), now=_value(after))
    missing = [_why(run, suite, one) for run, one in zip(runs, (before, after), strict=True)]
    if any(missing):
        return replace(own, why=" ".join(filter(None, missing)))
    if before is not None and after is not None and before.metric.kind != after.metric.kind:
        return replace(own, why="The two runs count it in different ways.")
    found = scored(pairs, metric.name)
    if found is None:
        return replace(own, why="No case was scored in both runs.", was=None, now=None)
    return _with_difference(own, pairs, found)


def _value(one: Measurement | None) -> float | None:
    return None if one is None else one.value


def _one_metric(before: Measurement | None, after: Measurement | None) -> Metric:
    """Return the metric as the later run has it; what one of the runs promised stays promised."""
    known = [one.metric for one in (after, before) if one is not None]
    return replace(known[0], is_promised=any(one.is_promised for one in known))


def _why(run: EvaluationRun, suite: Suite, one: Measurement | None) -> str:
    """Return why a run has no value, "" when it has one."""
    if one is not None and one.value is not None:
        return ""
    if run.suite(suite) is None:
        return f"Not run in “{run.label}”: {run.not_measured.get(suite, 'it was left out')}."
    if one is None:
        return f"“{run.label}” does not measure it."
    return f"No case could be scored in “{run.label}”."


def _with_difference(own: MetricComparison, pairs: Pairs, found: Scored) -> MetricComparison:
    is_same = bool((found.was == found.now).all())
    counts = np.ones((2, len(found.was))) if is_same else _drawn(len(found.was))
    was, now = (values_of(own.metric.kind, counts @ tallies) for tallies in (found.was, found.now))
    if np.isnan(was[0]) or np.isnan(now[0]):
        return replace(own, why="The cases scored in both runs hold nothing to count.")
    differences = now - was
    difference, (low, high) = float(differences[0]), interval(differences[1:])
    number = int(found.is_scored.sum())
    standing = standing_of(difference, low, high, pairs=number)
    changes = _changes(own, pairs, found)
    return replace(
        own,
        standing=standing,
        why=_why_unsure(number) if standing == "too few to say" else "",
        was=float(was[0]),
        now=float(now[0]),
        difference=difference,
        low=low,
        high=high,
        pairs=number,
        better=tuple(one for one in changes if one.now > one.was),
        worse=tuple(one for one in changes if one.now < one.was),
        lost=found.lost,
        waiting=found.waiting,
    )


def _why_unsure(pairs: int) -> str:
    if pairs < PAIRS_MIN:
        return f"Only {pairs} cases were scored in both runs; {PAIRS_MIN} are the least."
    return f"{pairs} cases neither show nor exclude a loss of {100 * LOSS_TO_EXCLUDE:.0f} points."


def _changes(own: MetricComparison, pairs: Pairs, found: Scored) -> list[CaseChange]:
    """Return the cases that went otherwise, the largest change first."""
    moved = np.flatnonzero((found.was != found.now).any(axis=1))
    was, now = (_own_values(own.metric, tallies[moved]) for tallies in (found.was, found.now))
    changes = [
        CaseChange(own.suite, pairs.was[at].case.id, own.metric.name, before, after)
        for at, before, after in zip(moved, was, now, strict=True)
        if before is not None and after is not None and before != after
    ]
    return sorted(changes, key=lambda one: (-abs(one.now - one.was), one.case_id))


def _own_values(metric: Metric, tallies: Floats) -> list[float | None]:
    """Return `own_value` of each row; all at once for ratios, because whole suites may have moved."""
    if metric.kind == "ratio":
        return [None if np.isnan(value) else float(value) for value in values_of(metric.kind, tallies)]
    return [own_value(metric, tuple(row)) for row in tallies]
