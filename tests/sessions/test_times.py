from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.domain.mentors import MentorLimits, MentorLoad
from assistant.domain.sessions import Session
from assistant.errors import InvalidInput
from assistant.sessions.times import NOTICE, TimeWish, check_time, suggest_times
from tests.builders import MONDAY, NOW, a_mentor

PARIS = ZoneInfo("Europe/Paris")
NEXT_MONDAY = MONDAY + timedelta(weeks=1)


def a_load(limits: MentorLimits | None = None, *, timezone: str = "Europe/Paris") -> MentorLoad:
    return MentorLoad(a_mentor(timezone=timezone), MONDAY, limits=limits or MentorLimits())


def a_session(starts_at: datetime | None, minutes: int = 30) -> Session:
    return Session("other", "chat", "bo", "amara", "How?", minutes, MONDAY, NOW, starts_at)  # type: ignore[arg-type]


def a_wish(timezone: str = "Europe/Oslo", *, week: date = NEXT_MONDAY, minutes: int = 30) -> TimeWish:
    return TimeWish(week, minutes, timezone, NOW)


def in_paris(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), tzinfo=PARIS)


def test_neighbours_get_a_time_each_working_day_early_midday_and_late() -> None:
    times = suggest_times(a_load(), [], a_wish())
    assert [f"{one.astimezone(PARIS):%a %H:%M}" for one in times] == [
        "Mon 09:00",
        "Tue 12:30",
        "Wed 16:30",
        "Thu 09:00",
        "Fri 12:30",
    ]


def test_far_apart_both_still_work_then() -> None:
    times = suggest_times(a_load(), [], a_wish("America/New_York"))
    assert len(times) == 5
    for one in times:
        assert time(15) <= one.astimezone(PARIS).time() <= time(16, 30)
        assert time(9) <= one.astimezone(ZoneInfo("America/New_York")).time()


def test_where_working_days_never_meet_both_are_at_least_awake() -> None:
    times = suggest_times(a_load(), [], a_wish("Pacific/Auckland"))
    assert times
    for one in times:
        assert 7 <= one.astimezone(PARIS).hour < 22
        assert 7 <= one.astimezone(ZoneInfo("Pacific/Auckland")).hour < 22


def test_this_week_only_what_is_left_of_it() -> None:
    times = suggest_times(a_load(), [], a_wish(week=MONDAY))
    assert times
    assert min(times) >= NOW + NOTICE
    assert suggest_times(a_load(), [], a_wish(week=MONDAY - timedelta(weeks=1))) == ()


def test_days_of_a_break_are_left_out() -> None:
    times = suggest_times(a_load(MentorLimits(break_until=NEXT_MONDAY + timedelta(days=4))), [], a_wish())
    assert {one.date() for one in times} == {NEXT_MONDAY + timedelta(days=4)}
    assert len(times) == 3


def test_a_good_time_passes() -> None:
    check_time(a_load(), [], starts_at=in_paris(NEXT_MONDAY, 10), minutes=30, now=NOW)


def test_quiet_hours_refuse_a_start_and_say_why() -> None:
    load = a_load(MentorLimits(quiet_from=time(18), quiet_until=time(9)))
    with pytest.raises(InvalidInput) as refusal:
        check_time(load, [], starts_at=in_paris(NEXT_MONDAY, 18, 30).astimezone(UTC), minutes=30, now=NOW)
    assert refusal.value.for_people == (
        "18:30 lies in your quiet hours, 18:00 to 09:00. Choose another time, or change your quiet hours first."
    )


def test_a_break_refuses_a_start_before_its_end() -> None:
    load = a_load(MentorLimits(break_until=NEXT_MONDAY + timedelta(days=2)))
    with pytest.raises(InvalidInput, match="on a break until 2 December"):
        check_time(load, [], starts_at=in_paris(NEXT_MONDAY + timedelta(days=1), 10), minutes=30, now=NOW)
    check_time(load, [], starts_at=in_paris(NEXT_MONDAY + timedelta(days=2), 10), minutes=30, now=NOW)


