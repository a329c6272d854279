from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import bootstrap

from assistant.domain.evaluation import CaseResult, EvaluationRun, Metric
from assistant.evaluation.compare import (
    LOSS_TO_EXCLUDE,
    PAIRS_MIN,
    Comparison,
    MeasuredRun,
    MetricComparison,
    Standing,
    compare,
    standing_of,
)
from assistant.evaluation.corrections import corrected
from assistant.evaluation.measure import confusion_tally
from tests.run_builders import FLAGGED, LEVELS, a_case, a_correction_of, a_run, cases_of

Hits = list[float | None]
MIRRORED: dict[Standing, Standing] = {"better": "worse", "worse": "better"}

hits = st.lists(st.sampled_from([0.0, 0.5, 1.0, None]), min_size=1, max_size=60)


def side(run: EvaluationRun, cases: Sequence[CaseResult]) -> MeasuredRun:
    return MeasuredRun(run, corrected(cases, []))


def against(was: Sequence[CaseResult], now: Sequence[CaseResult]) -> Comparison:
    return compare(side(a_run("run-1", was), was), side(a_run("run-2", now), now))


def flagged(comparison: Comparison) -> MetricComparison:
    return next(one for one in comparison.metrics if one.metric.name == FLAGGED.name)


def shift(hits_before: Hits, *, worse: int = 0, better: int = 0) -> Hits:
    """Turn the first 1 into 0, and the first 0 into 1, so many times."""
    after = list(hits_before)
    for value, times in ((1.0, worse), (0.0, better)):
        places = [n for n, hit in enumerate(hits_before) if hit == value][:times]
        for place in places:
            after[place] = 1.0 - value
    return after


def mixed(n: int) -> Hits:
    return [float(one % 4 != 0) for one in range(n)]


@given(hits)
@settings(max_examples=40, deadline=None)
def test_a_run_is_the_same_as_itself_to_the_last_digit(values: Hits) -> None:
    cases = cases_of(values)
    found = flagged(against(cases, cases))
    if any(one is not None for one in values):
        assert (found.standing, found.difference, found.low, found.high) == ("same", 0.0, 0.0, 0.0)
    else:
        assert found.standing == "not measured"
    assert (found.better, found.worse, found.lost) == ((), (), ())


