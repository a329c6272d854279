"""What every store promises about reviews of evaluation runs: everything is added, nothing is lost."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from assistant.domain.audit import AuditLine
from assistant.domain.reviews import Correction, Reading, ReleaseDecision, SecondRead
from assistant.errors import AlreadyExists, AssistantError, Conflict, NotFound
from assistant.ports.store import Store
from tests.builders import NOW, a_person
from tests.contract.store_contract import AN_HOUR, at_once


def a_line(line_id: str = "line", **changes: Any) -> AuditLine:
    return replace(AuditLine(line_id, NOW, "olga", "correct_score", "case", "conflicts/c-1"), **changes)


def a_correction(correction_id: str = "correction", **changes: Any) -> Correction:
    correction = Correction(
        id=correction_id,
        run_id="run-2",
        suite="conflicts",
        case_id="c-1",
        metric="pairs told apart",
        kind="score",
        expected="conflict",
        got="compatible",
        label="conflict",
        before=(0.0, 1.0),
        after=(1.0, 1.0),
        reason="Both pieces can be followed.",
        by="olga",
        at=NOW,
    )
    return replace(correction, **changes)


def a_reading(by: str = "olga", **changes: Any) -> Reading:
    return replace(Reading(by, "partly", "It names the wrong mentor.", NOW), **changes)


def a_second_read(read_id: str = "read", **changes: Any) -> SecondRead:
    return replace(SecondRead(read_id, "run-2", "conflicts", "c-1", a_reading()), **changes)


def a_decision(decision_id: str = "decision", **changes: Any) -> ReleaseDecision:
    decision = ReleaseDecision(
        id=decision_id,
        run_id="run-2",
        baseline_id="run-1",
        choice="refused",
        reason="Conflict flags are worse.",
        check="refused",
        check_reasons=("Conflict flags fell.",),
        by="olga",
        at=NOW,
    )
    return replace(decision, **changes)


def logged(store: Store) -> list[str]:
    return [line.id for _, line in reversed(store.audit_lines(limit=100))]


class CorrectionContract:
    def test_a_correction_is_found_as_made_and_logged(self, store: Store) -> None:
        assert store.corrections() == []
        store.add_correction(a_correction(), line=a_line())
        assert store.corrections() == store.corrections(("conflicts", "c-1")) == [a_correction()]
        assert logged(store) == ["line"]

    def test_corrections_of_one_case_come_in_the_order_they_were_made(self, store: Store) -> None:
        for name, at in (("b", NOW), ("a", NOW - AN_HOUR), ("other", NOW)):
            changes = {"case_id": "c-2"} if name == "other" else {}
            store.add_correction(a_correction(name, at=at, **changes), line=a_line(name))
        store.add_correction(a_correction("safety", suite="safety"), line=a_line("safety"))
        assert [one.id for one in store.corrections(("conflicts", "c-1"))] == ["b", "a"]
        assert [one.id for one in store.corrections()] == ["b", "a", "other", "safety"]

    def test_two_owners_who_correct_one_case_at_once_lose_nothing(self, store: Store) -> None:
        at_once(8, lambda n: store.add_correction(a_correction(f"by-{n}", by=f"owner{n}"), line=a_line(f"line-{n}")))
        assert {one.id for one in store.corrections(("conflicts", "c-1"))} == {f"by-{n}" for n in range(8)}
        assert sorted(logged(store)) == [f"line-{n}" for n in range(8)]

    def test_a_correction_taken_back_stays_kept(self, store: Store) -> None:
        store.add_correction(a_correction(), line=a_line())
        back = store.withdraw_correction("correction", by="omar", at=NOW + AN_HOUR, line=a_line("back"))
        assert back == a_correction(withdrawn_by="omar", withdrawn_at=NOW + AN_HOUR)
        assert store.corrections() == [back]
        assert logged(store) == ["line", "back"]

    def test_of_many_who_take_a_correction_back_at_once_one_does(self, store: Store) -> None:
        store.add_correction(a_correction(), line=a_line())
        outcomes = at_once(
            6, lambda n: store.withdraw_correction("correction", by=f"o{n}", at=NOW, line=a_line(f"back-{n}"))
        )
        assert sum(isinstance(one, Correction) for one in outcomes) == 1
        assert sum(isinstance(one, Conflict) for one in outcomes) == 5
        assert len(logged(store)) == 2

    def test_what_is_refused_is_not_logged(self, store: Store) -> None:
        store.add_correction(a_correction(), line=a_line())
        with pytest.raises(AlreadyExists):
            store.add_correction(a_correction(), line=a_line("again"))
        with pytest.raises(NotFound):
            store.withdraw_correction("nothing", by="olga", at=NOW, line=a_line("never"))
        assert logged(store) == ["line"]

    def test_a_change_whose_line_cannot_be_kept_is_not_kept_either(self, store: Store) -> None:
        store.add_correction(a_correction(), line=a_line())
        with pytest.raises(AssistantError):
            store.add_correction(a_correction("second"), line=a_line())
        assert [one.id for one in store.corrections()] == ["correction"]

    def test_corrections_outlast_the_person_who_made_them(self, store: Store) -> None:
        store.add_person(a_person("olga", "owner"), None)
        store.add_correction(a_correction(), line=a_line())
        store.remove_person("olga")
        assert [one.by for one in store.corrections()] == ["olga"]


class SecondReadContract:
    def test_a_queued_case_is_found_as_queued_and_logged(self, store: Store) -> None:
        store.queue_second_read(a_second_read(), line=a_line())
        assert store.second_reads() == [a_second_read()]
        assert store.second_read("read") == a_second_read()
        assert store.second_read("nothing") is None
        assert logged(store) == ["line"]

    def test_a_case_of_a_run_waits_once(self, store: Store) -> None:
        store.queue_second_read(a_second_read(), line=a_line())
        with pytest.raises(AlreadyExists):
            store.queue_second_read(a_second_read("again"), line=a_line("again"))
        store.queue_second_read(a_second_read("other run", run_id="run-3"), line=a_line("other run"))
        store.queue_second_read(a_second_read("other case", case_id="c-2"), line=a_line("other case"))
        assert [one.id for one in store.second_reads()] == ["read", "other run", "other case"]
        assert logged(store) == ["line", "other run", "other case"]

    def test_a_case_that_was_read_twice_can_be_queued_again(self, store: Store) -> None:
        store.queue_second_read(a_second_read(), line=a_line())
        store.answer_second_read("read", a_reading("omar"), line=a_line("answer"))
        store.queue_second_read(a_second_read("again"), line=a_line("again"))
        assert [one.second is None for one in store.second_reads()] == [False, True]

    def test_the_second_reading_is_kept_beside_the_first(self, store: Store) -> None:
        store.queue_second_read(a_second_read(), line=a_line())
        second = a_reading("omar", verdict="right", note="", at=NOW + AN_HOUR)
        answered = store.answer_second_read("read", second, line=a_line("answer"))
        assert answered == a_second_read(second=second)
        assert store.second_reads() == [answered]
        assert logged(store) == ["line", "answer"]

    def test_of_many_readers_at_once_one_is_the_second(self, store: Store) -> None:
        store.queue_second_read(a_second_read(), line=a_line())
        outcomes = at_once(
            6, lambda n: store.answer_second_read("read", a_reading(f"o{n}"), line=a_line(f"answer-{n}"))
        )
        assert sum(isinstance(one, SecondRead) for one in outcomes) == 1
        assert sum(isinstance(one, Conflict) for one in outcomes) == 5
        assert len(logged(store)) == 2

    def test_nothing_unknown_is_read(self, store: Store) -> None:
        with pytest.raises(NotFound):
            store.answer_second_read("nothing", a_reading(), line=a_line())
        assert logged(store) == []


class ReleaseDecisionContract:
    def test_a_decision_is_found_as_made_and_logged(self, store: Store) -> None:
        store.add_release_decision(a_decision(), line=a_line())
        assert store.release_decisions() == store.release_decisions("run-2") == [a_decision()]
        assert store.release_decisions("run-1") == []
        assert logged(store) == ["line"]

    def test_the_last_decision_comes_last_and_those_before_stay(self, store: Store) -> None:
        store.add_release_decision(a_decision("first"), line=a_line("1"))
        store.add_release_decision(a_decision("other", run_id="run-3"), line=a_line("2"))
        store.add_release_decision(a_decision("last", choice="signed_off", at=NOW - AN_HOUR), line=a_line("3"))
        assert [one.id for one in store.release_decisions("run-2")] == ["first", "last"]
        assert [one.id for one in store.release_decisions()] == ["first", "other", "last"]

    def test_owners_who_decide_at_once_are_all_kept(self, store: Store) -> None:
        at_once(6, lambda n: store.add_release_decision(a_decision(f"by-{n}"), line=a_line(f"line-{n}")))
        assert len(store.release_decisions("run-2")) == len(logged(store)) == 6

    def test_a_decision_is_kept_once(self, store: Store) -> None:
        store.add_release_decision(a_decision(), line=a_line())
        with pytest.raises(AlreadyExists):
            store.add_release_decision(a_decision(), line=a_line("again"))
        assert logged(store) == ["line"]
