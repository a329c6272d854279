"""Requests for a session, and what became of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, get_args

RequestStatus = Literal["pending", "accepted", "declined", "more_asked", "withdrawn"]
REQUEST_STATUSES: tuple[RequestStatus, ...] = get_args(RequestStatus)

Minutes = Literal[15, 30, 60]
MINUTES: tuple[Minutes, ...] = get_args(Minutes)

SessionStatus = Literal["planned", "held"]

OPEN_STATUSES: frozenset[RequestStatus] = frozenset({"pending", "more_asked"})
"""Statuses in which a request still waits for somebody."""


@dataclass(frozen=True, slots=True)
class SessionRequest:
    """A mentee's request to one mentor.

    Attributes:
        conversation_id: The chat it came from; answers to "ask for more" return there.
        question: The sharpened question as sent.
        week: Monday (UTC) of the week whose minutes it would use.
        decided_at: When the status last changed; None while it stands as first sent.
        reply: The mentor's words with a decline or an "ask for more".
    """

    id: str
    conversation_id: str
    mentee_id: str
    mentor_id: str
    question: str
    minutes: Minutes
    week: date
    status: RequestStatus
    created_at: datetime
    decided_at: datetime | None = None
    reply: str = ""


@dataclass(frozen=True, slots=True)
class Session:
    """An accepted request: the session itself.

    Attributes:
        id: The request's.
        question: The sharpened question as sent.
        week: Monday (UTC) of the week whose minutes it uses.
        starts_at: None while no time is agreed.
        meeting_link: Where they meet, "" while unknown.
        is_heavy: The mentor marked it as draining; counts as strain.
        thanks: The mentee's words of thanks, "" for none.
    """

    id: str
    conversation_id: str
    mentee_id: str
    mentor_id: str
    question: str
    minutes: Minutes
    week: date
    accepted_at: datetime
    starts_at: datetime | None = None
    meeting_link: str = ""
    status: SessionStatus = "planned"
    is_heavy: bool = False
    thanks: str = ""
