"""Spread requests over mentors while they come in, at a known price.

The rule is an exponential price on load, as in online routing and online primal-dual algorithms (Awerbuch, Azar &
Plotkin, FOCS 1993; Buchbinder, Jain & Naor, ESA 2007): time of a mentor is cheap until they near their fair share, and
costs `PRICE_MAX` from there on. So fairness may never take more: no choice has an affinity more than `PRICE_MAX` below
the best free one. Constants were chosen on fifty simulated streams of 400 requests and are measured on others
(`evals/suites/matching.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

PRICE_MAX = 0.4
"""Affinity that the time of a mentor with their fair share or more costs, in units of affinity (1.0 is perfect fit)."""
_STEEPNESS = 8.0
_OWN_SHARE = 0.5
"""Half of one's own time is a fair share, ..."""
_PEERS_MIN = 1.6
"""... or more where all are busy: so many times what mentors use of theirs on average; ..."""
_PEERS_MAX = 3.5
"""... but never more than so many times that ..."""
_SESSIONS_FREE = 2
"""... and so many sessions, so that a quiet program does not count a first session as a load."""


def fair_shares(utilization: Floats, session: Floats) -> Floats:
    """Return the fraction of their time each mentor may give before it costs most, same shape, above 0.

    Args:
        utilization: Used fraction of each mentor's own time, 0 to 1, of all who are compared.
        session: Fraction of each mentor's time that one session takes.
    """
    peers = utilization.mean() if len(utilization) else 0.0
    share: Floats = np.minimum(max(_OWN_SHARE, _PEERS_MIN * peers), _PEERS_MAX * peers + _SESSIONS_FREE * session)
    return share


def load_price(utilization: Floats, session: Floats) -> Floats:
    """Return the price of each mentor's time, 0 (nothing used) to `PRICE_MAX` (a fair share or more), same shape.

    Args:
        utilization: Used fraction of each mentor's own time, 0 to 1, of all who are compared.
        session: Fraction of each mentor's time that one session takes, above 0.
    """
    of_share = np.clip(utilization / fair_shares(utilization, session), 0.0, 1.0)
    price: Floats = PRICE_MAX * np.expm1(_STEEPNESS * of_share) / np.expm1(_STEEPNESS)
    return price


def load_aware(affinities: Floats, utilization: Floats, session: Floats) -> Floats:
    """Return fit and load together, 0 to 1, higher is better, same shape; where nothing is used it is the affinity."""
    worth: Floats = np.clip(affinities - load_price(utilization, session), 0.0, 1.0)
    return worth


@dataclass(frozen=True, slots=True)
class StreamOutcome:
    """What became of a stream of requests under one rule.

    Attributes:
        chosen: Mentor of each request, -1 where nobody had room.
        mean_affinity: Over the requests that found somebody, 0 to 1.
        used: Minutes used by each mentor.
    """

    chosen: tuple[int, ...]
    mean_affinity: float
    used: tuple[int, ...]

    @property
    def peak_to_mean(self) -> float:
        """Return the most loaded mentor's minutes over the mean, 1.0 for perfectly even; 0.0 when nothing was used."""
        mean = sum(self.used) / max(1, len(self.used))
        return max(self.used) / mean if mean else 0.0


def assign_stream(
    affinities: Floats, capacities: Sequence[int], *, minutes: int, load_aware_choice: bool
) -> StreamOutcome:
    """Give each request, in order of arrival, to the mentor worth most among those with room.

    Args:
        affinities: Shape (requests, mentors), 0 to 1.
        capacities: Minutes each mentor gives in the period; never exceeded.
        minutes: Length of every session.
        load_aware_choice: Whether load counts; best fit with room otherwise.
    """
    room = np.array(capacities, dtype=np.int64)
    time = np.maximum(room, minutes)
    used = np.zeros_like(room)
    chosen: list[int] = []
    gained: list[float] = []
    for row in affinities:
        free = used + minutes <= room
        if not free.any():
            chosen.append(-1)
            continue
        worth = row - load_price(used / time, minutes / time) if load_aware_choice else row
        mentor = int(np.where(free, worth, -np.inf).argmax())
        used[mentor] += minutes
        chosen.append(mentor)
        gained.append(float(row[mentor]))
    return StreamOutcome(tuple(chosen), float(np.mean(gained)) if gained else 0.0, tuple(int(m) for m in used))


def price_of_fairness(fair: StreamOutcome, best_fit: StreamOutcome) -> float:
    """Return the share of mean affinity lost against best fit, 0.0 for none (the one number to look at)."""
    return 1.0 - fair.mean_affinity / best_fit.mean_affinity if best_fit.mean_affinity else 0.0


def zipf_stream(
    rng: np.random.Generator, *, requests: int, mentors: int, topics: int = 12, exponent: float = 1.1
) -> Floats:
    """Return affinities of shape (requests, mentors), 0 to 1, for requests whose topics follow Zipf's law.

    Each mentor is strong in one topic and knows two; few are excellent, so that best fit overloads them.
    """
    popularity = 1.0 / np.arange(1, topics + 1) ** exponent
    asked = rng.choice(topics, size=requests, p=popularity / popularity.sum())
    skill = rng.beta(2.0, 6.0, size=(mentors, topics)) * 0.5
    for mentor in range(mentors):
        first, second, third = rng.choice(topics, size=3, replace=False, p=popularity / popularity.sum())
        skill[mentor, first] = 0.75 + 0.2 * rng.beta(2.0, 2.0)
        skill[mentor, [second, third]] = 0.5 + 0.25 * rng.beta(2.0, 2.0, size=2)
    noise = rng.normal(0.0, 0.01, size=(requests, mentors))
    return np.clip(skill[:, asked].T + noise, 0.0, 1.0)
