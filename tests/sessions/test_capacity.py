from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any

import pytest

from assistant.domain.mentors import MentorLimits
from assistant.domain.people import Person
from assistant.domain.quiet_hours import QuietHours
from assistant.errors import CapacityExceeded, InvalidInput, NotAllowed, NotSignedIn
from assistant.sessions import (
    OwnLimits,
    accept,
    end_break,
    lighter_week,
    mark,
    my_load,
    set_limits,
    take_break,
)
from tests.builders import MONDAY, NOW, a_mentor, a_person
from tests.sessions.conftest import Program

NEXT_MONDAY = MONDAY + timedelta(weeks=1)
TODAY = NOW.date()


def test_limits_are_kept_and_lighter_weeks_and_breaks_stay(program: Program) -> None:
    lighter_week(program.store, program.amara, MONDAY, clock=program.clock)
    take_break(program.store, program.amara, TODAY + timedelta(days=20), clock=program.clock)
    own = OwnLimits(45, 10, QuietHours(time(18), time(9)))
    kept = set_limits(program.store, program.amara, own, clock=program.clock)
    assert kept == MentorLimits(45, 10, time(18), time(9), (MONDAY,), TODAY + timedelta(days=20))
    assert my_load(program.store, program.amara, clock=program.clock).limits == kept
    without_hours = set_limits(program.store, program.amara, OwnLimits(45, 10), clock=program.clock)
    assert without_hours.quiet_hours is None


@pytest.mark.parametrize("imported", [30, 600])
def test_no_import_raises_a_mentor_above_their_own_limit(program: Program, imported: int) -> None:
    set_limits(program.store, program.amara, OwnLimits(45), clock=program.clock)
    program.store.import_mentors([a_mentor("amara", weekly_minutes=imported)], replace=False, week=MONDAY)
    assert my_load(program.store, program.amara, clock=program.clock).limit_minutes(MONDAY) == min(45, imported)


def test_a_lighter_week_halves_the_minutes_until_taken_back(program: Program) -> None:
    lighter_week(program.store, program.amara, NEXT_MONDAY, clock=program.clock)
    lighter_week(program.store, program.amara, NEXT_MONDAY, clock=program.clock)
    load = my_load(program.store, program.amara, clock=program.clock)
    assert [load.limit_minutes(week) for week in (MONDAY, NEXT_MONDAY)] == [60, 30]
    assert load.limits.lighter_weeks == (NEXT_MONDAY,)
    lighter_week(program.store, program.amara, NEXT_MONDAY, is_lighter=False, clock=program.clock)
    assert my_load(program.store, program.amara, clock=program.clock).limit_minutes(NEXT_MONDAY) == 60


def test_lighter_weeks_long_gone_are_forgotten(program: Program) -> None:
    lighter_week(program.store, program.amara, MONDAY, clock=program.clock)
    program.clock.move(timedelta(weeks=9))
    kept = lighter_week(program.store, program.amara, MONDAY + timedelta(weeks=9), clock=program.clock)
    assert kept.lighter_weeks == (MONDAY + timedelta(weeks=9),)


@pytest.mark.parametrize("week", [MONDAY - timedelta(weeks=1), MONDAY + timedelta(days=1), MONDAY + timedelta(weeks=2)])
def test_only_this_week_or_the_next_is_lighter(program: Program, week: date) -> None:
    with pytest.raises(InvalidInput, match="expected 2026-11-23 or 2026-11-30"):
        lighter_week(program.store, program.amara, week, clock=program.clock)


def test_a_break_closes_its_whole_weeks_until_it_ends(program: Program) -> None:
    request = program.ask()
    take_break(program.store, program.amara, MONDAY + timedelta(weeks=2, days=2), clock=program.clock)
    load = my_load(program.store, program.amara, clock=program.clock)
    assert [load.limit_minutes(MONDAY + timedelta(weeks=n)) for n in range(4)] == [0, 0, 60, 60]
    with pytest.raises(CapacityExceeded) as refusal:
        accept(program.store, program.amara, request.id, clock=program.clock)
    assert refusal.value.next_week == MONDAY + timedelta(weeks=2)
    end_break(program.store, program.amara, clock=program.clock)
    assert accept(program.store, program.amara, request.id, clock=program.clock).week == MONDAY


