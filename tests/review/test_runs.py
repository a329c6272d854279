from __future__ import annotations

from assistant.domain.evaluation import EvaluationRun
from assistant.review import (
    CaseAddress,
    correct_score,
    decide_release,
    list_runs,
    queue_for_second_reader,
    take_back,
    trend,
)
from tests.review.conftest import AT_FAULT, Reviewed
from tests.run_builders import FLAGGED, REFERRED, a_run, cases_of


def test_runs_come_newest_first_with_what_was_made_of_them(reviewed: Reviewed) -> None:
    desk, olga = reviewed.desk, reviewed.olga
    correct_score(desk, olga, AT_FAULT, FLAGGED.name, score=1.0, reason="It is right.")
    back = CaseAddress(reviewed.worsened, "conflicts", "c-002")
    take_back(desk, olga, correct_score(desk, olga, back, FLAGGED.name, score=1.0, reason="It is right.").id)
    queue_for_second_reader(desk, olga, AT_FAULT, verdict="partly")
    decide_release(desk, olga, reviewed.good, choice="refused", reason="I want to read more first.")
    decide_release(desk, reviewed.omar, reviewed.good, choice="signed_off", reason="Read, and good.")
    worsened, good, baseline = list_runs(desk, olga)
    assert (worsened.run.id, worsened.decision, worsened.corrections, worsened.waiting) == ("run-3", None, 1, 1)
    assert good.decision is not None
    assert (good.decision.by_name, good.decision.decision.choice) == ("Omar", "signed_off")
    assert baseline.run.is_baseline


def test_a_list_reads_no_cases(reviewed: Reviewed) -> None:
    list_runs(reviewed.desk, reviewed.olga)
    trend(reviewed.desk, reviewed.olga, "conflicts", FLAGGED.name)
    assert reviewed.runs.cases_read == 0


def test_a_trend_runs_from_old_to_new_with_intervals(reviewed: Reviewed) -> None:
    points = trend(reviewed.desk, reviewed.olga, "conflicts", FLAGGED.name)
    assert [(one.run_id, one.is_baseline) for one in points] == [("run-1", True), ("run-2", False), ("run-3", False)]
    found = [one.measurement for one in points]
    assert [one and one.value for one in found] == [0.75, 0.75, 70 / 120]
    assert all(one and one.low is not None and one.high is not None and one.low < one.high for one in found)


def test_a_trend_says_why_a_run_has_no_value(reviewed: Reviewed) -> None:
    reviewed.runs.keep(left_out(), [])
    none = cases_of([None])
    reviewed.runs.keep(a_run("run-5", none), none)
    assert [one.why for one in trend(reviewed.desk, reviewed.olga, "conflicts", FLAGGED.name)][3:] == [
        "it took too long",
        "No case could be scored.",
    ]
    assert trend(reviewed.desk, reviewed.olga, "conflicts", REFERRED.name)[0].why == "This run did not measure it."
    assert trend(reviewed.desk, reviewed.olga, "briefs", "facts")[0].why == "The suite was left out."


def left_out() -> EvaluationRun:
    return a_run("run-4", [], not_measured={"conflicts": "it took too long"})


def test_who_left_is_called_so(reviewed: Reviewed) -> None:
    decide_release(reviewed.desk, reviewed.omar, reviewed.good, choice="signed_off", reason="Read, and good.")
    reviewed.store.remove_person("omar")
    decision = list_runs(reviewed.desk, reviewed.olga)[1].decision
    assert decision is not None
    assert decision.by_name == "somebody who left"
