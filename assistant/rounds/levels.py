"""Raise what a rule puts first as far as it goes: the threshold method for bottleneck assignments.

Whether a plan exists is asked for one level at a time, halving what is left (Garfinkel 1971, after Edmonds &
Fulkerson 1970). In peer review the same aim, the best for whoever is served worst, is Stelmakh, Shah & Singh (2021).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from assistant.rounds.encode import NEVER, Arrays, Ints
from assistant.rounds.figures import minutes_used
from assistant.rounds.linear import Deadline
from assistant.rounds.possible import Found, by_flow, find_plan
from assistant.rounds.problem import Floats

ROUNDING = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Tightened:
    """A round with the bound its rule asks for.

    Attributes:
        round: Every plan of it keeps the level reached.
        mentor: One plan of it.
        bound: No plan reaches a better level than this.
        total_max: Where the plan was sought for its total value too: no plan of `round` has more.
    """

    round: Arrays
    mentor: Ints
    bound: float
    total_max: float | None = None


def worst_off_raised(arrays: Arrays, mentor: Ints, deadline: Deadline) -> Tightened:
    """Allow only pairs at least as good as the best lowest affinity that a plan can have.

    Args:
        arrays: The round.
        mentor: A plan of it that assigns somebody.
        deadline: When to stop looking for a better level, where lengths differ.
    """
    rows = np.flatnonzero(mentor >= 0)
    reached = arrays.value[rows, mentor[rows]].min()
    best_of_each = np.sort(arrays.value.max(axis=1))[arrays.left_out_max]
    finite = arrays.value[np.isfinite(arrays.value)]
    levels = np.unique(finite[(finite >= reached) & (finite <= best_of_each)])[::-1]

    def at(level: float) -> Arrays:
        return replace(arrays, value=np.where(arrays.value >= level, arrays.value, NEVER))

    return _search(levels, at, mentor, deadline)


def load_evened(arrays: Arrays, mentor: Ints, deadline: Deadline) -> Tightened:
    """Let nobody use a larger share of the minutes they offer than the smallest that a plan can do with."""
    step = int(arrays.units[0]) if arrays.is_equally_long else 1
    reached = (minutes_used(arrays, mentor) / np.maximum(arrays.minutes, 1)).max()
    counts = np.arange(0, int(arrays.offered.max(initial=0)) + 1, step) * arrays.unit
    shares = np.unique(counts[:, None] / np.maximum(arrays.minutes, 1))
    levels = shares[shares <= reached + ROUNDING]

    def at(level: float) -> Arrays:
        return replace(arrays, offered=np.floor(level * arrays.minutes / arrays.unit + ROUNDING).astype(np.int64))

    return _search(levels, at, mentor, deadline)


def _search(levels: Floats, at: Callable[[float], Arrays], mentor: Ints, deadline: Deadline) -> Tightened:
    """Search levels, best first; at the last one `mentor` is a plan."""
    plan, low, high = mentor, 0, len(levels) - 1
    while low < high:
        middle = (low + high) // 2
        found = by_flow(at(levels[middle]))
        if found.mentor is None and found.is_proven:
            low = middle + 1
        else:
            high, plan = middle, plan if found.mentor is None else found.mentor
    if at(levels[low]).is_equally_long:
        return Tightened(at(levels[low]), plan, float(levels[low]))
    return _search_unequal(levels[low:], at, mentor, deadline)


def _search_unequal(levels: Floats, at: Callable[[float], Arrays], mentor: Ints, deadline: Deadline) -> Tightened:
    """Search on where flows prove no more, the best level first; what is neither found nor refuted stays the bound."""
    plan, low, high, bound, middle = Found(mentor), 0, len(levels) - 1, 0, 0
    while low < high and not deadline.is_over:
        found = find_plan(at(levels[middle]), deadline)
        if found.mentor is not None:
            plan, high = found, middle
        else:
            low = middle + 1
            bound = low if found.is_proven else bound
        middle = (low + high) // 2
    chosen = mentor if plan.mentor is None else plan.mentor
    return Tightened(at(levels[high]), chosen, float(levels[bound]), plan.total_max)
