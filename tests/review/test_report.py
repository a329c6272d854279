from __future__ import annotations

from assistant.review import correct_score, decide_release, review_report, take_back
from tests.review.conftest import AT_FAULT, MISSED, Reviewed
from tests.run_builders import FLAGGED, REFERRED


def test_a_review_holds_all_there_is_to_know(reviewed: Reviewed) -> None:
    back = correct_score(reviewed.desk, reviewed.olga, AT_FAULT, FLAGGED.name, score=0.5, reason="Half right.")
    take_back(reviewed.desk, reviewed.olga, back.id)
    correct_score(reviewed.desk, reviewed.olga, AT_FAULT, FLAGGED.name, score=1.0, reason="It is right.")
    reviewed.read_twice("c-002", "wrong", "partly")
    decide_release(reviewed.desk, reviewed.omar, reviewed.worsened, choice="refused", reason="Too many misses.")
    report = review_report(reviewed.desk, reviewed.olga, reviewed.worsened)
    assert (report.made_by, report.made_at) == ("Olga", reviewed.clock.now)
    assert [one.now.case.id for one in report.changed] == [*(f"c-{n:03}" for n in MISSED[1:]), "s-03"]
    assert [change.metric for change in report.changed[-1].changes] == [REFERRED.name]
    assert report.changed[0].was.case.got == "conflict"
    assert [(one.now, one.is_holding, one.withdrawn_by_name) for one in report.corrections] == [
        (1.0, True, ""),
        (0.5, False, "Olga"),
    ]
    assert [(one.first_by_name, one.second_by_name) for one in report.reads] == [("Olga", "Omar")]
    assert [one.by_name for one in report.check.decisions] == ["Omar"]
    assert report.agreement.n == 1


def test_a_correction_seen_in_another_run_is_told_where_it_holds(reviewed: Reviewed) -> None:
    correct_score(reviewed.desk, reviewed.olga, AT_FAULT, FLAGGED.name, score=1.0, reason="It is right.")
    worsened = reviewed.runs.run(reviewed.worsened)
    assert worsened is not None
    later = type(worsened)("run-4", "Version 4", worsened.started_at, worsened.provenance, worsened.suites)
    reviewed.runs.keep(later, reviewed.runs.cases(reviewed.worsened))
    (named,) = review_report(reviewed.desk, reviewed.olga, "run-4").corrections
    assert named.is_holding
    assert review_report(reviewed.desk, reviewed.olga, reviewed.good).corrections == ()
