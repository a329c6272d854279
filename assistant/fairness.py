"""Spread requests over mentors while they come in, at a known price.

The rule is the online primal-dual price of Buchbinder, Jain & Naor (ESA 2007): a unit of a capacity that is
used to the fraction u costs (e^u - 1) / (e - 1), and a mentor is worth affinity minus that price. Scaled by
`PRICE_MAX` it bounds what fairness may take: no choice has an affinity more than `PRICE_MAX` below the best free one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

PRICE_MAX = 0.5
"""Affinity that a fully used week costs, in units of affinity (1.0 is perfect fit)."""


def load_price(utilization: Floats) -> Floats:
    """Return the price of each mentor's time, 0 (an empty week) to `PRICE_MAX` (a full one), same shape.

    Args:
        utilization: Used fraction of the week's minutes, 0 to 1.
    """
    price: Floats = PRICE_MAX * np.expm1(np.clip(utilization, 0.0, 1.0)) / np.expm1(1.0)
    return price


def load_aware(affinities: Floats, utilization: Floats) -> Floats:
    """Return fit and load together, 0 to 1, higher is better, same shape; an empty week leaves the affinity as it is."""
    worth: Floats = np.clip(affinities - load_price(utilization), 0.0, 1.0)
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
    used = np.zeros_like(room)
    chosen: list[int] = []
    gained: list[float] = []
    for row in affinities:
        free = used + minutes <= room
        if not free.any():
            chosen.append(-1)
            continue
        worth = row - load_price(used / np.maximum(room, 1)) if load_aware_choice else row
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
