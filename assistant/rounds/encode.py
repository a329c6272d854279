"""People into arrays: everything below this knows only rows (requests) and columns (mentors)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from assistant.errors import InvalidInput
from assistant.rounds.problem import Floats, RoundProblem

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]

NEVER: Final = -np.inf
"""Value of a pair that may not meet."""


@dataclass(frozen=True, slots=True, eq=False)
class Arrays:
    """A round in numbers.

    Attributes:
        value: Shape (requests, mentors), float64, higher is better, `NEVER` where a pair may not meet.
        units: Length of each request's session, shape (requests,), in units that divide all of them.
        lower: Fewest sessions of each mentor, shape (mentors,).
        upper: Most sessions of each mentor.
        offered: Units each mentor offers, rounded down.
        minutes: The same in minutes, exactly.
        unit: Minutes in one unit.
        left_out_max: How many requests may stay without a mentor.
    """

    value: Floats
    units: Ints
    lower: Ints
    upper: Ints
    offered: Ints
    minutes: Ints
    unit: int
    left_out_max: int = 0

    @property
    def is_equally_long(self) -> bool:
        """Return whether all sessions have one length; then minutes are sessions and the round is a network flow."""
        return bool((self.units == self.units[:1]).all())

    @property
    def room(self) -> Ints:
        """Return how many sessions each mentor can take at most, by number and by the shortest length."""
        shortest = int(self.units.min(initial=self.units[0] if len(self.units) else 1))
        return np.minimum(self.upper, self.offered // shortest)


def encode(problem: RoundProblem, *, divides: int = 0) -> Arrays:
    """Return the arrays of a round.

    Args:
        problem: Requests, mentors and how they fit.
        divides: A length in minutes that the unit shall divide as well, 0 for none.

    Raises:
        InvalidInput: Ids repeat, shapes differ, a number is out of its range, or a conflict names nobody.
    """
    check(problem)
    unit = math.gcd(divides, *(one.minutes for one in problem.requests)) or 1
    minutes = np.array([one.minutes for one in problem.mentors], dtype=np.int64)
    everybody = len(problem.requests)
    return Arrays(
        value=np.where(np.isnan(problem.affinities) | conflict_mask(problem), NEVER, problem.affinities),
        units=np.array([one.minutes // unit for one in problem.requests], dtype=np.int64),
        lower=np.array([one.sessions_min for one in problem.mentors], dtype=np.int64),
        upper=np.array(
            [everybody if one.sessions_max is None else one.sessions_max for one in problem.mentors], dtype=np.int64
        ),
        offered=minutes // unit,
        minutes=minutes,
        unit=unit,
    )


def conflict_mask(problem: RoundProblem) -> Mask:
    """Return which pairs have a conflict of interest, shape (requests, mentors)."""
    row = {one.id: n for n, one in enumerate(problem.requests)}
    column = {one.id: n for n, one in enumerate(problem.mentors)}
    mask = np.zeros((len(row), len(column)), dtype=np.bool_)
    if problem.conflicts:
        pairs = np.array([(row[request], column[mentor]) for request, mentor in problem.conflicts])
        mask[pairs[:, 0], pairs[:, 1]] = True
    return mask


def check(problem: RoundProblem) -> None:
    """Raise InvalidInput when a round contradicts itself."""
    shape = (len(problem.requests), len(problem.mentors))
    if problem.affinities.shape != shape:
        raise InvalidInput(f"The affinities have the shape {problem.affinities.shape}; expected {shape}.")
    if shape[0] and (np.nanmin(problem.affinities, initial=0.0) < 0 or np.nanmax(problem.affinities, initial=1.0) > 1):
        raise InvalidInput("An affinity is outside of 0 to 1; expected 0 to 1, or NaN for a pair that cannot be.")
    for found in (problem.requests, problem.mentors):
        ids = [one.id for one in found]
        if len(set(ids)) < len(ids):
            raise InvalidInput("An id is there twice; expected every request and every mentor once.")
    for request in problem.requests:
        if request.minutes <= 0:
            raise InvalidInput(f"The request {request.id!r} has {request.minutes} minutes; expected more than 0.")
    for mentor in problem.mentors:
        if mentor.minutes < 0 or mentor.sessions_min < 0 or (mentor.sessions_max or 0) < 0:
            raise InvalidInput(f"The mentor {mentor.id!r} has a number below 0; expected 0 or more.")
    known = {one.id for one in problem.requests}, {one.id for one in problem.mentors}
    strangers = [pair for pair in problem.conflicts if pair[0] not in known[0] or pair[1] not in known[1]]
    if strangers:
        raise InvalidInput(
            f"A conflict of interest names {min(strangers)!r}; expected a request and a mentor of the round."
        )
