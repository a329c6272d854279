"""Requests of the past as arrays, made once for each set of requests and version of the profiles.

Questions are encoded here and stay here: what leaves are numbers.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import numpy as np
from numpy.typing import NDArray

from assistant.domain.mentors import MentorLoad, week_of
from assistant.domain.people import Person
from assistant.domain.pool import RequestFacts
from assistant.domain.suggestions import Constraints
from assistant.fairness import load_price
from assistant.matching.engine import MatchingEngine
from assistant.matching.fit import affinities
from assistant.matching.reading import LOAD_WEEKS
from assistant.matching.shelf import Shelf
from assistant.ports.store import Store

REPLAYED_MAX: Final = 500
"""The newest requests: reading more of them for the first time would keep an owner waiting."""

Floats = NDArray[np.float64]
_TIE: Final = 1e-9
"""Between mentors of equal worth the better fit decides, also where only load counts."""


@dataclass(frozen=True, slots=True, eq=False)
class Replay:
    """Requests in order of arrival beside all mentors of one version of the profiles.

    Attributes:
        mentor_ids: In column order.
        affinities: Shape (requests, mentors), 0 to 1.
        can_serve: Whom a mentee would be shown: a language in common and a fit that is shown at all, same shape.
        minutes: Length of each session, shape (requests,).
        week: Number of the week each was made in, 0 for the first, shape (requests,).
        chosen: Column of the mentor who accepted, -1 for nobody or one who left, shape (requests,).
        since: Day of the first request.
    """

    mentor_ids: tuple[str, ...]
    affinities: Floats
    can_serve: NDArray[np.bool_]
    minutes: NDArray[np.int64]
    week: NDArray[np.intp]
    chosen: NDArray[np.intp]
    since: date

    def __len__(self) -> int:
        return len(self.minutes)


@dataclass(frozen=True, slots=True, eq=False)
class Offers:
    """What mentors offer a week, in the column order of a replay; 0 for those who take no requests."""

    weekly: NDArray[np.int64]
    buffer: NDArray[np.int64]


def offers_of(loads: Sequence[MentorLoad], mentor_ids: Sequence[str]) -> Offers:
    """Return the mentors' own limits as they are now, without breaks and lighter weeks."""
    by_id = {load.profile.id: load for load in loads if load.profile.accepting}
    found = [by_id.get(mentor_id) for mentor_id in mentor_ids]
    weekly = [0 if one is None else min(_own(one), one.profile.weekly_minutes) for one in found]
    buffer = [0 if one is None else one.limits.buffer_minutes for one in found]
    return Offers(np.array(weekly, dtype=np.int64), np.array(buffer, dtype=np.int64))


def assign(replay: Replay, offers: Offers, evenness: float) -> NDArray[np.intp]:
    """Return the mentor of each request by the online rule, -1 where nobody who fits had room that week.

    Each goes to the mentor worth most among those with room in its week, who are worth
    (1 - evenness)² x affinity - evenness² x price: at 0.5 the rule suggestions are made by (`assistant.fairness`), at
    0 fit alone decides, at 1 load alone. Squares, since prices are small below a fair share: so each step of the way
    changes about as much. Load is what was used of this week and the three before it, as there.
    """
    weeks = int(replay.week.max()) + 1 if len(replay) else 0
    used = np.zeros((weeks, len(replay.mentor_ids)), dtype=np.int64)
    chosen = np.full(len(replay), -1, dtype=np.intp)
    for n, week in enumerate(replay.week):
        rows = np.flatnonzero(replay.can_serve[n] & (offers.weekly > 0))
        needed = replay.minutes[n] + offers.buffer[rows]
        free = used[week, rows] + needed <= offers.weekly[rows]
        if not free.any():
            continue
        first = max(0, week - LOAD_WEEKS + 1)
        time = np.maximum(offers.weekly[rows] * (week + 1 - first), replay.minutes[n])
        price = load_price(used[first : week + 1, rows].sum(axis=0) / time, replay.minutes[n] / time)
        worth = ((1 - evenness) ** 2 + _TIE) * replay.affinities[n, rows] - evenness**2 * price
        mentor = int(np.where(free, worth, -np.inf).argmax())
        used[week, rows[mentor]] += needed[mentor]
        chosen[n] = rows[mentor]
    return chosen


