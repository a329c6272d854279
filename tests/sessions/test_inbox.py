from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.domain.people import Person
from assistant.errors import (
    AssistantError,
    CapacityExceeded,
    Conflict,
    InvalidInput,
    NotAllowed,
    NotFound,
    NotSignedIn,
)
from assistant.sessions import (
    Requester,
    accept,
    ask_for_more,
    decline,
    inbox,
    my_load,
    set_accepting,
    withdraw,
)
from tests.builders import MONDAY, a_conversation, a_mentor, a_person, a_request
from tests.fakes.clock import StandingClock
from tests.fakes.store import MemoryStore
from tests.sessions.conftest import Program

NEXT_MONDAY = MONDAY + timedelta(weeks=1)


def test_the_inbox_shows_who_asks_but_not_their_email(program: Program) -> None:
    request = program.ask()
    (entry,) = inbox(program.store, program.amara)
    assert entry.request == request
    assert entry.mentee == Requester("Noor", "ward nurse, 4 years", ("en",), "Europe/Oslo")
    assert "noor@example.org" not in repr(entry)


def test_mentors_see_only_their_own_requests(program: Program) -> None:
    program.ask()
    assert inbox(program.store, program.bo) == []


def test_accepting_uses_the_minutes_of_the_week(program: Program) -> None:
    accepted = accept(program.store, program.amara, program.ask().id, clock=program.clock)
    assert (accepted.status, accepted.week) == ("accepted", MONDAY)
    load = my_load(program.store, program.amara, clock=program.clock)
    assert (load.free_minutes(MONDAY), load.free_minutes(NEXT_MONDAY)) == (30, 60)


def test_a_request_left_lying_is_accepted_into_the_present_week(program: Program) -> None:
    request = program.ask()
    program.clock.move(timedelta(weeks=2))
    accepted = accept(program.store, program.amara, request.id, clock=program.clock)
    assert accepted.week == MONDAY + timedelta(weeks=2)


def test_above_the_budget_the_next_week_with_room_is_named(program: Program) -> None:
    first, second, third = (program.ask(chat) for chat in range(3))
    for request in (first, second):
        accept(program.store, program.amara, request.id, clock=program.clock)
    set_accepting(program.store, program.amara, False)
    with pytest.raises(CapacityExceeded) as refusal:
        accept(program.store, program.amara, third.id, clock=program.clock)
    assert refusal.value.next_week == NEXT_MONDAY
    assert refusal.value.for_people == (
        "You have 0 free minutes in the week of 23 November; this needs 30. "
        "The next week with room starts on 30 November."
    )
    accepted = accept(program.store, program.amara, third.id, clock=program.clock, week=refusal.value.next_week)
    assert accepted.week == NEXT_MONDAY


def test_when_no_week_has_room_this_is_said(program: Program) -> None:
    request = program.ask()
    program.store.import_mentors([a_mentor("amara", weekly_minutes=15)], replace=False, week=MONDAY)
    with pytest.raises(CapacityExceeded, match="You have 15 free") as refusal:
        accept(program.store, program.amara, request.id, clock=program.clock)
    assert refusal.value.next_week is None
    assert "No week near" in refusal.value.for_people


@pytest.mark.parametrize(
    "week", [MONDAY - timedelta(weeks=1), MONDAY + timedelta(days=1), MONDAY + timedelta(weeks=13)]
)
def test_a_week_is_a_monday_from_now_to_twelve_weeks_ahead(program: Program, week: date) -> None:
    request = program.ask()
    with pytest.raises(InvalidInput, match="Monday"):
        accept(program.store, program.amara, request.id, clock=program.clock, week=week)
    assert program.store.request(request.id) == request


def test_a_reason_goes_with_a_decline(program: Program) -> None:
    request = program.ask()
    for reason in ("", " ", "x" * 601, "no\x07"):
        with pytest.raises(InvalidInput):
            decline(program.store, program.amara, request.id, reason=reason, clock=program.clock)
    declined = decline(program.store, program.amara, request.id, reason=" Not my field. ", clock=program.clock)
    assert (declined.status, declined.reply, declined.decided_at) == ("declined", "Not my field.", program.clock.now)


def test_asking_for_more_appears_in_the_mentees_chat(program: Program) -> None:
    request = program.ask()
    asked = ask_for_more(program.store, program.amara, request.id, question_back="Which ward?", clock=program.clock)
    assert (asked.status, asked.reply) == ("more_asked", "Which ward?")
    chat = program.store.conversation("chat0")
    assert chat is not None
    (message,) = chat.messages
    assert (message.speaker, message.kind, message.text) == ("mentor", "more_asked", "Which ward?")
    assert chat.draft == ""


