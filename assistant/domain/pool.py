"""Questions that wait for any mentor, and the rounds that give them out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from assistant.domain.rounds import RoundFigures, RoundRule
from assistant.domain.sessions import OPEN_STATUSES, Minutes, RequestStatus, SessionRequest

PlaceOutcome = Literal["planned", "offered", "gone", "closed"]
"""What became of one pair of a round: nothing yet, a request was sent, the question found somebody or was taken back
meanwhile, the mentor left or has no week with the minutes any more."""


@dataclass(frozen=True, slots=True)
class RequestFacts:
    """A request without its words, as owners may know it.

    Attributes:
        decided_at: When the status last changed; None while it stands as first sent.
    """

    id: str
    conversation_id: str
    mentee_id: str
    mentor_id: str
    minutes: Minutes
    status: RequestStatus
    created_at: datetime
    decided_at: datetime | None = None

    @property
    def waiting_since(self) -> datetime:
        """Return since when an open request stands as it does."""
        return self.decided_at or self.created_at


@dataclass(frozen=True, slots=True)
class PoolEntry:
    """A question whose request was taken back from a mentor; it waits for any mentor.

    It is in the pool until the mentee leaves it, and while no request made from its chat after it is open or accepted:
    a request that is declined brings it back by itself.

    Attributes:
        request_id: The request that was taken back; None when its mentor was erased since.
        was: What that request stood at.
        waited_since: Since when that request stood so.
        question: As sent.
        left_at: When the mentee no longer needed it.
    """

    id: str
    request_id: str | None
    conversation_id: str
    mentee_id: str
    question: str
    minutes: Minutes
    was: RequestStatus
    waited_since: datetime
    entered_at: datetime
    left_at: datetime | None = None

    def is_in_pool(self, requests: Iterable[RequestFacts | SessionRequest]) -> bool:
        """Tell whether it is in the pool, from all requests of its mentee (those of other chats count for nothing)."""
        later = (one for one in requests if one.conversation_id == self.conversation_id)
        taken = {"accepted", *OPEN_STATUSES}
        return self.left_at is None and all(
            one.created_at < self.entered_at or one.status not in taken for one in later
        )


@dataclass(frozen=True, slots=True)
class RoundPlace:
    """One pair of a round; of `entry_id` and `request_id` one is set, none after the mentee was erased or both were replaced.

    Attributes:
        number: Names it within the round, from 0 on.
        entry_id: The pool entry that is given out.
        request_id: The waiting request that is taken back first.
        affinity: Fit of question and mentor, 0 to 1.
        offer_id: The request that was sent.
    """

    number: int
    entry_id: str | None
    request_id: str | None
    mentor_id: str
    affinity: float
    outcome: PlaceOutcome = "planned"
    offer_id: str | None = None


@dataclass(frozen=True, slots=True)
class CohortRound:
    """A round as it was planned, and whether its sessions were offered.

    Attributes:
        made_by: The owner; their name is looked up when it is shown.
        bounds: The numbers it was made with, by name ("sessions_max").
        left_out: How many questions stayed without a mentor.
        gap: How much of the total affinity may be missing at most, as a fraction of it; 0.0 when it is the best there is.
        beside: The plan in numbers under its rule's name, and two plain ways beside it; None where one found no plan.
    """

    id: str
    made_at: datetime
    made_by: str
    rule: RoundRule
    bounds: Mapping[str, int]
    left_out: int
    gap: float
    figures: RoundFigures
    beside: Mapping[str, RoundFigures | None] = field(default_factory=dict)
    places: tuple[RoundPlace, ...] = ()
    offered_at: datetime | None = None
