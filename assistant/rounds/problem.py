"""What a round starts from: requests, mentors, how well each pair fits, and who must not meet."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.domain.rounds import RoundMentor, RoundRequest

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class RoundProblem:
    """A round to be assigned.

    Attributes:
        affinities: Shape (requests, mentors) in their order, 0 to 1, higher is closer; NaN where the mentor cannot
            serve the request at all (language, hours), which no relaxation changes.
        conflicts: Pairs of request id and mentor id that must not meet; an owner may lift them.
        may_leave_out: Whether requests may stay without a mentor. Even then as few as possible do.
    """

    requests: tuple[RoundRequest, ...]
    mentors: tuple[RoundMentor, ...]
    affinities: Floats
    conflicts: frozenset[tuple[str, str]] = frozenset()
    may_leave_out: bool = False
