"""The one-screen brief a mentor reads before a session."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

BRIEF_WORDS_MAX = 120

BriefPart = Literal["who", "ask", "goal", "tried", "constraints", "advised", "disagreement", "minutes"]


@dataclass(frozen=True, slots=True)
class BriefLine:
    """One line and where it comes from.

    Attributes:
        text: Only words of its source, apart from the label that introduces them.
        source: "mentee", "session", "question", "chat:N" (the Nth turn, counted from 1), "history:ID" or
            "conflict:A/B".
    """

    part: BriefPart
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Brief:
    """What a mentor reads: exactly the lines the mentee was shown last.

    Attributes:
        session_id: The request it belongs to, which becomes the session of the same id.
        shown_at: When the mentee last saw these lines.
        expires_at: When it is deleted.
    """

    session_id: str
    mentee_id: str
    lines: tuple[BriefLine, ...]
    shown_at: datetime
    expires_at: datetime

    @property
    def words(self) -> int:
        """Count the words of all lines as separated by white space, at most 120."""
        return sum(len(line.text.split()) for line in self.lines)
