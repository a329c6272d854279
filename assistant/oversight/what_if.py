"""What if load had counted for more, or for less: the last 90 days' requests given out again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

import numpy as np
from numpy.typing import NDArray

from assistant.accounts.roles import require_role
from assistant.domain.mentors import week_of
from assistant.domain.people import Person
from assistant.domain.pool import RequestFacts
from assistant.errors import InvalidInput
from assistant.oversight.desk import FairnessDesk
from assistant.oversight.replay import REPLAYED_MAX, Offers, Replay, assign, offers_of
from assistant.ports.store import Store

DAYS: Final = 90
TODAYS_RULE: Final = 0.5
"""Where on the slider the rule stands that suggestions are made by."""
CURVE: Final = tuple(n / 10 for n in range(11))


@dataclass(frozen=True, slots=True)
class Spread:
    """What one way to give out the requests leads to.

    Attributes:
        placed: Requests that found a mentor.
        mean_affinity: Over them, 0 to 1; None when there are none.
        peak_to_mean: Minutes of the most loaded mentor over the mean of all who offer time; None without sessions.
        without_sessions: Mentors who offer time and got nothing.
    """

    placed: int
    mean_affinity: float | None
    peak_to_mean: float | None
    without_sessions: int


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The answer to one position of the slider.

    Attributes:
        evenness: 0 for best fit, 1 for equal load.
        then: At this position.
        best_fit: At 0.
        happened: What mentees and mentors really agreed on.
        curve: (position, spread) from 0 to 1.
        requests: How many requests were given out again.
        requests_all: How many there were in these days.
        mentors: Mentors who offer time.
        since: Day of the first request given out again.
    """

    evenness: float
    then: Spread
    best_fit: Spread
    happened: Spread
    curve: tuple[tuple[float, Spread], ...]
    requests: int
    requests_all: int
    mentors: int
    since: date

    @property
    def is_sampled(self) -> bool:
        """Tell whether only the newest requests were given out again."""
        return self.requests < self.requests_all


def is_ready(desk: FairnessDesk, person: Person | None) -> bool:
    """Tell whether an answer needs no reading of questions first. Raises NotSignedIn, NotAllowed."""
    require_role(person, "owner")
    return desk.replays.is_ready(_recent(desk.store, now=desk.clock()))


def what_if(desk: FairnessDesk, person: Person | None, *, evenness: float) -> WhatIf | None:
    """Give out the last 90 days' requests again; None when there were none.

    Every request is treated as if its mentee had taken the first suggestion, with the minutes mentors offer today.

    Raises:
        NotSignedIn, NotAllowed: The person is no owner.
        InvalidInput: The position is not between 0 and 1.
    """
    require_role(person, "owner")
    if not 0.0 <= evenness <= 1.0:
        raise InvalidInput(f"The slider stands at {evenness}; expected a number from 0 to 1.")
    now = desk.clock()
    requests = _recent(desk.store, now=now)
    if not requests:
        return None
    replay = desk.replays.replay(requests)
    offers = offers_of(desk.store.mentor_loads(since=week_of(now)), replay.mentor_ids)
    curve = desk.replays.curve(replay, offers, CURVE)
    at = dict(zip(CURVE, (spread_of(replay, offers, chosen) for chosen in curve), strict=True))
    return WhatIf(
        evenness=evenness,
        then=at.get(evenness) or spread_of(replay, offers, assign(replay, offers, evenness)),
        best_fit=at[0.0],
        happened=spread_of(replay, offers, replay.chosen),
        curve=tuple(at.items()),
        requests=len(replay),
        requests_all=desk.store.count_requests_since(now - timedelta(days=DAYS)),
        mentors=int((offers.weekly > 0).sum()),
        since=replay.since,
    )


def spread_of(replay: Replay, offers: Offers, chosen: NDArray[np.intp]) -> Spread:
    """Return what a way to give out the requests leads to; mentors who offer no time today count for nothing."""
    placed = np.flatnonzero(chosen >= 0)
    fit = replay.affinities[placed, chosen[placed]]
    used = np.bincount(chosen[placed], weights=replay.minutes[placed], minlength=len(offers.weekly))
    used = used[offers.weekly > 0]
    mean = float(used.mean()) if len(used) else 0.0
    return Spread(
        placed=len(placed),
        mean_affinity=float(fit.mean()) if len(placed) else None,
        peak_to_mean=float(used.max()) / mean if mean else None,
        without_sessions=int((used == 0).sum()),
    )


def _recent(store: Store, *, now: datetime) -> Sequence[RequestFacts]:
    return store.requests_since(now - timedelta(days=DAYS), limit=REPLAYED_MAX)
