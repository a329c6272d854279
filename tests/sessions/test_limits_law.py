"""The law of capacity: whatever is clicked, set or imported, in any order, nobody is pushed above their own limit."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from assistant.domain.people import Person
from assistant.domain.quiet_hours import QuietHours
from assistant.errors import CapacityExceeded, Conflict, InvalidInput
from assistant.sessions import (
    OwnLimits,
    accept,
    end_break,
    lighter_week,
    mark,
    my_load,
    plan,
    set_limits,
    suggested_times,
    take_break,
)
from tests.builders import MONDAY, a_conversation, a_mentor, a_person, a_request
from tests.fakes.clock import StandingClock
from tests.fakes.store import MemoryStore

WEEKS = [MONDAY + timedelta(weeks=n) for n in range(5)]
weeks = st.sampled_from(WEEKS)
few_minutes = st.sampled_from((0, 15, 30, 45, 60, 90, 120))


@dataclass
class Book:
    """The law kept a second time, by hand: limits as they stand, and which session lies in which week."""

    imported: int = 60
    own: int | None = None
    buffer: int = 0
    lighter: set[date] = field(default_factory=set)
    break_until: date | None = None
    sessions: dict[str, tuple[date, int]] = field(default_factory=dict)

    def limit(self, week: date) -> int:
        if self.break_until is not None and self.break_until > week + timedelta(days=6):
            return 0
        weekly = self.imported if self.own is None else min(self.own, self.imported)
        return weekly // 2 if week in self.lighter else weekly

    def used(self, week: date) -> int:
        return sum(minutes + self.buffer for monday, minutes in self.sessions.values() if monday == week)


class Capacity(RuleBasedStateMachine):
    @initialize()
    def begin(self) -> None:
        self.store, self.clock, self.book = MemoryStore(), StandingClock(), Book()
        self.amara: Person = a_person("amara", "mentor", mentor_id="amara")
        self.store.import_mentors([a_mentor()], replace=False, week=MONDAY)
        self.store.add_person(a_person(), None)
        self.asked = 0

    @rule(minutes=st.sampled_from((15, 30, 60)), week=weeks, quarter=st.none() | st.integers(0, 7 * 96 - 1))
    def accept_one(self, minutes: int, week: date, quarter: int | None) -> None:
        request_id = f"request{self.asked}"
        self.asked += 1
        self.store.start_conversation(a_conversation(request_id))
        self.store.add_request(a_request(request_id, conversation_id=request_id, minutes=minutes))
        room = self.book.limit(week) - self.book.used(week)
        try:
            accept(self.store, self.amara, request_id, clock=self.clock, week=week, starts_at=_start(week, quarter))
        except InvalidInput:
            assert quarter is not None
            return
        except CapacityExceeded:
            assert room < minutes + self.book.buffer
            return
        assert room >= minutes + self.book.buffer
        self.book.sessions[request_id] = (week, minutes)

    @rule(number=st.integers(0, 30), week=weeks, quarter=st.none() | st.integers(0, 7 * 96 - 1))
    def move_one(self, number: int, week: date, quarter: int | None) -> None:
        session_id = f"request{number}"
        if session_id not in self.book.sessions:
            return
        before, minutes = self.book.sessions[session_id]
        room = self.book.limit(week) - self.book.used(week)
        try:
            plan(self.store, self.amara, session_id, clock=self.clock, week=week, starts_at=_start(week, quarter))
        except (InvalidInput, Conflict):
            return
        except CapacityExceeded:
            assert before != week
            assert room < minutes + self.book.buffer
            return
        assert before == week or room >= minutes + self.book.buffer
        self.book.sessions[session_id] = (week, minutes)

    @rule(number=st.integers(0, 30), is_heavy=st.booleans())
    def mark_one(self, number: int, is_heavy: bool) -> None:
        if f"request{number}" in self.book.sessions:
            try:
                mark(self.store, self.amara, f"request{number}", is_held=is_heavy, is_heavy=is_heavy, clock=self.clock)
            except InvalidInput:
                assert is_heavy

    @rule(weekly=st.none() | few_minutes, buffer=st.sampled_from((0, 5, 15)), is_quiet=st.booleans())
    def change_limits(self, weekly: int | None, buffer: int, is_quiet: bool) -> None:
        quiet = QuietHours(time(19), time(8)) if is_quiet else None
        set_limits(self.store, self.amara, OwnLimits(weekly, buffer, quiet), clock=self.clock)
        self.book.own, self.book.buffer = weekly, buffer

    @rule(week=st.sampled_from(WEEKS[:2]), is_lighter=st.booleans())
    def change_a_week(self, week: date, is_lighter: bool) -> None:
        lighter_week(self.store, self.amara, week, is_lighter=is_lighter, clock=self.clock)
        (self.book.lighter.add if is_lighter else self.book.lighter.discard)(week)

    @rule(days=st.none() | st.integers(1, 30))
    def change_the_break(self, days: int | None) -> None:
        self.book.break_until = None if days is None else self.clock().date() + timedelta(days=days)
        if self.book.break_until is None:
            end_break(self.store, self.amara, clock=self.clock)
        else:
            take_break(self.store, self.amara, self.book.break_until, clock=self.clock)

    @rule(weekly=few_minutes)
    def import_again(self, weekly: int) -> None:
        self.store.import_mentors([a_mentor(weekly_minutes=weekly)], replace=False, week=MONDAY)
        self.book.imported = weekly

    @invariant()
    def the_load_agrees_with_the_book(self) -> None:
        load = my_load(self.store, self.amara, clock=self.clock)
        for week in WEEKS:
            assert load.limit_minutes(week) == self.book.limit(week)
            assert load.used_minutes(week) == self.book.used(week)
            assert 0 <= load.offered_minutes(week) <= load.free_minutes(week)

    @invariant()
    def what_is_suggested_can_be_planned(self) -> None:
        for session_id, (week, _) in list(self.book.sessions.items())[-1:]:
            session = self.store.session(session_id)
            times = suggested_times(self.store, self.amara, session_id, clock=self.clock, week=week)
            if session is None or session.status == "held" or not times:
                continue
            plan(self.store, self.amara, session_id, clock=self.clock, starts_at=times[-1])


def _start(week: date, quarter: int | None) -> datetime | None:
    monday = datetime.combine(week, time(0), tzinfo=UTC)
    return None if quarter is None else monday + quarter * timedelta(minutes=15)


TestCapacity = Capacity.TestCase
TestCapacity.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
