"""What every store promises about sessions and the limits of mentors."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.domain.mentors import NO_LIMITS, AcceptedWeek, MentorLimits, RecentSession
from assistant.domain.sessions import Session
from assistant.errors import CapacityExceeded, Conflict, NotFound
from assistant.ports.store import Store
from tests.builders import MONDAY, NOW, a_conversation, a_mentor, a_person, a_request
from tests.contract.store_contract import AN_HOUR, NEXT_MONDAY, at_once, fill

A_DAY = timedelta(days=1)


def fill_sessions(store: Store, count: int = 1, *, weekly_minutes: int = 600) -> list[str]:
    """Keep the mentor amara, the mentee noor and sessions of 30 minutes in one week; return their ids."""
    ids = fill(store, requests=count, weekly_minutes=weekly_minutes)
    for request_id in ids:
        store.accept_request(request_id, week=MONDAY, at=NOW)
    return ids


def fill_two_sides(store: Store) -> None:
    """Keep a session of noor with amara ("request0"), and one of zoe with bo ("hers")."""
    fill_sessions(store)
    store.import_mentors([a_mentor("bo")], replace=False, week=MONDAY)
    store.add_person(a_person("zoe"), None)
    store.start_conversation(a_conversation("hers", "zoe"))
    store.add_request(a_request("hers", conversation_id="hers", mentee_id="zoe", mentor_id="bo"))
    store.accept_request("hers", week=MONDAY, at=NOW)


def found(session: Session | None) -> Session:
    assert session is not None
    return session


class SessionContract:
    def test_an_accepted_request_is_a_session(self, store: Store) -> None:
        (request_id,) = fill(store)
        assert store.session(request_id) is None
        starts_at = NOW + A_DAY
        store.accept_request(
            request_id, week=MONDAY, at=NOW + AN_HOUR, starts_at=starts_at, meeting_link="https://meet.example.org/x"
        )
        request = a_request()
        expected = Session(
            id=request_id,
            conversation_id="chat0",
            mentee_id="noor",
            mentor_id="amara",
            question=request.question,
            minutes=30,
            week=MONDAY,
            accepted_at=NOW + AN_HOUR,
            starts_at=starts_at,
            meeting_link="https://meet.example.org/x",
        )
        assert store.session(request_id) == expected
        assert store.sessions_of_mentee("noor") == store.sessions_for_mentor("amara") == [expected]
        assert store.sessions_of_mentee("amara") == store.sessions_for_mentor("noor") == []

    def test_a_refused_or_declined_request_is_no_session(self, store: Store) -> None:
        first, second = fill(store, requests=2, weekly_minutes=20)
        with pytest.raises(CapacityExceeded):
            store.accept_request(first, week=MONDAY, at=NOW)
        store.decide_request(second, "declined", reply="no", at=NOW)
        assert store.session(first) is store.session(second) is None

    def test_sessions_come_newest_acceptance_first(self, store: Store) -> None:
        early, late = fill(store, requests=2, weekly_minutes=600)
        store.accept_request(late, week=MONDAY, at=NOW + AN_HOUR)
        store.accept_request(early, week=MONDAY, at=NOW + 2 * AN_HOUR)
        assert [one.id for one in store.sessions_of_mentee("noor")] == [early, late]
        assert [one.id for one in store.sessions_for_mentor("amara")] == [early, late]

    def test_a_session_is_planned_again(self, store: Store) -> None:
        (session_id,) = fill_sessions(store)
        in_oslo = datetime(2026, 12, 1, 9, 0, tzinfo=timezone(AN_HOUR))
        planned = store.plan_session(session_id, week=NEXT_MONDAY, starts_at=in_oslo, meeting_link="https://meet.test")
        assert (planned.week, planned.starts_at, planned.meeting_link) == (NEXT_MONDAY, in_oslo, "https://meet.test")
        assert store.session(session_id) == planned
        (load,) = store.mentor_loads(["amara"], since=MONDAY)
        assert load.accepted == (AcceptedWeek(NEXT_MONDAY, minutes=30, sessions=1),)
        again = store.plan_session(session_id, week=NEXT_MONDAY, starts_at=None, meeting_link="")
        assert (again.starts_at, again.meeting_link) == (None, "")

    def test_a_session_moves_only_into_a_week_with_room(self, store: Store) -> None:
        first, second = fill(store, requests=2, weekly_minutes=40)
        store.accept_request(first, week=MONDAY, at=NOW)
        store.accept_request(second, week=NEXT_MONDAY, at=NOW)
        before = store.session(second)
        with pytest.raises(CapacityExceeded):
            store.plan_session(second, week=MONDAY, starts_at=NOW, meeting_link="https://meet.test")
        assert store.session(second) == before
        store.set_mentor_limits("amara", MentorLimits(weekly_minutes=0))
        moved = store.plan_session(second, week=NEXT_MONDAY, starts_at=NOW, meeting_link="")
        assert moved.starts_at == NOW

    def test_sessions_moved_at_once_never_exceed_the_budget(self, store: Store) -> None:
        ids = fill(store, requests=8, weekly_minutes=70)
        for n, session_id in enumerate(ids):
            store.accept_request(session_id, week=MONDAY + timedelta(weeks=n // 2), at=NOW)
        free = MONDAY + timedelta(weeks=9)
        outcomes = at_once(8, lambda n: store.plan_session(ids[n], week=free, starts_at=None, meeting_link=""))
        assert [type(one) for one in outcomes].count(CapacityExceeded) == 6
        assert [one.minutes for one in store.mentor_loads(since=free)[0].accepted] == [60]

    def test_a_mentor_marks_a_session_and_a_mentee_thanks(self, store: Store) -> None:
        (session_id,) = fill_sessions(store)
        marked = store.mark_session(session_id, is_held=True, is_heavy=True)
        assert (marked.status, marked.is_heavy) == ("held", True)
        thanked = store.thank(session_id, "The talks went well.")
        assert thanked == replace(marked, thanks="The talks went well.")
        assert store.session(session_id) == thanked
        assert found(store.session(session_id)).status == "held"
        back = store.mark_session(session_id, is_held=False, is_heavy=False)
        assert (back.status, back.is_heavy, back.thanks) == ("planned", False, "The talks went well.")

    def test_a_request_that_is_no_session_cannot_be_planned_marked_or_thanked_for(self, store: Store) -> None:
        (request_id,) = fill(store)
        for session_id in (request_id, "nothing"):
            with pytest.raises(NotFound):
                store.plan_session(session_id, week=MONDAY, starts_at=None, meeting_link="")
            with pytest.raises(NotFound):
                store.mark_session(session_id, is_held=True, is_heavy=False)
            with pytest.raises(NotFound):
                store.thank(session_id, "Thank you.")


class LimitsContract:
    def test_limits_come_back_with_the_load_and_replace_those_before(self, store: Store) -> None:
        store.import_mentors([a_mentor("amara"), a_mentor("bo")], replace=False, week=MONDAY)
        limits = MentorLimits(
            weekly_minutes=45,
            buffer_minutes=10,
            quiet_from=time(18, 30),
            quiet_until=time(8),
            lighter_weeks=(MONDAY, NEXT_MONDAY),
            break_until=date(2026, 12, 24),
        )
        store.set_mentor_limits("amara", limits)
        assert [load.limits for load in store.mentor_loads(since=MONDAY)] == [limits, NO_LIMITS]
        store.set_mentor_limits("amara", MentorLimits(buffer_minutes=5))
        assert store.mentor_loads(["amara"], since=MONDAY)[0].limits == MentorLimits(buffer_minutes=5)

    def test_an_import_leaves_limits_alone(self, store: Store) -> None:
        store.import_mentors([a_mentor()], replace=False, week=MONDAY)
        store.set_mentor_limits("amara", MentorLimits(weekly_minutes=15))
        store.import_mentors([a_mentor(weekly_minutes=90)], replace=True, week=MONDAY)
        assert store.mentor_loads(since=MONDAY)[0].limit_minutes(MONDAY) == 15

    def test_only_current_mentors_have_limits(self, store: Store) -> None:
        fill(store)
        store.import_mentors([], replace=True, week=MONDAY)
        for mentor_id in ("amara", "nobody"):
            with pytest.raises(NotFound):
                store.set_mentor_limits(mentor_id, NO_LIMITS)

    @pytest.mark.parametrize(
        ("limits", "weeks"),
        [
            (MentorLimits(weekly_minutes=59), (1, 1, 1)),
            (MentorLimits(weekly_minutes=500), (2, 2, 2)),
            (MentorLimits(buffer_minutes=1), (1, 1, 1)),
            (MentorLimits(buffer_minutes=31), (0, 0, 0)),
            (MentorLimits(lighter_weeks=(NEXT_MONDAY,)), (2, 1, 2)),
            (MentorLimits(break_until=NEXT_MONDAY), (0, 2, 2)),
            (MentorLimits(break_until=NEXT_MONDAY + timedelta(days=6)), (0, 2, 2)),
            (MentorLimits(break_until=NEXT_MONDAY + timedelta(days=7)), (0, 0, 2)),
        ],
    )
    def test_a_mentors_own_limits_are_never_exceeded(
        self, store: Store, limits: MentorLimits, weeks: tuple[int, ...]
    ) -> None:
        """Of 60 minutes a week, two sessions of 30 fit without limits of one's own."""
        ids = iter(fill(store, requests=sum(weeks) + len(weeks)))
        for n, fitting in enumerate(weeks):
            monday = MONDAY + timedelta(weeks=n)
            store.set_mentor_limits("amara", limits)
            for _ in range(fitting):
                store.accept_request(next(ids), week=monday, at=NOW)
            too_many = next(ids)
            with pytest.raises(CapacityExceeded):
                store.accept_request(too_many, week=monday, at=NOW)
            store.set_mentor_limits("amara", NO_LIMITS)
            store.accept_request(too_many, week=monday + timedelta(weeks=20), at=NOW)
            store.set_mentor_limits("amara", limits)
            with pytest.raises(CapacityExceeded):
                store.plan_session(too_many, week=monday, starts_at=None, meeting_link="")

    @settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(
        weekly=st.integers(0, 120),
        buffer=st.integers(0, 30),
        moves=st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2)), max_size=8),
    )
    def test_whatever_is_accepted_and_moved_the_week_stays_within_the_limit(
        self, store: Store, weekly: int, buffer: int, moves: list[tuple[int, int]]
    ) -> None:
        if not store.mentors():
            fill(store, requests=4, weekly_minutes=100)
        store.set_mentor_limits("amara", NO_LIMITS)
        for session in store.sessions_for_mentor("amara"):
            distant = MONDAY + timedelta(weeks=30 + int(session.id[-1]))
            store.plan_session(session.id, week=distant, starts_at=None, meeting_link="")
        store.set_mentor_limits("amara", MentorLimits(weekly_minutes=weekly, buffer_minutes=buffer))
        for n, week in moves:
            try:
                accept_or_move(store, f"request{n}", MONDAY + timedelta(weeks=week))
            except CapacityExceeded:
                continue
        (load,) = store.mentor_loads(since=MONDAY)
        for week in range(3):
            monday = MONDAY + timedelta(weeks=week)
            assert load.used_minutes(monday) <= load.limit_minutes(monday)

    def test_of_limits_set_in_two_windows_at_once_one_is_kept(self, store: Store) -> None:
        store.import_mentors([a_mentor()], replace=False, week=MONDAY)
        chosen = [MentorLimits(weekly_minutes=n) for n in range(6)]
        assert at_once(6, lambda n: store.set_mentor_limits("amara", chosen[n])) == [None] * 6
        assert store.mentor_loads(since=MONDAY)[0].limits in chosen


