from __future__ import annotations

import pytest

from assistant.errors import Conflict, InvalidInput, NotFound
from assistant.review import NEEDS_CONFIRMATION, decide_release, decisions_about
from tests.review.conftest import Reviewed


def test_a_version_that_passes_is_signed_off_with_a_reason(reviewed: Reviewed) -> None:
    decision = decide_release(
        reviewed.desk, reviewed.olga, reviewed.good, choice="signed_off", reason="Read ten changed cases."
    )
    assert (decision.baseline_id, decision.check, decision.is_against_check) == ("run-1", "passes", False)
    (named,) = decisions_about(reviewed.desk, reviewed.omar, reviewed.good)
    assert (named.by_name, named.decision) == ("Olga", decision)
    (line,) = reviewed.store.record.audit
    assert (line.action, line.subject_kind, line.subject_id) == ("sign_off_release", "release", "run-2")


@pytest.mark.parametrize("choice", ["signed_off", "refused"])
@pytest.mark.parametrize("reason", ["", " \n"])
def test_a_decision_needs_a_reason(reviewed: Reviewed, choice: str, reason: str) -> None:
    with pytest.raises(InvalidInput):
        decide_release(reviewed.desk, reviewed.olga, reviewed.good, choice=choice, reason=reason)  # type: ignore[arg-type]
    assert (reviewed.store.release_decisions(), reviewed.logged()) == ([], [])


def test_signing_off_what_the_check_refuses_has_to_be_confirmed_and_is_recorded_as_that(reviewed: Reviewed) -> None:
    def sign(*, is_confirmed: bool) -> object:
        return decide_release(
            reviewed.desk,
            reviewed.olga,
            reviewed.worsened,
            choice="signed_off",
            reason="The flags are off in our program.",
            is_confirmed=is_confirmed,
        )

    with pytest.raises(Conflict) as refused:
        sign(is_confirmed=False)
    assert refused.value.code == NEEDS_CONFIRMATION
    assert "pairs told apart" in refused.value.for_people
    assert reviewed.store.release_decisions() == []
    sign(is_confirmed=True)
    (named,) = decisions_about(reviewed.desk, reviewed.olga, reviewed.worsened)
    assert named.decision.is_against_check
    assert len(named.decision.check_reasons) == 2
    assert reviewed.store.record.audit[0].detail["against_check"] == "yes"


def test_refusing_needs_no_confirmation(reviewed: Reviewed) -> None:
    for run_id in (reviewed.good, reviewed.worsened):
        decision = decide_release(reviewed.desk, reviewed.olga, run_id, choice="refused", reason="See the cases.")
        assert not decision.is_against_check


def test_the_last_decision_counts_and_those_before_stay(reviewed: Reviewed) -> None:
    decide_release(reviewed.desk, reviewed.olga, reviewed.good, choice="refused", reason="I want to read more.")
    decide_release(reviewed.desk, reviewed.omar, reviewed.good, choice="signed_off", reason="Read, and good.")
    assert [named.decision.choice for named in decisions_about(reviewed.desk, reviewed.olga, reviewed.good)] == [
        "signed_off",
        "refused",
    ]


def test_nothing_unknown_is_signed_off(reviewed: Reviewed) -> None:
    with pytest.raises(NotFound):
        decide_release(reviewed.desk, reviewed.olga, "run-9", choice="signed_off", reason="It is good.")
