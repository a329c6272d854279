"""Three agenda points that fit the minutes, in the mentee's own topic."""

from __future__ import annotations

from assistant.domain.questions import AgendaPoint, Scope
from assistant.domain.sessions import Minutes

SPLITS: dict[Minutes, tuple[int, int, int]] = {15: (3, 9, 3), 30: (5, 20, 5), 60: (10, 40, 10)}
"""Minutes to understand each other, for the question itself, and for the next step."""
_MINUTES: dict[Scope, Minutes] = {"micro15": 15, "micro60": 60, "sustained": 60}


def minutes_for(scope: Scope) -> Minutes:
    """Return the session length that suits a scope; 30 minutes unless it is narrow or large."""
    return _MINUTES.get(scope, 30)


def agenda(minutes: Minutes, topic: str) -> tuple[AgendaPoint, ...]:
    """Return three points whose minutes add up to `minutes`; `topic` is quoted as the mentee wrote it."""
    opening, middle, closing = SPLITS[minutes]
    about = f"“{topic}”" if topic else "your question"
    return (
        AgendaPoint(opening, f"Where you stand with {about}: questions of the mentor"),
        AgendaPoint(middle, "Your question itself: one to three points that matter most"),
        AgendaPoint(closing, "Your next step: what you do first, and when"),
    )
