from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from assistant.errors import AssistantError, CapacityExceeded, Conflict, InvalidInput, NotAllowed, NotFound, NotSignedIn
from assistant.sessions import (
    MyRequest,
    NewRequest,
    accept,
    answer_more,
    ask_for_more,
    decline,
    my_requests,
    request_session,
    withdraw,
)
from tests.builders import MONDAY, a_mentor
from tests.sessions.conftest import Program

GOOD = NewRequest("chat0", "amara", "How do I lead my old colleagues?", 30)


def test_a_mentee_asks_for_a_session_in_the_first_week_with_room(program: Program) -> None:
    request = request_session(program.store, program.noor, GOOD, clock=program.clock)
    assert (request.status, request.week, request.created_at) == ("pending", MONDAY, program.clock.now)
    assert program.store.request(request.id) == request


def test_the_week_asked_for_skips_weeks_without_room(program: Program) -> None:
    for chat in range(2):
        accept(program.store, program.amara, program.ask(chat).id, clock=program.clock)
    assert program.ask(2, minutes=15).week == MONDAY + timedelta(weeks=1)


def test_an_unhurried_mentor_without_minutes_says_so(program: Program) -> None:
    program.store.import_mentors([a_mentor("amara", weekly_minutes=15)], replace=False, week=MONDAY)
    with pytest.raises(CapacityExceeded, match="no week with 30 minutes") as refusal:
        request_session(program.store, program.noor, GOOD, clock=program.clock)
    assert "Amara" in refusal.value.for_people


def test_a_mentor_who_takes_no_requests_is_not_asked(program: Program) -> None:
    program.store.set_mentor_accepting("amara", False)
    with pytest.raises(Conflict) as refusal:
        request_session(program.store, program.noor, GOOD, clock=program.clock)
    assert refusal.value.for_people == "Amara takes no new requests at the moment."


@pytest.mark.parametrize(
    "changes",
    [
        {"question": " "},
        {"question": "..."},
        {"question": "word " * 91},
        {"question": "x" * 2_001},
        {"question": "How?\x00"},
        {"minutes": 45},
    ],
)
def test_a_bad_request_is_refused_before_anything_is_kept(program: Program, changes: dict[str, object]) -> None:
    with pytest.raises(InvalidInput):
        request_session(program.store, program.noor, replace(GOOD, **changes), clock=program.clock)  # type: ignore[arg-type]
    assert program.store.record.requests == {}


def test_ninety_words_fit(program: Program) -> None:
    request_session(program.store, program.noor, replace(GOOD, question="word " * 90), clock=program.clock)


def test_nobody_asks_themselves(program: Program) -> None:
    with pytest.raises(InvalidInput, match="your own profile"):
        request_session(
            program.store, program.bo, replace(GOOD, conversation_id="bos", mentor_id="bo"), clock=program.clock
        )


@pytest.mark.parametrize(
    "changes", [{"conversation_id": "bos"}, {"conversation_id": "nothing"}, {"mentor_id": "nobody"}]
)
def test_only_an_own_chat_and_a_known_mentor(program: Program, changes: dict[str, str]) -> None:
    with pytest.raises(NotFound):
        request_session(program.store, program.noor, replace(GOOD, **changes), clock=program.clock)  # type: ignore[arg-type]


def test_a_chat_asks_a_mentor_once(program: Program) -> None:
    program.ask()
    with pytest.raises(Conflict):
        program.ask()


def test_a_mentee_waits_for_three_mentors_at_most(program: Program) -> None:
    first, _, _ = (program.ask(chat) for chat in range(3))
    with pytest.raises(Conflict) as refusal:
        program.ask(3)
    assert refusal.value.code == "too_many_open_requests"
    withdraw(program.store, program.noor, first.id, clock=program.clock)
    program.ask(3)


def test_my_requests_show_each_mentor_newest_first(program: Program) -> None:
    first = program.ask(0)
    program.clock.move(timedelta(minutes=1))
    second = program.ask(1, mentor_id="bo")
    assert my_requests(program.store, program.noor, clock=program.clock) == [
        MyRequest(second, a_mentor("bo")),
        MyRequest(first, a_mentor("amara")),
    ]
    assert my_requests(program.store, program.bo, clock=program.clock) == []


def test_my_requests_outlive_the_mentors_profile(program: Program) -> None:
    program.ask()
    program.store.import_mentors([], replace=True, week=MONDAY)
    ((mine),) = my_requests(program.store, program.noor, clock=program.clock)
    assert mine.mentor.name == "Amara"


def test_an_answer_makes_the_request_pending_again(program: Program) -> None:
    request = program.ask()
    ask_for_more(program.store, program.amara, request.id, question_back="Which ward?", clock=program.clock)
    answered = answer_more(program.store, program.noor, request.id, question="On ward 7, how?", clock=program.clock)
    assert (answered.status, answered.question) == ("pending", "On ward 7, how?")
    with pytest.raises(Conflict):
        answer_more(program.store, program.noor, request.id, question="Again?", clock=program.clock)


def test_a_decided_request_cannot_be_withdrawn(program: Program) -> None:
    request = program.ask()
    decline(program.store, program.amara, request.id, reason="Not my field.", clock=program.clock)
    with pytest.raises(Conflict):
        withdraw(program.store, program.noor, request.id, clock=program.clock)


def test_only_the_mentee_of_a_request_answers_or_withdraws_it(program: Program) -> None:
    request = program.ask()
    ask_for_more(program.store, program.amara, request.id, question_back="Which ward?", clock=program.clock)
    before = program.store.request(request.id)
    strangers: list[tuple[object, type[AssistantError]]] = [
        (None, NotSignedIn),
        (program.amara, NotAllowed),
        (program.bo, NotFound),
    ]
    for person, refusal in strangers:
        with pytest.raises(refusal):
            answer_more(program.store, person, request.id, question="How?", clock=program.clock)  # type: ignore[arg-type]
        with pytest.raises(refusal):
            withdraw(program.store, person, request.id, clock=program.clock)  # type: ignore[arg-type]
    assert program.store.request(request.id) == before


def test_only_mentees_ask_and_look(program: Program) -> None:
    for person, refusal in ((None, NotSignedIn), (program.amara, NotAllowed)):
        with pytest.raises(refusal):
            request_session(program.store, person, GOOD, clock=program.clock)
        with pytest.raises(refusal):
            my_requests(program.store, person, clock=program.clock)
