"""What every store promises about the numbers a program's health is computed from."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from assistant.domain.health import CarriedMinutes, DisagreementStanding, DuePromise, QuestionReadiness, Wait
from assistant.errors import Conflict
from assistant.ports.store import Store
from tests.builders import MONDAY, NOW, a_commitment, a_conversation, a_mentor, a_message, a_note, a_person, a_request
from tests.contract.disagreement_contract import a_disagreement, keep_two_items
from tests.contract.session_contract import fill_sessions, fill_two_sides
from tests.contract.store_contract import AN_HOUR, NEXT_MONDAY, fill

A_DAY = timedelta(days=1)


class ReadinessContract:
    @pytest.fixture(autouse=True)
    def chat(self, store: Store) -> None:
        store.add_person(a_person(), None)
        store.start_conversation(a_conversation())

    def test_how_ready_a_question_was_first_and_last_is_kept_with_the_words(self, store: Store) -> None:
        store.append_messages("chat", [a_message(), a_message(at=NOW + AN_HOUR)], seen=0, readiness=0.25)
        assert store.readiness_since(NOW) == [QuestionReadiness("chat", "noor", NOW, first=0.25, last=0.25)]
        store.append_messages("chat", [a_message(at=NOW + A_DAY)], seen=2, readiness=0.5)
        store.append_messages("chat", [a_message(at=NOW + 2 * A_DAY)], seen=3, readiness=0.875)
        assert store.readiness_of("noor") == [QuestionReadiness("chat", "noor", NOW, first=0.25, last=0.875)]

    def test_words_nobody_read_say_nothing_about_readiness(self, store: Store) -> None:
        store.append_messages("chat", [a_message()], seen=0)
        assert store.readiness_since(NOW - A_DAY) == []
        store.append_messages("chat", [a_message()], seen=1, readiness=0.5)
        store.append_messages("chat", [a_message()], seen=2)
        assert [(one.first, one.last) for one in store.readiness_of("noor")] == [(0.5, 0.5)]

    def test_words_that_were_refused_leave_readiness_as_it_was(self, store: Store) -> None:
        store.append_messages("chat", [a_message()], seen=0, readiness=0.25)
        with pytest.raises(Conflict):
            store.append_messages("chat", [a_message()], seen=0, readiness=1.0)
        assert [one.last for one in store.readiness_of("noor")] == [0.25]

    def test_questions_come_from_a_day_on_oldest_first_and_each_to_its_mentee(self, store: Store) -> None:
        store.add_person(a_person("zoe"), None)
        for n, mentee in enumerate(("noor", "zoe", "noor")):
            store.start_conversation(a_conversation(f"chat{n}", mentee))
            store.append_messages(f"chat{n}", [a_message(at=NOW - n * A_DAY)], seen=0, readiness=0.5)
        assert [one.conversation_id for one in store.readiness_since(NOW - A_DAY)] == ["chat1", "chat0"]
        assert [one.conversation_id for one in store.readiness_of("noor")] == ["chat2", "chat0"]

    def test_readiness_goes_with_its_mentee(self, store: Store) -> None:
        store.append_messages("chat", [a_message()], seen=0, readiness=0.25)
        store.remove_person("noor")
        assert store.readiness_since(NOW - A_DAY) == []


class HealthContract:
    def test_a_question_waits_from_the_first_asking_to_the_first_yes(self, store: Store) -> None:
        store.import_mentors([a_mentor(name) for name in ("amara", "bo")], replace=False, week=MONDAY)
        store.add_person(a_person(), None)
        store.start_conversation(a_conversation())
        store.add_request(a_request("first"))
        store.decide_request("first", "declined", reply="", at=NOW + A_DAY)
        store.add_request(a_request("second", mentor_id="bo", created_at=NOW + A_DAY))
        store.add_request(a_request("third", created_at=NOW + 2 * A_DAY))
        store.accept_request("second", week=MONDAY, at=NOW + 3 * A_DAY)
        store.accept_request("third", week=MONDAY, at=NOW + 4 * A_DAY)
        assert store.waits_since(NOW) == [Wait("noor", NOW, NOW + 3 * A_DAY, is_waiting=False)]

    def test_a_question_that_no_mentor_has_answered_waits_however_long_ago_it_was_asked(self, store: Store) -> None:
        fill(store)
        assert store.waits_since(NOW + 100 * A_DAY) == [Wait("noor", NOW, None, is_waiting=True)]

    @pytest.mark.parametrize("status", ["declined", "withdrawn", "more_asked"])
    def test_a_question_that_was_answered_does_not_wait(self, store: Store, status: str) -> None:
        (request_id,) = fill(store)
        store.decide_request(request_id, status, reply="", at=NOW + A_DAY)  # type: ignore[arg-type]
        assert store.waits_since(NOW - A_DAY) == []

    def test_acceptances_from_before_are_left_out(self, store: Store) -> None:
        fill_sessions(store, 2)
        assert len(store.waits_since(NOW)) == 2
        assert store.waits_since(NOW + AN_HOUR) == []

    def test_minutes_are_summed_by_mentor_mentee_and_week(self, store: Store) -> None:
        fill_two_sides(store)
        for n, week in enumerate((MONDAY, NEXT_MONDAY)):
            store.start_conversation(a_conversation(f"more{n}"))
            store.add_request(a_request(f"more{n}", conversation_id=f"more{n}", minutes=15))
            store.accept_request(f"more{n}", week=week, at=NOW)
        assert store.carried_minutes(MONDAY) == [
            CarriedMinutes("amara", "noor", MONDAY, 45),
            CarriedMinutes("amara", "noor", NEXT_MONDAY, 15),
            CarriedMinutes("bo", "zoe", MONDAY, 30),
        ]
        assert store.carried_minutes(NEXT_MONDAY) == [CarriedMinutes("amara", "noor", NEXT_MONDAY, 15)]

    def test_requests_that_were_not_accepted_carry_no_minutes(self, store: Store) -> None:
        fill(store)
        assert store.carried_minutes(date.min) == []
        assert store.first_session_weeks() == {}

    def test_a_mentor_is_new_until_the_week_of_the_first_session(self, store: Store) -> None:
        first, second = fill(store, requests=2)
        store.accept_request(first, week=NEXT_MONDAY, at=NOW)
        store.accept_request(second, week=MONDAY, at=NOW)
        assert store.first_session_weeks() == {"amara": MONDAY}

    def test_disagreements_stand_where_their_mentees_left_them(self, store: Store) -> None:
        keep_two_items(store)
        disagreements = [a_disagreement(), a_disagreement("earlier", found_at=NOW - A_DAY, item_b="c")]
        disagreements[1] = replace(disagreements[1], judgement=replace(disagreements[1].judgement, label="conditional"))
        item = store.guidance_items(["b"])[0]
        store.add_guidance(replace(item, id="c"), disagreements)
        store.decide_disagreement("card", "follow_a", reason="", at=NOW + A_DAY)
        assert store.disagreement_standings() == [
            DisagreementStanding("noor", "conditional", None, NOW - A_DAY, None),
            DisagreementStanding("noor", "conflict", "follow_a", NOW, NOW + A_DAY),
        ]

    def test_promises_are_found_by_their_day(self, store: Store) -> None:
        fill_sessions(store)
        days = [MONDAY - A_DAY, MONDAY, MONDAY + A_DAY, NEXT_MONDAY]
        promises = [a_commitment(f"promise{n}", due=day) for n, day in enumerate(days)]
        promises[1] = replace(promises[1], outcome="adapted")
        store.add_note(a_note(session_id="request0"), [], [*reversed(promises), a_commitment("some day", due=None)])
        assert store.due_promises(since=MONDAY, until=NEXT_MONDAY) == [
            DuePromise("noor", MONDAY, "adapted"),
            DuePromise("noor", MONDAY + A_DAY, None),
        ]