class ReplayKeeper:
    """Give out the replay of requests; it is made anew when requests or profiles changed. Safe from several threads."""

    def __init__(self, store: Store, engine: MatchingEngine) -> None:
        self._store, self._engine = store, engine
        self._lock = threading.Lock()
        self._key: tuple[int, tuple[str, ...]] | None = None
        self._replay: Replay | None = None
        self._curve: tuple[object, tuple[NDArray[np.intp], ...]] | None = None

    def is_ready(self, requests: Sequence[RequestFacts]) -> bool:
        """Tell whether the replay of these requests can be given out at once."""
        return self._key == self._key_of(requests)

    def replay(self, requests: Sequence[RequestFacts]) -> Replay:
        """Return the replay of these requests, in their order."""
        with self._lock:
            key = self._key_of(requests)
            if self._replay is None or self._key != key:
                self._replay = _make(self._store, self._engine, requests)
                self._key = key
            return self._replay

    def curve(self, replay: Replay, offers: Offers, positions: Sequence[float]) -> tuple[NDArray[np.intp], ...]:
        """Return who gets what at each position of the slider; made once while replay and offers stay the same."""
        key = (id(replay), offers.weekly.tobytes(), offers.buffer.tobytes(), tuple(positions))
        with self._lock:
            if self._curve is None or self._curve[0] != key:
                self._curve = (key, tuple(assign(replay, offers, position) for position in positions))
            return self._curve[1]

    def _key_of(self, requests: Sequence[RequestFacts]) -> tuple[int, tuple[str, ...]]:
        return self._store.mentors_version(), tuple(f"{one.id} {one.status}" for one in requests)


def servable(shelf: Shelf, mentees: Sequence[Person | None], *, day: date, hours_min: float = 0.0) -> NDArray[np.bool_]:
    """Return which mentors each mentee shares a language and so many working hours with, shape (mentees, mentors).

    Nobody for a mentee who is unknown.
    """
    known: dict[tuple[tuple[str, ...], str], NDArray[np.bool_]] = {}
    able = np.zeros((len(mentees), len(shelf.profiles)), dtype=np.bool_)
    wanted = Constraints(overlap_hours_min=hours_min)
    for n, mentee in enumerate(mentees):
        if mentee is None:
            continue
        key = (mentee.languages, mentee.timezone)
        if key not in known:
            languages, timezone = key
            known[key] = shelf.table.allowed(wanted, seeker_languages=languages, timezone=timezone, day=day)
        able[n] = known[key]
    return able


def _make(store: Store, engine: MatchingEngine, requests: Sequence[RequestFacts]) -> Replay:
    shelf, people = engine.keeper.shelf(), {person.id: person for person in store.people()}
    texts = store.question_texts([one.id for one in requests])
    fit = affinities([texts.get(one.id, "") for one in requests], engine, shelf).astype(np.float64)
    speaking = servable(shelf, [people.get(one.mentee_id) for one in requests], day=_day(requests))
    best = np.where(speaking, fit, 0.0).max(axis=1, initial=0.0)
    shown = fit >= np.minimum(engine.scale.shown_from, best)[:, None]
    weeks = [week_of(one.created_at) for one in requests]
    accepted = [shelf.row.get(one.mentor_id, -1) if one.status == "accepted" else -1 for one in requests]
    return Replay(
        mentor_ids=tuple(profile.id for profile in shelf.profiles),
        affinities=fit,
        can_serve=speaking & shown & ~_own_profiles(shelf, people, requests),
        minutes=np.array([one.minutes for one in requests], dtype=np.int64),
        week=np.array([(week - weeks[0]) // timedelta(weeks=1) for week in weeks], dtype=np.intp),
        chosen=np.array(accepted, dtype=np.intp),
        since=_day(requests),
    )


def _own_profiles(shelf: Shelf, people: dict[str, Person], requests: Sequence[RequestFacts]) -> NDArray[np.bool_]:
    own = np.zeros((len(requests), len(shelf.profiles)), dtype=np.bool_)
    for n, request in enumerate(requests):
        mentee = people.get(request.mentee_id)
        row = shelf.row.get(mentee.mentor_id) if mentee is not None and mentee.mentor_id is not None else None
        if row is not None:
            own[n, row] = True
    return own


def _own(load: MentorLoad) -> int:
    own = load.limits.weekly_minutes
    return load.profile.weekly_minutes if own is None else own


def _day(requests: Sequence[RequestFacts]) -> date:
    return requests[0].created_at.date() if requests else date.min
