from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from assistant.domain.people import Person
from assistant.domain.quiet_hours import QuietHours
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
    MentorSession,
    MySession,
    OwnLimits,
    Requester,
    accept,
    mark,
    mentor_sessions,
    my_sessions,
    plan,
    set_limits,
    suggested_times,
    take_break,
    thank,
)
from tests.builders import MONDAY, a_mentor, a_person
from tests.sessions.conftest import Program

NEXT_MONDAY = MONDAY + timedelta(weeks=1)
LINK = "https://meet.example.org/amara?room=7"


def at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=UTC)


def accepted(program: Program, chat: int = 0, **changes: Any) -> str:
    request = program.ask(chat)
    return accept(program.store, program.amara, request.id, clock=program.clock, **changes).id


def test_an_acceptance_with_a_start_and_a_link_is_the_session(program: Program) -> None:
    session_id = accepted(program, starts_at=at(NEXT_MONDAY, 9), meeting_link=f" {LINK} ")
    session = program.store.session(session_id)
    assert session is not None
    assert (session.week, session.starts_at, session.meeting_link) == (NEXT_MONDAY, at(NEXT_MONDAY, 9), LINK)
    request = program.store.request(session_id)
    assert request is not None
    assert (request.status, request.week) == ("accepted", NEXT_MONDAY)


def test_the_week_of_a_start_is_counted_in_utc(program: Program) -> None:
    late_on_sunday = datetime.fromisoformat("2026-11-30T00:30+01:00")
    session = program.store.session(accepted(program, starts_at=late_on_sunday))
    assert session is not None
    assert (session.week, session.starts_at) == (MONDAY, datetime(2026, 11, 29, 23, 30, tzinfo=UTC))


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "meet.example.org", "https://", "https://a b", "https://x/" + "y" * 500]
)
def test_a_link_is_a_web_address(program: Program, link: str) -> None:
    request = program.ask()
    with pytest.raises(InvalidInput, match="web address"):
        accept(program.store, program.amara, request.id, clock=program.clock, meeting_link=link)
    assert program.store.request(request.id) == request


def test_a_start_in_quiet_hours_is_refused_and_nothing_is_kept(program: Program) -> None:
    set_limits(program.store, program.amara, OwnLimits(quiet=QuietHours(time(18), time(9))), clock=program.clock)
    request = program.ask()
    with pytest.raises(InvalidInput, match="quiet hours"):
        accept(program.store, program.amara, request.id, clock=program.clock, starts_at=at(NEXT_MONDAY, 19))
    assert program.store.request(request.id) == request
    assert program.store.session(request.id) is None


def test_a_start_more_than_twelve_weeks_ahead_is_refused(program: Program) -> None:
    request = program.ask()
    with pytest.raises(InvalidInput, match="Monday from"):
        accept(
            program.store, program.amara, request.id, clock=program.clock, starts_at=at(MONDAY + timedelta(weeks=13), 9)
        )


def test_a_start_in_a_full_week_names_the_next_one_with_room(program: Program) -> None:
    for chat in range(2):
        accepted(program, chat)
    third = program.ask(2)
    with pytest.raises(CapacityExceeded) as refusal:
        accept(program.store, program.amara, third.id, clock=program.clock, starts_at=at(MONDAY + timedelta(days=4), 9))
    assert refusal.value.next_week == NEXT_MONDAY


def test_a_session_moves_to_another_week_with_its_minutes(program: Program) -> None:
    session_id = accepted(program)
    moved = plan(program.store, program.amara, session_id, clock=program.clock, starts_at=at(NEXT_MONDAY, 9))
    assert (moved.week, moved.starts_at) == (NEXT_MONDAY, at(NEXT_MONDAY, 9))
    (load,) = program.store.mentor_loads(["amara"], since=MONDAY)
    assert (load.free_minutes(MONDAY), load.free_minutes(NEXT_MONDAY)) == (60, 30)


def test_a_session_does_not_move_into_a_full_week(program: Program) -> None:
    for chat in range(2):
        accepted(program, chat, week=NEXT_MONDAY)
    session_id = accepted(program, 2)
    with pytest.raises(CapacityExceeded) as refusal:
        plan(program.store, program.amara, session_id, clock=program.clock, week=NEXT_MONDAY)
    assert refusal.value.next_week == MONDAY + timedelta(weeks=2)
    assert program.store.session(session_id) is not None


def test_within_its_week_a_session_moves_although_limits_were_lowered(program: Program) -> None:
    session_id = accepted(program)
    set_limits(program.store, program.amara, OwnLimits(0), clock=program.clock)
    moved = plan(
        program.store, program.amara, session_id, clock=program.clock, starts_at=at(MONDAY + timedelta(days=4), 9)
    )
    assert moved.week == MONDAY


def test_the_link_of_a_session_that_has_begun_can_be_mended(program: Program) -> None:
    start = at(MONDAY + timedelta(days=3), 9)
    session_id = accepted(program, starts_at=start)
    program.clock.move(timedelta(days=7))
    mended = plan(program.store, program.amara, session_id, clock=program.clock, starts_at=start, meeting_link=LINK)
    assert (mended.week, mended.starts_at, mended.meeting_link) == (MONDAY, start, LINK)


def test_a_session_may_stand_where_it_stands_but_not_on_another_one(program: Program) -> None:
    first = accepted(program, 0, starts_at=at(NEXT_MONDAY, 9))
    second = accepted(program, 1, starts_at=at(NEXT_MONDAY, 10))
    with pytest.raises(InvalidInput, match="session from 10:00 to 10:30"):
        plan(program.store, program.amara, second, clock=program.clock, starts_at=at(NEXT_MONDAY, 9))
    plan(program.store, program.amara, first, clock=program.clock, starts_at=at(NEXT_MONDAY, 9) + timedelta(minutes=10))


