"""What mentors advised, what was promised, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, get_args

Outcome = Literal["done", "adapted", "dropped", "stuck"]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)

NoteKind = Literal["note", "advice"]
"""A note pasted after a session by either side, or advice a mentor wrote to the mentee."""


@dataclass(frozen=True, slots=True)
class SessionNote:
    """A text about a session, as it was pasted or sent.

    Attributes:
        author_id: The person who pasted or wrote it.
        session_date: The day "by Friday" is counted from.
    """

    id: str
    session_id: str
    mentee_id: str
    mentor_id: str
    author_id: str
    kind: NoteKind
    text: str
    session_date: date
    at: datetime


@dataclass(frozen=True, slots=True)
class GuidanceItem:
    """One piece of advice.

    Attributes:
        mentor_context: The mentor's circumstances in a line, as they were at the time (their headline).
        question: The question of the session it was given in.
        text: The advice; equals `note.text[start:end]` until somebody corrects it.
        start: Where it begins in its note, in characters.
        end: Where it ends in its note.
        decision_id: Items with the same one speak about the same decision.
        is_context_bound: The mentor asked not to reuse it outside this context.
        outcome: What became of it, None while nobody said.
        why: One line of the mentee about the outcome.
    """

    id: str
    note_id: str
    session_id: str
    mentee_id: str
    mentor_id: str
    mentor_context: str
    question: str
    text: str
    start: int
    end: int
    session_date: date
    decision_id: str
    is_context_bound: bool = False
    outcome: Outcome | None = None
    why: str = ""
    outcome_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Commitment:
    """What somebody promised to do.

    Attributes:
        what: The act, in the note's words.
        when: The words that say by when, "" when none do.
        due: The last day that still fulfils it, None when the words name no day.
        who: "mentee", "mentor", or the name the note gives.
        outcome: What became of it, None while it is open.
    """

    id: str
    note_id: str
    session_id: str
    mentee_id: str
    mentor_id: str
    what: str
    when: str
    due: date | None
    who: str
    outcome: Outcome | None = None
    why: str = ""
    outcome_at: datetime | None = None