@given(hits, st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_swapping_the_runs_turns_every_difference_around(values: Hits, chance: random.Random) -> None:
    was = cases_of(values)
    now = cases_of([chance.choice([0.0, 0.5, 1.0, None]) for _ in values])
    forth, back = flagged(against(was, now)), flagged(against(list(reversed(now)), was))
    assert forth.pairs == back.pairs
    assert (forth.was, forth.now) == (back.now, back.was)
    assert [(one.case_id, one.was, one.now) for one in forth.worse] == [
        (one.case_id, one.now, one.was) for one in back.better
    ]
    if forth.difference is not None and forth.low is not None and forth.high is not None:
        assert back.difference == -forth.difference
        assert (back.low, back.high) == pytest.approx((-forth.high, -forth.low))


def test_a_clear_loss_is_worse_and_names_the_cases() -> None:
    was, now = mixed(200), shift(mixed(200), worse=40, better=2)
    found = flagged(against(cases_of(was), cases_of(now)))
    assert found.standing == "worse"
    assert found.difference == pytest.approx(-0.19)
    assert found.pairs == 200
    assert [one.case_id for one in found.better] == ["c-000", "c-004"]
    assert len(found.worse) == 40
    assert found.worse[0].case == ("conflicts", "c-001")
    assert (found.worse[0].was, found.worse[0].now) == (1.0, 0.0)
    assert found.was == pytest.approx(0.75)


def test_the_interval_is_that_of_a_paired_bootstrap() -> None:
    chance = np.random.default_rng(3)
    was = (chance.random(150) < 0.7).astype(float)
    now = np.where(chance.random(150) < 0.2, 1 - was, was)
    found = flagged(against(cases_of(list(was)), cases_of(list(now))))
    known = bootstrap(
        (was, now),
        lambda a, b, axis: (b - a).mean(axis=axis),
        paired=True,
        method="percentile",
        n_resamples=5000,
        rng=1,
    ).confidence_interval
    assert (found.low, found.high) == pytest.approx((known.low, known.high), abs=0.015)


def test_what_is_hard_about_cases_cancels_out() -> None:
    was = mixed(300)
    found = flagged(against(cases_of(was), cases_of(shift(was, better=9))))
    assert found.standing == "better"
    assert found.low is not None
    assert found.high is not None
    unpaired_half_width = 1.96 * (2 * 0.75 * 0.25 / 300) ** 0.5
    assert found.high - found.low < unpaired_half_width


@pytest.mark.parametrize(
    ("difference", "low", "high", "pairs", "standing"),
    [
        (0.0, 0.0, 0.0, 3, "same"),
        (0.5, 0.3, 0.7, PAIRS_MIN - 1, "too few to say"),
        (0.5, 0.3, 0.7, PAIRS_MIN, "better"),
        (-0.02, -0.03, -0.01, 400, "worse"),
        (-0.0004, -0.0006, -0.0002, 400, "same"),
        (-0.01, -0.04, 0.02, 400, "same"),
        (0.0, -LOSS_TO_EXCLUDE, 0.05, 400, "too few to say"),
        (0.02, -0.2, 0.24, 40, "too few to say"),
        (0.02, 0.0, 0.04, 400, "same"),
    ],
)
def test_what_may_be_said_follows_from_the_interval(
    difference: float, low: float, high: float, pairs: int, standing: Standing
) -> None:
    assert standing_of(difference, low, high, pairs=pairs) == standing


def test_few_pairs_say_why_nothing_can_be_said() -> None:
    found = flagged(against(cases_of([1.0] * 12), cases_of([0.0] * 12)))
    assert found.standing == "too few to say"
    assert "12 cases" in found.why


def test_levels_are_compared_too() -> None:
    was = [reading(n, n % 3) for n in range(90)]
    now = [reading(n, (n + 1) % 3 if n < 30 else n % 3) for n in range(90)]
    found = next(one for one in against(was, now).metrics if one.metric == LEVELS)
    assert found.standing == "worse"
    assert found.was == pytest.approx(1.0)
    assert len(found.worse) == 30


def reading(n: int, given: int) -> CaseResult:
    tally = confusion_tally([n % 3, 1], [given, 1])
    return a_case(f"p-{n:02}", suite="preparation", got=str(given), tallies={LEVELS.name: tally})


def test_a_suite_that_one_run_left_out_is_not_measured_and_says_why() -> None:
    was = [*cases_of(mixed(40)), a_case("s-1", suite="safety", tallies={"referred where it has to be": (1.0, 1.0)})]
    now = cases_of(mixed(40))
    later = a_run("run-2", now, not_measured={"safety": "no judge is configured"})
    found = compare(side(a_run("run-1", was), was), side(later, now)).suite("safety")
    assert [(one.standing, one.was, one.now) for one in found] == [("not measured", 1.0, None)]
    assert found[0].why == "Not run in “Version 2”: no judge is configured."


def test_a_metric_that_is_counted_otherwise_is_not_compared() -> None:
    cases = cases_of(mixed(40))
    new = a_run("run-2", cases, metrics={"conflicts": [replace(FLAGGED, kind="ratio")]})
    old = replace(new, id="run-1", suites=(replace(new.suites[0], measurements=()),))
    assert flagged(compare(side(old, cases), side(new, cases))).why == "“Version 2” does not measure it."
    measurement = replace(new.suites[0].measurements[0], metric=Metric(FLAGGED.name, kind="kappa"))
    other = replace(new, suites=(replace(new.suites[0], measurements=(measurement,)),))
    found = flagged(compare(side(other, cases), side(new, cases)))
    assert (found.standing, found.why) == ("not measured", "The two runs count it in different ways.")


def test_a_promise_cannot_be_dropped_by_a_later_run() -> None:
    cases = cases_of(mixed(40))
    dropped = a_run("run-2", cases, metrics={"conflicts": [replace(FLAGGED, is_promised=False)]})
    assert flagged(compare(side(a_run("run-1", cases), cases), side(dropped, cases))).metric.is_promised


def test_cases_that_could_be_scored_before_and_cannot_now_are_named() -> None:
    was: Hits = [1.0] * 40
    now: Hits = [1.0] * 38 + [None] * 2
    found = flagged(against(cases_of(was), cases_of(now)))
    assert (found.standing, found.pairs, found.lost) == ("same", 38, ("c-038", "c-039"))
    assert found.was == 1.0


def test_new_vanished_and_relabeled_cases_make_no_pairs() -> None:
    was = [*cases_of(mixed(40)), a_case("gone")]
    now = [*cases_of(mixed(40)), a_case("added")]
    now[1] = replace(now[1], expected="compatible", tallies={FLAGGED.name: (0.0, 1.0)})
    comparison = against(was, now)
    assert comparison.new == (("conflicts", "added"),)
    assert comparison.vanished == (("conflicts", "gone"),)
    assert comparison.relabeled == (("conflicts", "c-001"),)
    assert (flagged(comparison).pairs, flagged(comparison).standing) == (39, "same")


def test_what_was_corrected_is_compared_as_corrected() -> None:
    was, now = cases_of([1.0] * 40), cases_of([0.0] + [1.0] * 39)
    right = a_correction_of(now[0], (1.0, 1.0))
    comparison = compare(
        MeasuredRun(a_run("run-1", was), corrected(was, [right])),
        MeasuredRun(a_run("run-2", now), corrected(now, [right])),
    )
    assert (flagged(comparison).difference, comparison.changed) == (0.0, ())


def test_a_case_under_a_corrected_label_waits_where_it_was_not_looked_at() -> None:
    was, now = cases_of([1.0] * 40), cases_of([0.0] + [1.0] * 39)
    right = a_correction_of(now[0], (1.0, 1.0), kind="label", label="compatible")
    found = flagged(
        compare(
            MeasuredRun(a_run("run-1", was), corrected(was, [right])),
            MeasuredRun(a_run("run-2", now), corrected(now, [right])),
        )
    )
    assert (found.pairs, found.waiting, found.lost, found.difference) == (39, ("c-000",), (), 0.0)