def test_a_held_session_is_not_planned_again(program: Program) -> None:
    session_id = accepted(program)
    mark(program.store, program.amara, session_id, is_held=True, is_heavy=False, clock=program.clock)
    with pytest.raises(Conflict):
        plan(program.store, program.amara, session_id, clock=program.clock, week=NEXT_MONDAY)


def test_a_session_is_marked_once_it_has_begun(program: Program) -> None:
    session_id = accepted(program, starts_at=at(MONDAY + timedelta(days=3), 9))
    with pytest.raises(InvalidInput, match="begins on 26 November"):
        mark(program.store, program.amara, session_id, is_held=True, is_heavy=False, clock=program.clock)
    program.clock.move(timedelta(days=1))
    held = mark(program.store, program.amara, session_id, is_held=True, is_heavy=True, clock=program.clock)
    assert (held.status, held.is_heavy) == ("held", True)
    undone = mark(program.store, program.amara, session_id, is_held=False, is_heavy=False, clock=program.clock)
    assert (undone.status, undone.is_heavy) == ("planned", False)


def test_both_sides_see_their_sessions(program: Program) -> None:
    session = program.store.session(accepted(program))
    assert session is not None
    requester = Requester("Noor", "ward nurse, 4 years", ("en",), "Europe/Oslo")
    assert mentor_sessions(program.store, program.amara) == [MentorSession(session, requester)]
    assert mentor_sessions(program.store, program.bo) == []
    assert my_sessions(program.store, program.noor, clock=program.clock) == [MySession(session, a_mentor("amara"))]
    assert my_sessions(program.store, program.bo, clock=program.clock) == []


def test_thanks_replace_thanks_and_are_words(program: Program) -> None:
    session_id = accepted(program)
    for words in ("Thank you!", " That call changed my week. "):
        thanked = thank(program.store, program.noor, session_id, text=words)
    assert thanked.thanks == "That call changed my week."
    with pytest.raises(InvalidInput):
        thank(program.store, program.noor, session_id, text=" ... ")


def test_times_are_suggested_in_the_first_week_that_has_room(program: Program) -> None:
    for chat in range(2):
        accepted(program, chat)
    request = program.ask(2)
    times = suggested_times(program.store, program.amara, request.id, clock=program.clock)
    assert len(times) == 5
    assert {one.isocalendar().week for one in times} == {NEXT_MONDAY.isocalendar().week}
    accept(program.store, program.amara, request.id, clock=program.clock, starts_at=times[0])


def test_times_keep_clear_of_sessions_of_both_sides(program: Program) -> None:
    taken = suggested_times(program.store, program.amara, program.ask(0).id, clock=program.clock, week=NEXT_MONDAY)
    others = program.ask(1, mentor_id="bo")
    accept(program.store, program.bo, others.id, clock=program.clock, starts_at=taken[0])
    accepted(program, 2, starts_at=taken[1])
    again = suggested_times(program.store, program.amara, program.ask(3).id, clock=program.clock, week=NEXT_MONDAY)
    assert again
    assert not {taken[0], taken[1]} & set(again)


def test_a_session_is_offered_other_times_of_its_own_week_though_it_is_full(program: Program) -> None:
    for chat in range(2):
        session_id = accepted(program, chat, week=NEXT_MONDAY)
    times = suggested_times(program.store, program.amara, session_id, clock=program.clock)
    assert times
    assert {one.isocalendar().week for one in times} == {NEXT_MONDAY.isocalendar().week}


def test_on_a_long_break_no_time_is_suggested(program: Program) -> None:
    request = program.ask()
    take_break(program.store, program.amara, MONDAY + timedelta(weeks=30), clock=program.clock)
    assert suggested_times(program.store, program.amara, request.id, clock=program.clock) == ()


DEEDS: dict[str, Callable[[Program, Person | None, str], Any]] = {
    "plan": lambda p, who, i: plan(p.store, who, i, clock=p.clock),
    "mark": lambda p, who, i: mark(p.store, who, i, is_held=True, is_heavy=True, clock=p.clock),
    "suggested_times": lambda p, who, i: suggested_times(p.store, who, i, clock=p.clock),
}


@pytest.mark.parametrize("deed", DEEDS)
def test_only_the_mentor_of_a_session_plans_and_marks_it(program: Program, deed: str) -> None:
    session_id = accepted(program)
    before = program.store.session(session_id)
    strangers: list[tuple[Person | None, type[AssistantError]]] = [
        (None, NotSignedIn),
        (program.noor, NotAllowed),
        (a_person("olga", "owner"), NotAllowed),
        (program.bo, NotFound),
    ]
    for person, refusal in strangers:
        with pytest.raises(refusal):
            DEEDS[deed](program, person, session_id)
    assert program.store.session(session_id) == before


def test_only_the_mentee_of_a_session_says_thank_you(program: Program) -> None:
    session_id = accepted(program)
    strangers: list[tuple[Person | None, type[AssistantError]]] = [
        (None, NotSignedIn),
        (program.amara, NotAllowed),
        (program.bo, NotFound),
    ]
    for person, refusal in strangers:
        with pytest.raises(refusal):
            thank(program.store, person, session_id, text="Thanks")
    for look, stranger in ((mentor_sessions, program.noor), (mentor_sessions, None)):
        with pytest.raises(NotAllowed):
            look(program.store, stranger)
