"""How load is spread, and for whom it is too much."""

from __future__ import annotations

from datetime import timedelta

import pytest

from assistant.domain.mentors import MentorLimits
from assistant.domain.people import Person
from assistant.errors import NotAllowed
from assistant.oversight.load import LoadView, load_view
from tests.builders import MONDAY
from tests.oversight.program import A_DAY, OWNER, STRANGERS, Program, a_master, a_program

A_WEEK = timedelta(weeks=1)


@pytest.fixture
def program() -> Program:
    return a_program([a_master(name, "bread") for name in ("ada", "ben", "cleo", "dov")])


def view(program: Program) -> LoadView:
    return load_view(program.store, OWNER, clock=program.clock)


@pytest.mark.parametrize("person", STRANGERS)
def test_only_owners_see_how_load_is_spread(program: Program, person: Person | None) -> None:
    with pytest.raises(NotAllowed):
        load_view(program.store, person, clock=program.clock)


def test_this_week_and_the_last_four_are_counted_and_no_week_before(program: Program) -> None:
    for back in (0, 1, 3, 4):
        program.hold("ben", ago=back * A_WEEK)
    row = view(program).mentors[0]
    assert (row.name, row.week_used, row.week_offered) == ("Ben", 30, 120)
    assert (row.used, row.offered, row.session_minutes, row.sessions) == (90, 480, 90, 3)


def test_buffers_and_minutes_promised_outside_use_the_week_but_are_no_sessions(program: Program) -> None:
    program.store.import_mentors([a_master("ben", "bread", booked_minutes=60)], replace=False, week=MONDAY)
    program.store.set_mentor_limits("ben", MentorLimits(buffer_minutes=10))
    program.hold("ben")
    row = view(program).mentors[0]
    assert (row.week_used, row.used, row.offered, row.session_minutes) == (100, 100, 120, 30)


def test_shares_add_up_and_the_peak_is_measured_against_the_mean(program: Program) -> None:
    for _ in range(3):
        program.hold("ada")
    program.hold("dov")
    found = view(program)
    assert [(one.name, one.share) for one in found.mentors] == [("Ada", 0.75), ("Dov", 0.25), ("Ben", 0), ("Cleo", 0)]
    assert found.peak_to_mean == 3.0
    assert found.without_sessions == 2
    assert found.share_of_first(2) == 1.0


def test_a_program_without_sessions_has_no_peak(program: Program) -> None:
    found = view(program)
    assert (found.peak_to_mean, found.overloaded, found.without_sessions) == (None, (), 4)
    assert load_view(a_program([]).store, OWNER, clock=program.clock).mentors == ()


def test_requests_that_wait_count_only_while_the_mentor_has_to_answer(program: Program) -> None:
    program.ask("cleo")
    answered = program.ask("cleo")
    program.store.decide_request(answered.id, "more_asked", reply="Which oven?", at=program.clock())
    assert [one.waiting for one in view(program).mentors if one.name == "Cleo"] == [1]


def test_more_waiting_than_fits_is_too_much_and_the_waiting_ones_can_be_offered_to_others(program: Program) -> None:
    program.store.set_mentor_limits("ada", MentorLimits(weekly_minutes=30))
    for n in range(4):
        program.ask("ada", mentee=f"mentee{n}", ago=n * A_DAY)
    (row,) = view(program).overloaded
    assert (row.name, row.burdens, row.suggestion) == ("Ada", ("queue",), "offer_waiting")


def test_a_full_mentor_without_waiting_requests_is_helped_by_counting_load_for_more(program: Program) -> None:
    for back in (0, 1, 2, 3):
        for _ in range(4):
            program.hold("ada", ago=back * A_WEEK)
    (row,) = view(program).overloaded
    assert (row.burdens, row.suggestion) == (("full", "much_asked"), "even_load")


def test_a_draining_session_is_too_much_and_a_quiet_mentor_with_a_few_sessions_is_not(program: Program) -> None:
    program.hold("ben")
    program.store.mark_session(program.hold("ada"), is_held=True, is_heavy=True)
    (row,) = view(program).overloaded
    assert (row.name, row.burdens, row.strain) == ("Ada", ("strained",), 0.25)


def test_one_session_in_a_quiet_program_is_not_too_much(program: Program) -> None:
    program.store.set_mentor_limits("ada", MentorLimits(weekly_minutes=15))
    program.hold("ada", minutes=15)
    assert view(program).overloaded == ()
