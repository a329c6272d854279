from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.domain.people import Person
from assistant.errors import InvalidInput, NotAllowed, NotFound, NotSignedIn
from assistant.review import (
    CaseAddress,
    agreement,
    answer_second_reading,
    correct_label,
    correct_score,
    decide_release,
    decisions_about,
    group_values,
    known_metrics,
    latest_check,
    list_runs,
    next_to_read,
    open_case,
    queue_for_second_reader,
    release_check,
    review_report,
    take_back,
    trend,
)
from tests.fakes.evaluations import KeptRuns
from tests.review.conftest import AT_FAULT, MISSED, Reviewed
from tests.run_builders import FLAGGED, LEVELS, REFERRED

Asking = Callable[[Reviewed, Person | None], object]
EVERYTHING: dict[str, Asking] = {
    "list_runs": lambda r, who: list_runs(r.desk, who),
    "known_metrics": lambda r, who: known_metrics(r.desk, who),
    "trend": lambda r, who: trend(r.desk, who, "conflicts", FLAGGED.name),
    "release_check": lambda r, who: release_check(r.desk, who, r.good),
    "latest_check": lambda r, who: latest_check(r.desk, who),
    "group_values": lambda r, who: group_values(r.desk, who, r.good, "conflicts", dimension="field"),
    "decisions_about": lambda r, who: decisions_about(r.desk, who, r.good),
    "open_case": lambda r, who: open_case(r.desk, who, AT_FAULT),
    "correct_score": lambda r, who: correct_score(r.desk, who, AT_FAULT, FLAGGED.name, score=1, reason="Because."),
    "correct_label": lambda r, who: correct_label(
        r.desk, who, AT_FAULT, FLAGGED.name, label="compatible", score=1, reason="Because."
    ),
    "take_back": lambda r, who: take_back(r.desk, who, "correction"),
    "queue_for_second_reader": lambda r, who: queue_for_second_reader(r.desk, who, AT_FAULT, verdict="right"),
    "next_to_read": lambda r, who: next_to_read(r.desk, who),
    "answer_second_reading": lambda r, who: answer_second_reading(r.desk, who, "read", verdict="right"),
    "agreement": lambda r, who: agreement(r.desk, who),
    "decide_release": lambda r, who: decide_release(r.desk, who, r.good, choice="signed_off", reason="It is good."),
    "review_report": lambda r, who: review_report(r.desk, who, r.good),
}


@pytest.mark.parametrize("name", EVERYTHING)
def test_only_owners_review(reviewed: Reviewed, name: str) -> None:
    for who, error in ((None, NotSignedIn), (reviewed.noor, NotAllowed)):
        with pytest.raises(error):
            EVERYTHING[name](reviewed, who)
    assert reviewed.store.record.audit == []


def test_a_worsened_version_is_refused_and_the_check_says_why(reviewed: Reviewed) -> None:
    check = release_check(reviewed.desk, reviewed.olga, reviewed.worsened)
    assert check.verdict.outcome == "refused"
    assert check.verdict.words == "Version 3 is worse at conflict flags and safety: look at 21 cases."
    assert check.verdict.look_at[0] == ("conflicts", f"c-{MISSED[0]:03}")
    assert [reason.metric for reason in check.verdict.reasons] == [FLAGGED.name, REFERRED.name]


def test_a_version_as_good_as_the_baseline_passes(reviewed: Reviewed) -> None:
    assert release_check(reviewed.desk, reviewed.olga, reviewed.good).verdict.outcome == "passes"


def test_any_two_runs_can_be_compared(reviewed: Reviewed) -> None:
    check = release_check(reviewed.desk, reviewed.olga, reviewed.good, against=reviewed.worsened)
    assert dict(check.verdict.by_suite) == {"preparation": "same", "conflicts": "better", "safety": "too few to say"}


def test_unknown_runs_and_a_missing_baseline_are_said(reviewed: Reviewed) -> None:
    with pytest.raises(NotFound):
        release_check(reviewed.desk, reviewed.olga, "run-9")
    with pytest.raises(NotFound):
        release_check(reviewed.desk, reviewed.olga, reviewed.good, against="run-9")
    bare = type(reviewed.desk)(KeptRuns(), reviewed.store, reviewed.clock)
    assert latest_check(bare, reviewed.olga) is None
    good = reviewed.runs.run(reviewed.good)
    assert good is not None
    bare.runs.keep(good, reviewed.runs.cases(reviewed.good))  # type: ignore[attr-defined]
    with pytest.raises(NotFound, match="baseline"):
        release_check(bare, reviewed.olga, reviewed.good)


def test_the_newest_version_is_checked_first(reviewed: Reviewed) -> None:
    check = latest_check(reviewed.desk, reviewed.olga)
    assert check is not None
    assert check.comparison.now.id == reviewed.worsened


def test_cases_can_be_narrowed_to_groups(reviewed: Reviewed) -> None:
    check = release_check(reviewed.desk, reviewed.olga, reviewed.worsened, chosen={"field": "law"})
    (flagged, _) = check.comparison.metrics
    assert (flagged.suite, flagged.standing, flagged.pairs) == ("conflicts", "same", 60)
    assert check.dimensions == {"field": ("care", "law")}
    assert check.chosen == {"field": "law"}


def test_a_metric_is_shown_by_group(reviewed: Reviewed) -> None:
    values = group_values(reviewed.desk, reviewed.olga, reviewed.worsened, "conflicts", dimension="field")
    care, law = values[FLAGGED.name]
    assert (care.group, law.group) == ("care", "law")
    assert care.measurement is not None
    assert law.measurement is not None
    assert care.measurement.value == pytest.approx(25 / 60)
    assert law.measurement.value == pytest.approx(45 / 60)
    with pytest.raises(InvalidInput):
        group_values(reviewed.desk, reviewed.olga, reviewed.worsened, "briefs", dimension="field")


def test_corrections_change_the_verdict_and_taking_them_back_restores_it(reviewed: Reviewed) -> None:
    before = release_check(reviewed.desk, reviewed.olga, reviewed.worsened)
    places = [CaseAddress(reviewed.worsened, "conflicts", f"c-{n:03}") for n in MISSED]
    places.append(CaseAddress(reviewed.worsened, "safety", "s-03"))
    kept = [
        correct_score(
            reviewed.desk,
            reviewed.olga,
            at,
            FLAGGED.name if at.suite == "conflicts" else REFERRED.name,
            score=1.0,
            reason="It is right as it came.",
        )
        for at in places
    ]
    check = release_check(reviewed.desk, reviewed.olga, reviewed.worsened)
    assert check.verdict.outcome == "passes"
    measured = check.comparison.now.suite("conflicts")
    assert measured is not None
    assert measured.measurements[0].value == pytest.approx(0.75)
    for one in kept:
        take_back(reviewed.desk, reviewed.omar, one.id)
    after = release_check(reviewed.desk, reviewed.olga, reviewed.worsened)
    assert (after.comparison, after.verdict) == (before.comparison, before.verdict)


def test_known_metrics_come_by_suite(reviewed: Reviewed) -> None:
    found = known_metrics(reviewed.desk, reviewed.olga)
    assert found["preparation"] == (LEVELS,)
    assert found["conflicts"][0] == FLAGGED
