from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.errors import Conflict, InvalidInput, NotFound
from assistant.review import CaseAddress, correct_label, correct_score, open_case, take_back
from tests.review.conftest import AT_FAULT, Reviewed
from tests.run_builders import FLAGGED, LEVELS, SURE, a_case, a_run

READ = CaseAddress("run-3", "preparation", "p-01")
WHY = "Both pieces can be followed."


def test_a_corrected_score_stands_with_name_reason_and_old_value(reviewed: Reviewed) -> None:
    correct_score(reviewed.desk, reviewed.olga, AT_FAULT, FLAGGED.name, score=0.5, reason=f"  {WHY} ")
    view = open_case(reviewed.desk, reviewed.omar, AT_FAULT)
    (score, _) = view.scores
    assert (score.logged, score.stands) == (0.0, 0.5)
    (named,) = view.corrections
    assert (named.by_name, named.was, named.now, named.is_holding) == ("Olga", 0.0, 0.5, True)
    assert (named.correction.reason, named.correction.at) == (WHY, reviewed.clock.now)


def test_the_log_keeps_its_own_value(reviewed: Reviewed) -> None:
    before = reviewed.runs.cases(reviewed.worsened)
    correct_score(reviewed.desk, reviewed.olga, AT_FAULT, FLAGGED.name, score=1.0, reason=WHY)
    assert reviewed.runs.cases(reviewed.worsened) == before
    assert open_case(reviewed.desk, reviewed.olga, AT_FAULT).case.tallies == {FLAGGED.name: (0.0, 1.0)}


def test_each_correction_is_in_the_audit_log_without_its_words(reviewed: Reviewed) -> None:
    one = correct_score(reviewed.desk, reviewed.olga, AT_FAULT, FLAGGED.name, score=1.0, reason=WHY)
    take_back(reviewed.desk, reviewed.omar, one.id)
    assert reviewed.logged() == [
        ("correct_score", "conflicts/c-001"),
        ("take_back_correction", "conflicts/c-001"),
    ]
    made, back = reviewed.store.record.audit
    assert (made.actor_id, made.subject_kind) == ("olga", "case")
    assert dict(made.detail) == {"run": "run-3", "metric": FLAGGED.name, "score": "0.00 → 1.00"}
    assert (back.actor_id, back.detail["correction"]) == ("omar", one.id)


def test_a_corrected_label_is_expected_from_then_on_and_the_old_one_kept(reviewed: Reviewed) -> None:
    correct_label(reviewed.desk, reviewed.olga, AT_FAULT, FLAGGED.name, label="compatible", score=1.0, reason=WHY)
    view = open_case(reviewed.desk, reviewed.olga, AT_FAULT, against=reviewed.baseline)
    assert (view.case.expected, view.stands.case.expected) == ("conflict", "compatible")
    assert view.other is not None
    assert view.other.waiting == (FLAGGED.name,)


def test_what_waits_under_a_new_label_is_settled_by_a_score(reviewed: Reviewed) -> None:
    correct_label(reviewed.desk, reviewed.olga, AT_FAULT, FLAGGED.name, label="compatible", score=1.0, reason=WHY)
    before = CaseAddress(reviewed.baseline, "conflicts", "c-001")
    view = open_case(reviewed.desk, reviewed.olga, before)
    assert view.scores[0].is_waiting
    correct_score(reviewed.desk, reviewed.olga, before, FLAGGED.name, score=1.0, reason="It says why it depends.")
    view = open_case(reviewed.desk, reviewed.olga, before)
    assert (view.scores[0].is_waiting, view.scores[0].stands) == (False, 1.0)


def test_levels_are_corrected_one_by_one(reviewed: Reviewed) -> None:
    assert open_case(reviewed.desk, reviewed.olga, READ).scores[0].levels == ((1, 1), (1, 1))
    correct_label(reviewed.desk, reviewed.olga, READ, LEVELS.name, label="goal: 2", levels=[2, 1], reason=WHY)
    view = open_case(reviewed.desk, reviewed.olga, READ)
    assert view.scores[0].logged == 1.0
    assert view.scores[0].stands == pytest.approx(1 - 1 / 8)


