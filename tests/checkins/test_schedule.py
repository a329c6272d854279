from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.checkins.schedule import (
    STEPS_MAX,
    first_day,
    has_stopped,
    is_look_back,
    is_silent,
    is_worth_asking,
    next_day,
    spacing_days,
)
from assistant.domain.checkins import CheckIn
from assistant.domain.guidance import OUTCOMES, Outcome
from tests.builders import a_commitment

SESSION = date(2026, 11, 25)
DUE = SESSION + timedelta(days=10)


def at(day: date) -> datetime:
    return datetime.combine(day, time(10), tzinfo=UTC)


def asked(on: date, step: int = 1) -> CheckIn:
    return CheckIn(f"c{step}", "promise", "noor", due_on=on, step=step, asked_at=at(on))


def answered(outcome: Outcome, on: date, step: int = 1) -> CheckIn:
    return replace(asked(on, step), answered_at=at(on), outcome=outcome)


def test_the_first_question_comes_on_the_commitments_own_day() -> None:
    assert first_day(a_commitment(due=DUE), session_date=SESSION) == DUE


def test_without_a_day_it_comes_a_week_after_the_session() -> None:
    assert first_day(a_commitment(due=None), session_date=SESSION) == SESSION + timedelta(days=7)


@pytest.mark.parametrize(("days", "spacing"), [(0, 4), (4, 4), (10, 10), (28, 28), (90, 28), (-3, 4)])
def test_the_spacing_follows_the_time_they_gave_themselves(days: int, spacing: int) -> None:
    commitment = a_commitment(due=SESSION + timedelta(days=days))
    assert spacing_days(commitment, session_date=SESSION) == spacing


def test_after_stuck_the_next_question_comes_sooner_and_after_done_later() -> None:
    days = {outcome: next_day([answered(outcome, DUE)], spacing=10, today=DUE) for outcome in OUTCOMES}
    assert days == {
        "stuck": DUE + timedelta(days=5),
        "done": DUE + timedelta(days=20),
        "adapted": DUE + timedelta(days=20),
        "dropped": None,
    }


def test_the_look_back_is_at_least_two_weeks_later_and_comes_once() -> None:
    first = answered("done", DUE)
    later = next_day([first], spacing=4, today=DUE)
    assert later == DUE + timedelta(days=14)
    for outcome in ("done", "adapted"):
        assert next_day([first, answered(outcome, later, 2)], spacing=4, today=later) is None


def test_what_did_not_last_is_asked_about_once_more() -> None:
    history = [answered("done", DUE), answered("stuck", DUE + timedelta(days=20), 2)]
    assert next_day(history, spacing=10, today=DUE) == DUE + timedelta(days=25)


def test_a_question_waits_a_week_for_its_answer() -> None:
    waiting = asked(DUE)
    assert not is_silent(waiting, today=DUE + timedelta(days=6))
    assert is_silent(waiting, today=DUE + timedelta(days=7))
    assert not is_silent(answered("done", DUE), today=DUE + timedelta(days=70))
    assert not is_silent(replace(waiting, asked_at=None), today=DUE + timedelta(days=70))


def test_an_unanswered_question_is_asked_once_more_then_never_again() -> None:
    first = asked(DUE)
    assert next_day([first], spacing=10, today=DUE + timedelta(days=6)) is None
    again = next_day([first], spacing=10, today=DUE + timedelta(days=7))
    assert again == DUE + timedelta(days=10)
    second, later = asked(again, 2), again + timedelta(days=30)
    assert has_stopped([first, second], today=later)
    assert next_day([first, second], spacing=10, today=later) is None


def test_two_unanswered_questions_stop_only_in_a_row() -> None:
    history = [asked(DUE), answered("stuck", DUE + timedelta(days=10), 2)]
    assert not has_stopped(history, today=DUE + timedelta(days=60))


def test_the_third_question_is_the_last() -> None:
    history = [answered("stuck", DUE + timedelta(days=5 * n), n + 1) for n in range(3)]
    assert next_day(history[:2], spacing=10, today=DUE) == DUE + timedelta(days=10)
    assert next_day(history, spacing=10, today=DUE) is None


def test_a_look_back_follows_what_was_done() -> None:
    assert not is_look_back([asked(DUE)])
    assert is_look_back([answered("done", DUE), asked(DUE, 2)])
    assert not is_look_back([answered("stuck", DUE), asked(DUE, 2)])


def test_only_what_the_mentee_promised_and_did_not_drop_is_asked_about() -> None:
    assert is_worth_asking(a_commitment())
    assert is_worth_asking(a_commitment(outcome="stuck"))
    assert not is_worth_asking(a_commitment(outcome="dropped"))
    assert not is_worth_asking(a_commitment(who="mentor"))


@settings(max_examples=300, deadline=None)
@given(
    replies=st.lists(st.none() | st.sampled_from(OUTCOMES), min_size=1, max_size=8),
    delay=st.integers(0, 6),
    spacing=st.integers(4, 28),
)
def test_however_people_answer_asking_goes_forward_and_ends(
    replies: list[Outcome | None], delay: int, spacing: int
) -> None:
    history: list[CheckIn] = []
    day: date | None = DUE
    for step, reply in enumerate(replies, start=1):
        if day is None:
            break
        assert not history or day > history[-1].due_on
        on = day + timedelta(days=delay)
        check_in = asked(day, step)
        history.append(check_in if reply is None else replace(check_in, outcome=reply, answered_at=at(on)))
        day = next_day(history, spacing=spacing, today=day + timedelta(days=60))
    assert len(history) <= STEPS_MAX
    assert [one.outcome for one in history].count("dropped") <= 1
    assert (None, None) not in pairwise(one.outcome for one in history[:-1])
