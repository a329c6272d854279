"""What is stuck and why, and the way back to the pool."""

from __future__ import annotations

from datetime import timedelta

import pytest

from assistant.domain.mentors import MentorLimits
from assistant.domain.people import Person
from assistant.errors import Conflict, InvalidInput, NotAllowed, NotFound
from assistant.oversight.pool import pool_places, restore_request, return_to_pool
from assistant.oversight.stuck import StuckRequest, stuck_requests
from assistant.sessions import accept, request_session
from assistant.sessions.requests import NewRequest
from tests.builders import MONDAY, a_conversation, a_person
from tests.oversight.program import A_DAY, OWNER, STRANGERS, Program, a_master, a_program


@pytest.fixture
def program() -> Program:
    return a_program([a_master("ada", "bread"), a_master("ben", "sails")])


def stuck(program: Program, **asked: object) -> list[StuckRequest]:
    return stuck_requests(program.store, OWNER, clock=program.clock, **asked)  # type: ignore[arg-type]


@pytest.mark.parametrize("person", STRANGERS)
def test_only_owners_see_and_return_requests(program: Program, person: Person | None) -> None:
    request = program.ask("ada")
    for act in (
        lambda: stuck_requests(program.store, person, clock=program.clock),
        lambda: pool_places(program.store, person, clock=program.clock),
        lambda: return_to_pool(program.store, person, request.id, clock=program.clock),
        lambda: restore_request(program.store, person, "entry", clock=program.clock),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_a_request_is_stuck_after_the_days_an_owner_chooses(program: Program) -> None:
    old, young = program.ask("ada", ago=7 * A_DAY), program.ask("ben", ago=6 * A_DAY)
    assert [(one.request_id, one.mentor_name, one.reasons) for one in stuck(program)] == [(old.id, "Ada", ("waiting",))]
    assert [one.request_id for one in stuck(program, days=6)] == [old.id, young.id]
    assert stuck(program, days=8) == []
    for days in (0, 366):
        with pytest.raises(InvalidInput):
            stuck(program, days=days)


def test_a_request_counts_its_days_from_when_it_was_sent_again(program: Program) -> None:
    request = program.ask("ada", ago=20 * A_DAY)
    program.store.decide_request(request.id, "more_asked", reply="Which oven?", at=program.clock() - 10 * A_DAY)
    assert stuck(program) == []
    program.store.reopen_request(request.id, question=request.question, at=program.clock() - 3 * A_DAY)
    assert stuck(program) == []


@pytest.mark.parametrize(
    ("limits", "reasons"),
    [
        (MentorLimits(break_until=MONDAY + timedelta(weeks=6)), ("break",)),
        (MentorLimits(break_until=MONDAY + timedelta(weeks=1)), None),
        (MentorLimits(weekly_minutes=15), ("no_minutes",)),
        (MentorLimits(weekly_minutes=30), None),
    ],
)
def test_a_mentor_who_cannot_answer_soon_makes_a_request_stuck_at_once(
    program: Program, limits: MentorLimits, reasons: tuple[str, ...] | None
) -> None:
    program.ask("ada")
    program.store.set_mentor_limits("ada", limits)
    assert [one.reasons for one in stuck(program)] == ([reasons] if reasons else [])


def test_a_mentor_who_closed_or_left_orphans_also_what_they_asked_back_about(program: Program) -> None:
    asked_back = program.ask("ada")
    program.store.decide_request(asked_back.id, "more_asked", reply="Which oven?", at=program.clock())
    waiting = program.ask("ben", ago=8 * A_DAY)
    program.store.set_mentor_accepting("ada", False)
    program.store.import_mentors([a_master("ada", "bread", accepting=False)], replace=True, week=MONDAY)
    assert {one.request_id: (one.mentor_name, one.reasons) for one in stuck(program)} == {
        asked_back.id: ("Ada", ("closed",)),
        waiting.id: ("Ben", ("left",)),
    }


def test_all_requests_that_wait_for_one_mentor_are_shown_when_asked_for(program: Program) -> None:
    fresh = program.ask("ada")
    program.ask("ben", ago=30 * A_DAY)
    assert [(one.request_id, one.reasons) for one in stuck(program, mentor_id="ada")] == [(fresh.id, ())]


def test_a_returned_request_waits_in_the_pool_and_the_mentee_reads_kind_words(program: Program) -> None:
    request = program.ask("ada", ago=9 * A_DAY)
    return_to_pool(program.store, OWNER, request.id, clock=program.clock)
    assert stuck(program) == []
    (place,) = pool_places(program.store, OWNER, clock=program.clock)
    assert (place.mentor_name, place.waited_since, place.can_be_undone) == ("Ada", request.created_at, True)
    assert "never about you" in program.said(request.conversation_id)[-1]
    ((_, line),) = program.store.audit_lines(limit=9)
    assert (line.actor_id, line.action, line.subject_id, line.detail) == (
        "olga",
        "return_request",
        request.id,
        {"mentor": "ada"},
    )


def test_a_mentor_who_accepted_first_keeps_the_request(program: Program) -> None:
    request = program.ask("ada")
    accept(program.store, a_person("ada", "mentor", mentor_id="ada"), request.id, clock=program.clock)
    with pytest.raises(Conflict):
        return_to_pool(program.store, OWNER, request.id, clock=program.clock)
    assert (program.said(request.conversation_id), program.store.audit_lines(limit=9)) == ([], [])
    with pytest.raises(NotFound):
        return_to_pool(program.store, OWNER, "nothing", clock=program.clock)


def test_a_mentor_can_no_longer_accept_what_was_returned(program: Program) -> None:
    request = program.ask("ada")
    return_to_pool(program.store, OWNER, request.id, clock=program.clock)
    with pytest.raises(Conflict):
        accept(program.store, a_person("ada", "mentor", mentor_id="ada"), request.id, clock=program.clock)


def test_a_return_can_be_undone_until_the_mentee_asks_somebody(program: Program) -> None:
    request = program.ask("ada", ago=9 * A_DAY)
    first = return_to_pool(program.store, OWNER, request.id, clock=program.clock)
    restore_request(program.store, OWNER, first.id, clock=program.clock)
    assert program.store.request(request.id) == request
    second = return_to_pool(program.store, OWNER, request.id, clock=program.clock)
    program.later(A_DAY)
    new = NewRequest(request.conversation_id, "ben", "How do I mend sails?", 30)
    request_session(program.store, program.store.person("noor"), new, clock=program.clock)
    assert pool_places(program.store, OWNER, clock=program.clock) == []
    with pytest.raises(Conflict):
        restore_request(program.store, OWNER, second.id, clock=program.clock)


def test_the_pool_keeps_a_question_whose_mentor_was_erased(program: Program) -> None:
    program.store.add_person(a_person("ada", "mentor", mentor_id="ada"), None)
    request = program.ask("ada")
    entry = return_to_pool(program.store, OWNER, request.id, clock=program.clock)
    program.store.remove_person("ada")
    (place,) = pool_places(program.store, OWNER, clock=program.clock)
    assert (place.entry_id, place.mentor_name, place.can_be_undone) == (entry.id, "", False)
    with pytest.raises(Conflict):
        restore_request(program.store, OWNER, entry.id, clock=program.clock)


def test_nobodys_words_reach_an_owner(program: Program) -> None:
    request = program.ask("ada", ago=9 * A_DAY)
    program.store.start_conversation(a_conversation("other"))
    shown = [*stuck(program), *stuck(program, mentor_id="ada")]
    return_to_pool(program.store, OWNER, request.id, clock=program.clock)
    assert "bakery" not in f"{shown} {pool_places(program.store, OWNER, clock=program.clock)}"
    assert "noor" not in f"{shown} {pool_places(program.store, OWNER, clock=program.clock)}"