def test_a_request_is_decided_once(program: Program) -> None:
    request = program.ask()
    withdraw(program.store, program.noor, request.id, clock=program.clock)
    with pytest.raises(Conflict):
        accept(program.store, program.amara, request.id, clock=program.clock)
    with pytest.raises(Conflict):
        ask_for_more(program.store, program.amara, request.id, question_back="Which?", clock=program.clock)
    chat = program.store.conversation("chat0")
    assert chat is not None
    assert chat.messages == ()


def test_mentors_open_and_close_themselves(program: Program) -> None:
    set_accepting(program.store, program.amara, False)
    assert not my_load(program.store, program.amara, clock=program.clock).profile.accepting


DECISIONS: dict[str, Callable[[Program, Person | None, str], Any]] = {
    "accept": lambda p, who, i: accept(p.store, who, i, clock=p.clock),
    "decline": lambda p, who, i: decline(p.store, who, i, reason="No.", clock=p.clock),
    "ask_for_more": lambda p, who, i: ask_for_more(p.store, who, i, question_back="Which?", clock=p.clock),
}
LOOKS: dict[str, Callable[[Program, Person | None], Any]] = {
    "inbox": lambda p, who: inbox(p.store, who),
    "my_load": lambda p, who: my_load(p.store, who, clock=p.clock),
    "set_accepting": lambda p, who: set_accepting(p.store, who, False),
}


@pytest.mark.parametrize("decision", DECISIONS)
def test_only_the_mentor_of_a_request_decides_it(program: Program, decision: str) -> None:
    request = program.ask()
    strangers: list[tuple[Person | None, type[AssistantError]]] = [
        (None, NotSignedIn),
        (program.noor, NotAllowed),
        (a_person("olga", "owner"), NotAllowed),
        (a_person("loose", "mentor"), NotAllowed),
        (program.bo, NotFound),
    ]
    for person, refusal in strangers:
        with pytest.raises(refusal):
            DECISIONS[decision](program, person, request.id)
    assert program.store.request(request.id) == request
    with pytest.raises(NotFound):
        DECISIONS[decision](program, program.amara, "nothing")


@pytest.mark.parametrize("look", LOOKS)
def test_only_mentors_have_an_inbox(program: Program, look: str) -> None:
    for person, refusal in ((None, NotSignedIn), (program.noor, NotAllowed), (a_person("olga", "owner"), NotAllowed)):
        with pytest.raises(refusal):
            LOOKS[look](program, person)
    assert program.store.mentors(["amara"])[0].accepting


@settings(max_examples=200, deadline=None)
@given(
    weekly=st.integers(0, 240),
    booked=st.integers(0, 600),
    clicks=st.lists(st.tuples(st.sampled_from((15, 30, 60)), st.integers(0, 3)), max_size=25),
)
def test_whatever_is_clicked_no_week_exceeds_the_mentors_own_minutes(
    weekly: int, booked: int, clicks: list[tuple[int, int]]
) -> None:
    store, clock = MemoryStore(), StandingClock()
    store.import_mentors([a_mentor(weekly_minutes=weekly, booked_minutes=booked)], replace=False, week=MONDAY)
    amara = a_person("amara", "mentor", mentor_id="amara")
    store.add_person(a_person(), None)
    accepted: dict[date, int] = {}
    for n, (minutes, weeks) in enumerate(clicks):
        week = MONDAY + timedelta(weeks=weeks)
        store.start_conversation(a_conversation(f"chat{n}"))
        store.add_request(a_request(f"request{n}", conversation_id=f"chat{n}", minutes=minutes))
        free_before = my_load(store, amara, clock=clock).free_minutes(week)
        if minutes <= free_before:
            accept(store, amara, f"request{n}", clock=clock, week=week)
            accepted[week] = accepted.get(week, 0) + minutes
            continue
        with pytest.raises(CapacityExceeded) as refusal:
            accept(store, amara, f"request{n}", clock=clock, week=week)
        if refusal.value.next_week is not None:
            assert my_load(store, amara, clock=clock).free_minutes(refusal.value.next_week) >= minutes
    for week, minutes in accepted.items():
        weeks_gone = (week - MONDAY).days // 7
        outside = min(weekly, max(0, booked - weeks_gone * weekly))
        assert minutes + outside <= weekly


def test_words_a_mentee_took_out_are_masked_in_the_question(program: Program) -> None:
    program.ask()
    program.store.redact("noor", "old colleagues")
    (entry,) = inbox(program.store, program.amara)
    assert entry.request.question == "How do I lead my ▮▮▮?"
