"""Check-ins: asking, at the right time, what became of a commitment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from assistant.domain.guidance import Outcome
from assistant.domain.quiet_hours import QuietHours, quiet_hours


@dataclass(frozen=True, slots=True)
class CheckIn:
    """One question about one commitment.

    Attributes:
        due_on: The day it is asked.
        step: 1 for the first check-in of the commitment, then 2, 3 …
        asked_at: When it was sent, None while it waits.
        outcome: The answer, None while there is none.
        why: One line of the mentee.
    """

    id: str
    commitment_id: str
    mentee_id: str
    due_on: date
    step: int
    asked_at: datetime | None = None
    answered_at: datetime | None = None
    outcome: Outcome | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class ContactWishes:
    """When somebody wants to hear from the program.

    Attributes:
        unsubscribe_token: The secret part of the one-click link; the link works without signing in.
        quiet_from: Local time from which nothing is sent, until `quiet_until`; both None for no quiet hours.
    """

    person_id: str
    unsubscribe_token: str
    is_unsubscribed: bool = False
    quiet_from: time | None = None
    quiet_until: time | None = None

    @property
    def quiet_hours(self) -> QuietHours | None:
        """Return the quiet hours, None when there are none."""
        return quiet_hours(self.quiet_from, self.quiet_until)