def test_the_second_of_two_owners_counts_and_both_are_kept(reviewed: Reviewed) -> None:
    for owner, score in ((reviewed.olga, 0.5), (reviewed.omar, 1.0)):
        correct_score(reviewed.desk, owner, AT_FAULT, FLAGGED.name, score=score, reason=WHY)
    view = open_case(reviewed.desk, reviewed.olga, AT_FAULT)
    assert [(one.by_name, one.is_holding) for one in view.corrections] == [("Omar", True), ("Olga", False)]
    take_back(reviewed.desk, reviewed.omar, view.corrections[0].correction.id)
    view = open_case(reviewed.desk, reviewed.olga, AT_FAULT)
    assert [(one.withdrawn_by_name, one.is_holding) for one in view.corrections] == [("Omar", False), ("", True)]
    assert view.scores[0].stands == 0.5


@pytest.mark.parametrize("score", [-0.1, 1.1, float("nan"), 0.0])
def test_scores_out_of_range_or_as_they_were_are_refused(reviewed: Reviewed, score: float) -> None:
    with pytest.raises(InvalidInput):
        correct_score(reviewed.desk, reviewed.olga, AT_FAULT, FLAGGED.name, score=score, reason=WHY)
    assert (reviewed.store.corrections(), reviewed.logged()) == ([], [])


@pytest.mark.parametrize("reason", ["", "  \n ", "x" * 2_001])
def test_a_correction_needs_a_reason(reviewed: Reviewed, reason: str) -> None:
    with pytest.raises(InvalidInput):
        correct_score(reviewed.desk, reviewed.olga, AT_FAULT, FLAGGED.name, score=1.0, reason=reason)
    assert reviewed.store.corrections() == []


@pytest.mark.parametrize("label", ["", " ", "conflict", " conflict ", "x" * 8_001])
def test_a_label_has_to_say_something_else(reviewed: Reviewed, label: str) -> None:
    with pytest.raises(InvalidInput):
        correct_label(reviewed.desk, reviewed.olga, AT_FAULT, FLAGGED.name, label=label, score=1.0, reason=WHY)


def test_a_label_comes_with_what_the_answer_should_get(reviewed: Reviewed) -> None:
    with pytest.raises(InvalidInput, match="No score"):
        correct_label(reviewed.desk, reviewed.olga, AT_FAULT, FLAGGED.name, label="compatible", reason=WHY)
    with pytest.raises(InvalidInput, match="expected 2 levels"):
        correct_label(reviewed.desk, reviewed.olga, READ, LEVELS.name, label="goal: 2", reason=WHY)


def test_what_was_not_scored_cannot_be_corrected(reviewed: Reviewed) -> None:
    for metric in (SURE.name, "no such metric"):
        with pytest.raises(InvalidInput, match="not scored"):
            correct_score(reviewed.desk, reviewed.olga, AT_FAULT, metric, score=1.0, reason=WHY)
    with pytest.raises(NotFound):
        correct_score(
            reviewed.desk, reviewed.olga, replace(AT_FAULT, case_id="c-999"), FLAGGED.name, score=1.0, reason=WHY
        )


def test_a_correction_is_taken_back_once(reviewed: Reviewed) -> None:
    one = correct_score(reviewed.desk, reviewed.olga, AT_FAULT, FLAGGED.name, score=1.0, reason=WHY)
    take_back(reviewed.desk, reviewed.olga, one.id)
    with pytest.raises(Conflict):
        take_back(reviewed.desk, reviewed.omar, one.id)
    with pytest.raises(NotFound):
        take_back(reviewed.desk, reviewed.omar, "nothing")


def test_a_corrected_answer_stays_corrected_in_later_runs(reviewed: Reviewed) -> None:
    correct_score(reviewed.desk, reviewed.olga, AT_FAULT, FLAGGED.name, score=1.0, reason=WHY)
    same = a_case("c-001", 0.0)
    reviewed.runs.keep(a_run("run-4", [same]), [same])
    assert open_case(reviewed.desk, reviewed.olga, replace(AT_FAULT, run_id="run-4")).scores[0].stands == 1.0
