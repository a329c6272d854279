"""When to ask what became of a commitment, and when to stop asking. Pure.

The distance between two questions follows the time the mentee gave themselves: somebody who promised something in
two weeks is not asked every other day. It halves when they are stuck and doubles when it is done.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import takewhile
from typing import Final

from assistant.domain.checkins import CheckIn
from assistant.domain.guidance import Commitment, Outcome

NO_DATE_DAYS: Final = 7
"""Of a commitment whose words name no day."""
SPACING_DAYS_MIN: Final = 4
SPACING_DAYS_MAX: Final = 28
LOOK_BACK_DAYS_MIN: Final = 14
SILENCE_DAYS: Final = 7
"""After so many days without an answer a question counts as unanswered."""
SILENT_MAX: Final = 2
STEPS_MAX: Final = 3
SETTLED: Final[frozenset[Outcome]] = frozenset({"done", "adapted"})


def is_worth_asking(commitment: Commitment) -> bool:
    """Tell whether a commitment is asked about: the mentee made it and did not drop it."""
    return commitment.who == "mentee" and commitment.outcome != "dropped"


def first_day(commitment: Commitment, *, session_date: date) -> date:
    """Return the day of the first question: the commitment's own last day, or a week after the session."""
    return commitment.due or session_date + timedelta(days=NO_DATE_DAYS)


def spacing_days(commitment: Commitment, *, session_date: date) -> int:
    """Return the days from the session to the commitment's own last day, kept within 4 and 28."""
    days = (first_day(commitment, session_date=session_date) - session_date).days
    return min(SPACING_DAYS_MAX, max(SPACING_DAYS_MIN, days))


def next_day(history: Sequence[CheckIn], *, spacing: int, today: date) -> date | None:
    """Return the day of the next question, None when there is none to ask.

    Args:
        history: All check-ins of one commitment, by step; at least one.
        spacing: Days between two questions, see `spacing_days`.
        today: Decides whether the last question counts as unanswered.
    """
    last = history[-1]
    if last.step >= STEPS_MAX or last.outcome == "dropped":
        return None
    if last.outcome is None:
        return _after_silence(history, spacing=spacing, today=today)
    answered_on = today if last.answered_at is None else last.answered_at.date()
    if last.outcome == "stuck":
        return answered_on + timedelta(days=spacing // 2)
    if any(one.outcome in SETTLED for one in history[:-1]):
        return None  # this was the look back
    return answered_on + timedelta(days=max(LOOK_BACK_DAYS_MIN, 2 * spacing))


def is_silent(check_in: CheckIn, *, today: date) -> bool:
    """Tell whether a check-in was asked and not answered for a week."""
    if check_in.asked_at is None or check_in.outcome is not None:
        return False
    return today >= check_in.asked_at.date() + timedelta(days=SILENCE_DAYS)


def has_stopped(history: Sequence[CheckIn], *, today: date) -> bool:
    """Tell whether the last questions of a commitment went unanswered so often that nobody is asked again."""
    silent = takewhile(lambda one: is_silent(one, today=today), reversed(history))
    return sum(1 for _ in silent) >= SILENT_MAX


def is_look_back(history: Sequence[CheckIn]) -> bool:
    """Tell whether the last check-in asks about something that was done before: did it last?"""
    answered = [one.outcome for one in history[:-1] if one.outcome is not None]
    return bool(answered) and answered[-1] in SETTLED


def _after_silence(history: Sequence[CheckIn], *, spacing: int, today: date) -> date | None:
    last = history[-1]
    if last.asked_at is None or not is_silent(last, today=today) or has_stopped(history, today=today):
        return None
    return last.asked_at.date() + timedelta(days=max(SILENCE_DAYS, spacing))