@pytest.mark.parametrize(("minute", "is_free"), [(0, True), (5, False), (30, False), (55, False)])
def test_another_session_is_met_by_whoever_begins_before_it_ends_or_ends_after_it_begins(
    minute: int, is_free: bool
) -> None:
    busy = [a_session(in_paris(NEXT_MONDAY, 10, 30)), a_session(None)]
    start = in_paris(NEXT_MONDAY, 10, minute)
    if is_free:
        check_time(a_load(), busy, starts_at=start, minutes=30, now=NOW)
        return
    with pytest.raises(InvalidInput, match="session from 10:30 to 11:00 on 30 November"):
        check_time(a_load(), busy, starts_at=start, minutes=30, now=NOW)


def test_the_buffer_is_kept_free_on_both_sides() -> None:
    load, busy = a_load(MentorLimits(buffer_minutes=15)), [a_session(in_paris(NEXT_MONDAY, 10, 30))]
    for start in (in_paris(NEXT_MONDAY, 9, 50), in_paris(NEXT_MONDAY, 11, 10)):
        with pytest.raises(InvalidInput, match="you keep 15 minutes free after each"):
            check_time(load, busy, starts_at=start, minutes=30, now=NOW)
    for start in (in_paris(NEXT_MONDAY, 9, 45), in_paris(NEXT_MONDAY, 11, 15)):
        check_time(load, busy, starts_at=start, minutes=30, now=NOW)


def test_past_times_and_times_without_a_zone_are_refused() -> None:
    with pytest.raises(InvalidInput, match="has passed"):
        check_time(a_load(), [], starts_at=NOW, minutes=30, now=NOW)
    with pytest.raises(InvalidInput, match="no time zone"):
        check_time(a_load(), [], starts_at=datetime(2026, 12, 1, 10), minutes=30, now=NOW)  # noqa: DTZ001


ZONES = st.sampled_from(("Europe/Paris", "America/New_York", "Asia/Kathmandu", "Pacific/Auckland", "America/St_Johns"))


@settings(max_examples=60, deadline=None)
@given(
    mentor=ZONES,
    mentee=ZONES,
    weeks=st.integers(0, 20),
    minutes=st.sampled_from((15, 30, 60)),
    limits=st.builds(
        MentorLimits,
        buffer_minutes=st.integers(0, 60),
        quiet_from=st.just(time(13)) | st.just(time(19)),
        quiet_until=st.just(time(15)) | st.just(time(10)),
    ),
    busy=st.lists(st.tuples(st.integers(0, 7 * 24 * 4 - 1), st.sampled_from((15, 30, 60))), max_size=30),
)
def test_every_suggestion_passes_the_check_and_lies_in_the_week(
    mentor: str, mentee: str, weeks: int, minutes: int, limits: MentorLimits, busy: list[tuple[int, int]]
) -> None:
    week = MONDAY + timedelta(weeks=weeks)
    monday = datetime.combine(week, time(0), tzinfo=UTC)
    sessions = [a_session(monday + quarter * timedelta(minutes=15), length) for quarter, length in busy]
    load = a_load(limits, timezone=mentor)
    times = suggest_times(load, sessions, a_wish(mentee, week=week, minutes=minutes))
    assert list(times) == sorted(set(times))
    assert len(times) <= 5
    for one in times:
        assert monday <= one < monday + timedelta(days=7)
        check_time(load, sessions, starts_at=one, minutes=minutes, now=NOW)
        assert all(one.astimezone(ZoneInfo(zone)).weekday() < 5 for zone in (mentor, mentee))


def test_suggestions_do_not_depend_on_the_order_of_other_sessions() -> None:
    busy = [a_session(in_paris(NEXT_MONDAY + timedelta(days=n), 9)) for n in range(5)]
    busy = [replace(one, id=f"s{n}") for n, one in enumerate(busy)]
    assert suggest_times(a_load(), busy, a_wish()) == suggest_times(a_load(), busy[::-1], a_wish())
