from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.domain.reviews import Correction
from assistant.errors import InvalidInput
from assistant.evaluation.corrections import (
    corrected,
    corrected_case,
    levels_of,
    relabeled,
    remeasured,
    rescored,
)
from assistant.evaluation.measure import confusion_tally, own_value
from tests.run_builders import FIRST, FLAGGED, LEVELS, a_case, a_correction_of, a_run, cases_of

levels = st.lists(st.integers(0, 2), min_size=1, max_size=7)


def taken_back(one: Correction) -> Correction:
    return replace(one, withdrawn_by="omar", withdrawn_at=FIRST)


@given(
    st.lists(st.sampled_from([0.0, 1.0]), min_size=1, max_size=20), st.floats(0, 1), st.sampled_from(["score", "label"])
)
@settings(max_examples=60, deadline=None)
def test_a_correction_taken_back_restores_everything(hits: list[float], score: float, kind: str) -> None:
    cases = cases_of(hits)
    one = a_correction_of(cases[0], (score, 1.0), kind=kind, label="conditional" if kind == "label" else "conflict")
    assert corrected(cases, [taken_back(one)]) == corrected(cases, [])
    assert [found.case for found in corrected(cases, [])] == cases


def test_the_last_correction_counts_and_taking_it_back_brings_the_one_before() -> None:
    case = a_case(hit=0.0)
    first, second = (a_correction_of(case, (score, 1.0), f"{score}") for score in (0.5, 1.0))
    assert corrected_case(case, [first, second]).holding == (second,)
    assert corrected_case(case, [first, taken_back(second)]).case.tallies == {FLAGGED.name: (0.5, 1.0)}


def test_a_corrected_score_holds_for_the_same_answer_and_no_other() -> None:
    case = a_case(hit=0.0)
    one = a_correction_of(case, (1.0, 1.0))
    same_answer = replace(case, explanation="found in a later run")
    assert corrected_case(same_answer, [one]).case.tallies == {FLAGGED.name: (1.0, 1.0)}
    other_answer = replace(case, got="unrelated")
    assert corrected_case(other_answer, [one]).case == other_answer


def test_other_answers_wait_under_a_corrected_label_until_somebody_looks() -> None:
    wrong, right = a_case(hit=0.0), a_case(hit=1.0)
    label = a_correction_of(wrong, (1.0, 1.0), kind="label", label="compatible")
    found = corrected_case(right, [label])
    assert found.waiting == (FLAGGED.name,)
    assert found.case.tallies == {}
    assert found.case.expected == "compatible"
    looked_at = a_correction_of(right, (0.0, 1.0), "looked at", label="compatible")
    settled = corrected_case(right, [label, looked_at])
    assert (settled.waiting, settled.case.tallies) == ((), {FLAGGED.name: (0.0, 1.0)})


def test_a_score_given_under_an_older_label_does_not_hold_under_the_new_one() -> None:
    case = a_case(hit=0.0)
    label = a_correction_of(case, (1.0, 1.0), "label", kind="label", label="compatible")
    at_once = a_correction_of(case, (0.2, 1.0), "score", label="conflict")
    found = corrected_case(case, [label, at_once])
    assert (found.case.expected, found.holding) == ("compatible", (label,))


def test_a_correction_of_data_that_changed_since_holds_no_more() -> None:
    case = a_case(hit=0.0)
    one = a_correction_of(case, (1.0, 1.0))
    put_right_in_the_data = replace(case, expected="compatible")
    assert corrected_case(put_right_in_the_data, [one]).case == put_right_in_the_data


def test_a_case_that_does_not_know_a_metric_gets_no_score_by_a_correction() -> None:
    case = a_case(hit=None)
    assert corrected_case(case, [a_correction_of(case, (1.0, 1.0))]).case == case


@given(st.floats(0, 1), st.floats(0.5, 20))
def test_a_score_keeps_the_weight_of_its_case(score: float, weight: float) -> None:
    assert own_value(FLAGGED, rescored(FLAGGED, (weight / 3, weight), score)) == pytest.approx(score)


@pytest.mark.parametrize("score", [-0.01, 1.01, math.nan, math.inf])
def test_scores_out_of_range_are_refused(score: float) -> None:
    with pytest.raises(InvalidInput):
        rescored(FLAGGED, (1.0, 1.0), score)


def test_counts_take_scores_and_levels_take_levels() -> None:
    with pytest.raises(InvalidInput):
        rescored(LEVELS, confusion_tally([1], [1]), 1.0)
    with pytest.raises(InvalidInput):
        relabeled(FLAGGED, (1.0, 1.0), [1])


@given(levels, st.data())
def test_true_levels_are_replaced_and_given_ones_stay(truth: list[int], data: st.DataObject) -> None:
    given_levels, better = (
        data.draw(st.lists(st.integers(0, 2), min_size=len(truth), max_size=len(truth))) for _ in "ab"
    )
    tally = confusion_tally(truth, given_levels)
    assert levels_of(tally) == list(zip(truth, given_levels, strict=True))
    assert levels_of(relabeled(LEVELS, tally, better)) == list(zip(better, given_levels, strict=True))


@pytest.mark.parametrize("levels", [[], [1], [1, 3], [1, -1], [1, 1, 1]])
def test_levels_that_do_not_fit_are_refused(levels: list[int]) -> None:
    with pytest.raises(InvalidInput):
        relabeled(LEVELS, confusion_tally([0, 1], [1, 1]), levels)


def test_levels_summed_over_several_things_cannot_be_told_apart() -> None:
    with pytest.raises(InvalidInput):
        levels_of((2.0, 0, 0, 0, 1, 0, 0, 0, 0))


def test_only_corrected_metrics_are_measured_anew() -> None:
    cases = cases_of([0.0] * 10 + [1.0] * 30)
    run = a_run("run-2", cases)
    assert remeasured(run, corrected(cases, [])) is run
    again = remeasured(run, corrected(cases, [a_correction_of(cases[0], (1.0, 1.0))]))
    flagged, sure = again.suites[0].measurements
    assert flagged.value == pytest.approx(31 / 40)
    assert flagged.n == 40
    assert sure is run.suites[0].measurements[1]


def test_a_waiting_case_is_unscored_and_never_counted_as_nothing() -> None:
    cases = cases_of([0.0] * 10 + [1.0] * 30)
    label = a_correction_of(a_case("c-000", 0.0, got="another answer"), (1.0, 1.0), kind="label", label="compatible")
    again = remeasured(a_run("run-2", cases), corrected(cases, [label]))
    found = again.suites[0].measurements[0]
    assert found.value == pytest.approx(30 / 39)
    assert (found.n, found.unscored) == (39, 1)