@pytest.mark.parametrize("until", [TODAY, TODAY - timedelta(days=1), TODAY + timedelta(days=367)])
def test_a_break_ends_within_a_year(program: Program, until: date) -> None:
    with pytest.raises(InvalidInput, match="within a year"):
        take_break(program.store, program.amara, until, clock=program.clock)


@pytest.mark.parametrize(
    "own",
    [
        OwnLimits(weekly_minutes=-1),
        OwnLimits(weekly_minutes=10_081),
        OwnLimits(buffer_minutes=-5),
        OwnLimits(buffer_minutes=121),
        OwnLimits(quiet=QuietHours(time(8), time(8))),
    ],
)
def test_limits_that_make_no_sense_are_refused(program: Program, own: OwnLimits) -> None:
    with pytest.raises(InvalidInput):
        set_limits(program.store, program.amara, own, clock=program.clock)
    assert my_load(program.store, program.amara, clock=program.clock).limits == MentorLimits()


def test_the_buffer_uses_up_the_week_like_the_session(program: Program) -> None:
    set_limits(program.store, program.amara, OwnLimits(buffer_minutes=15), clock=program.clock)
    first, second = program.ask(0), program.ask(1, minutes=15)
    accept(program.store, program.amara, first.id, clock=program.clock)
    assert my_load(program.store, program.amara, clock=program.clock).free_minutes(MONDAY) == 15
    with pytest.raises(CapacityExceeded) as refusal:
        accept(program.store, program.amara, second.id, clock=program.clock)
    assert "15 free minutes" in refusal.value.for_people
    assert "this needs 15 and 15 after it" in refusal.value.for_people


def test_after_a_draining_session_mentees_are_offered_less_but_the_mentor_may_still_accept(program: Program) -> None:
    waiting, held = program.ask(1), program.ask(0, minutes=15)
    accept(program.store, program.amara, held.id, clock=program.clock)
    mark(program.store, program.amara, held.id, is_held=True, is_heavy=True, clock=program.clock)
    load = my_load(program.store, program.amara, clock=program.clock)
    assert (load.free_minutes(MONDAY), load.offered_minutes(MONDAY)) == (45, 30)
    assert program.ask(2, minutes=60).week == MONDAY + timedelta(weeks=3)
    mark(program.store, program.amara, held.id, is_held=True, is_heavy=False, clock=program.clock)
    assert accept(program.store, program.amara, waiting.id, clock=program.clock).week == MONDAY


def test_acceptance_may_use_what_strain_withholds(program: Program) -> None:
    requests = [program.ask(chat, minutes=15) for chat in range(3)]
    for request in requests[:2]:
        accept(program.store, program.amara, request.id, clock=program.clock)
        mark(program.store, program.amara, request.id, is_held=True, is_heavy=True, clock=program.clock)
    assert my_load(program.store, program.amara, clock=program.clock).offered_minutes(MONDAY) == 0
    accept(program.store, program.amara, requests[2].id, clock=program.clock)


LOOKS: dict[str, Callable[[Program, Person | None], Any]] = {
    "set_limits": lambda p, who: set_limits(p.store, who, OwnLimits(600), clock=p.clock),
    "lighter_week": lambda p, who: lighter_week(p.store, who, MONDAY, clock=p.clock),
    "take_break": lambda p, who: take_break(p.store, who, TODAY + timedelta(days=3), clock=p.clock),
    "end_break": lambda p, who: end_break(p.store, who, clock=p.clock),
}


@pytest.mark.parametrize("change", LOOKS)
def test_nobody_but_a_mentor_sets_limits_an_owner_included(program: Program, change: str) -> None:
    for person, refusal in ((None, NotSignedIn), (program.noor, NotAllowed), (a_person("olga", "owner"), NotAllowed)):
        with pytest.raises(refusal):
            LOOKS[change](program, person)
    LOOKS[change](program, program.bo)
    assert my_load(program.store, program.amara, clock=program.clock).limits == MentorLimits()
