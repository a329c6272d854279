"""Compare a question closely with candidates, and look up their minutes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from assistant.domain.mentors import MentorLoad, MentorProfile
from assistant.domain.suggestions import Constraints
from assistant.fairness import load_aware
from assistant.matching.engine import MatchingEngine
from assistant.matching.shelf import Shelf

Floats = NDArray[np.float32]

LOAD_WEEKS = 4
"""Load is what was accepted in this week and the three before: one session must not decide alone."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Mentors who satisfy the constraints, with what is known of them; all arrays in the same order.

    Attributes:
        affinity: Fit alone, shape (n,), 0 to 1.
        score: Fit and load together, shape (n,), 0 to 1.
        vectors: Unit vectors of the profiles, shape (n, dimensions).
        free: Who accepts and has the minutes this week, shape (n,).
        first_week: First week with the minutes, None when none is near.
    """

    profiles: tuple[MentorProfile, ...]
    affinity: Floats
    score: Floats
    vectors: Floats
    free: NDArray[np.bool_]
    first_week: tuple[date | None, ...]


def read_closely(
    question: str, rows: Sequence[int], engine: MatchingEngine, shelf: Shelf, *, week: date, constraints: Constraints
) -> Candidates:
    """Return the candidates of these rows with affinity, load and time."""
    owners = np.array([n for n, row in enumerate(rows) for _ in shelf.passages[row]], dtype=np.intp)
    vectors = engine.fit.of([text for row in rows for text in shelf.passages[row]])
    closeness = np.full(len(rows), -2.0, dtype=np.float32)
    np.maximum.at(closeness, owners, engine.scale.closeness(engine.fit.of([question])[0], vectors))
    affinity = engine.scale.affinity(closeness)
    profiles = tuple(shelf.profiles[row] for row in rows)
    loads = _loads(profiles, engine, week=week, constraints=constraints)
    first_week = tuple(_first_week(loads.get(one.id), week=week, constraints=constraints) for one in profiles)
    used, limit = _minutes(profiles, loads, week=week)
    time = np.maximum(limit, constraints.minutes)
    return Candidates(
        profiles=profiles,
        affinity=affinity,
        score=load_aware(affinity.astype(np.float64), used / time, constraints.minutes / time).astype(np.float32),
        vectors=vectors[np.searchsorted(owners, np.arange(len(rows)))],
        free=np.array([first == week for first in first_week], dtype=np.bool_),
        first_week=first_week,
    )


def _loads(
    profiles: Sequence[MentorProfile], engine: MatchingEngine, *, week: date, constraints: Constraints
) -> dict[str, MentorLoad]:
    if not profiles or constraints.ignore_availability:
        return {}
    since = week - timedelta(weeks=LOAD_WEEKS - 1)
    loads = engine.store.mentor_loads([profile.id for profile in profiles], since=since)
    return {load.profile.id: load for load in loads}


def _first_week(load: MentorLoad | None, *, week: date, constraints: Constraints) -> date | None:
    if constraints.ignore_availability:
        return week
    return load.first_week_with(constraints.minutes, since=week) if load is not None else None


def _minutes(
    profiles: Sequence[MentorProfile], loads: Mapping[str, MentorLoad], *, week: date
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the minutes each mentor has given of this week and the weeks before it, and their own limits of these."""
    found = np.zeros((len(profiles), 2))
    for row, load in enumerate(loads.get(one.id) for one in profiles):
        if load is not None:
            weeks = [week - timedelta(weeks=back) for back in range(LOAD_WEEKS)]
            weeks = [monday for monday in weeks if monday >= load.booked_since] or [week]
            limit = sum(load.limit_minutes(monday) for monday in weeks)
            found[row] = limit - sum(load.free_minutes(monday) for monday in weeks), limit
    return found[:, 0], found[:, 1]