def accept_or_move(store: Store, request_id: str, week: date) -> None:
    if store.session(request_id) is None:
        store.accept_request(request_id, week=week, at=NOW)
    else:
        store.plan_session(request_id, week=week, starts_at=None, meeting_link="")


class StrainContract:
    def test_a_load_shows_sessions_from_two_weeks_before_on(self, store: Store) -> None:
        weeks = [MONDAY + timedelta(weeks=n) for n in (-3, -2, 0, 1)]
        ids = fill(store, requests=4, weekly_minutes=600)
        store.import_mentors([a_mentor(weekly_minutes=600)], replace=False, week=weeks[0])
        for request_id, week in zip(ids, weeks, strict=True):
            store.accept_request(request_id, week=week, at=NOW)
        starts_at = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
        store.plan_session(ids[2], week=MONDAY, starts_at=starts_at, meeting_link="")
        store.mark_session(ids[2], is_held=True, is_heavy=True)
        (load,) = store.mentor_loads(since=MONDAY)
        assert load.recent == (
            RecentSession(weeks[1], None, 30, is_heavy=False),
            RecentSession(MONDAY, starts_at, 30, is_heavy=True),
            RecentSession(NEXT_MONDAY, None, 30, is_heavy=False),
        )
        assert len(store.mentor_loads(["amara"], since=date.min)[0].recent) == 4

    def test_strain_lowers_what_is_offered_and_not_what_the_mentor_may_accept(self, store: Store) -> None:
        first, second = fill(store, requests=2, weekly_minutes=60)
        store.accept_request(first, week=MONDAY, at=NOW)
        store.mark_session(first, is_held=True, is_heavy=True)
        (load,) = store.mentor_loads(since=MONDAY)
        assert (load.free_minutes(MONDAY), load.offered_minutes(MONDAY)) == (30, 15)
        assert store.accept_request(second, week=MONDAY, at=NOW).status == "accepted"

    def test_sessions_of_other_mentors_strain_nobody_else(self, store: Store) -> None:
        fill_two_sides(store)
        store.mark_session("hers", is_held=True, is_heavy=True)
        assert [load.strain(MONDAY) for load in store.mentor_loads(since=MONDAY)] == [0.0, 0.25]

    def test_a_session_of_a_removed_mentor_stays(self, store: Store) -> None:
        (session_id,) = fill_sessions(store)
        store.import_mentors([], replace=True, week=MONDAY)
        assert store.plan_session(session_id, week=MONDAY, starts_at=NOW, meeting_link="").starts_at == NOW
        with pytest.raises(Conflict):
            store.accept_request(session_id, week=MONDAY, at=NOW)
