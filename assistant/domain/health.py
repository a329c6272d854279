"""What a program's health is computed from: one small row a case, without anybody's words.

Rows name mentees so that groups can be told apart by size; no page shows these names.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from assistant.domain.disagreements import ConflictLabel, Decision
from assistant.domain.guidance import Outcome


@dataclass(frozen=True, slots=True)
class QuestionReadiness:
    """How ready a question was when its chat began and after the last turn, 0 to 1.0 (a stranger can answer it).

    Attributes:
        at: When the mentee wrote the first words.
    """

    conversation_id: str
    mentee_id: str
    at: datetime
    first: float
    last: float


@dataclass(frozen=True, slots=True)
class Wait:
    """How long the question of one chat waited for a mentor.

    Attributes:
        asked_at: When the first mentor was asked.
        accepted_at: When the first mentor accepted, None while nobody did.
        is_waiting: Whether a mentor has still to answer.
    """

    mentee_id: str
    asked_at: datetime
    accepted_at: datetime | None
    is_waiting: bool


@dataclass(frozen=True, slots=True)
class CarriedMinutes:
    """Minutes one mentor accepted from one mentee in the week that starts on `week`."""

    mentor_id: str
    mentee_id: str
    week: date
    minutes: int


@dataclass(frozen=True, slots=True)
class DisagreementStanding:
    """Where one disagreement stands; `decision` and `decided_at` are None while it is open."""

    mentee_id: str
    label: ConflictLabel
    decision: Decision | None
    found_at: datetime
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class DuePromise:
    """One promise that names a day, and what became of it; None while nobody said."""

    mentee_id: str
    due: date
    outcome: Outcome | None
