"""A quick plan where lengths differ: the longest sessions first, each length as a round of its own.

Every length alone is a network flow and comes out whole. Pairs are valued at the prices of the linear program over all
lengths, so that long sessions leave to short ones what these need more: rounding by reduced costs, longest first as in
bin packing (Johnson 1974).
"""

from __future__ import annotations

import numpy as np

from assistant.rounds.encode import Arrays, Ints
from assistant.rounds.flow import NOBODY
from assistant.rounds.linear import Deadline, Program, Slack, best, seeded
from assistant.rounds.problem import Floats


def longest_first(arrays: Arrays, gains: Floats, deadline: Deadline, *, missing: float) -> Ints:
    """Return the mentor of each request, `NOBODY` for those that found no room; no mentor has more than they can take.

    Args:
        arrays: The round.
        gains: Of each pair at the prices of the linear program, about 0 for those in use.
        deadline: When to stop; lengths not reached by then stay without mentors.
        missing: Price of a request without a mentor and of a session missing to a minimum.
    """
    chosen = np.full(len(arrays.units), NOBODY, dtype=np.int64)
    upper, offered, lower = arrays.upper, arrays.offered, arrays.lower
    lengths = np.unique(arrays.units)[::-1]
    for units in lengths:
        rows = np.flatnonzero(arrays.units == units)
        room = np.minimum(upper, offered // units)
        least = lower if units == lengths[-1] else np.zeros_like(lower)
        stage = Arrays(1.0 + gains[rows], np.ones_like(rows), least, room, room, room, 1)
        nobody = np.full(len(rows), NOBODY, dtype=np.int64)
        solution = best(Program(stage, Slack(out=missing, under=missing)), seeded(stage, nobody), deadline)
        if solution is None:
            break
        chosen[rows] = solution.mentor
        sessions = np.bincount(solution.mentor[solution.mentor >= 0], minlength=len(upper))
        upper, offered, lower = upper - sessions, offered - sessions * units, np.maximum(lower - sessions, 0)
    return chosen
