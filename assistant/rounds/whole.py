"""From split sessions to whole ones, where lengths differ and a corner of the linear program may split some.

Branch and cut by HiGHS. In a small round it searches all pairs, and its answer is exact. In a large one it first moves
only the requests that are split, then those of mentors with time to spare, again and again while that helps (relaxation
induced neighborhoods, Danna, Rothberg & Le Pape 2005); the bound of the linear program stays proven for the whole round.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from assistant.rounds.encode import Arrays, Ints, Mask
from assistant.rounds.linear import Columns, Deadline, Program, Solution, columns_of, rows_of
from assistant.rounds.problem import Floats

ALL_PAIRS_MAX: Final = 30_000
"""Below this many pairs none is left out of the search."""
PAIRS_OF_SPLIT: Final = 60
PAIRS_OF_IDLE: Final = 40
IDLE_MENTORS: Final = 200
POLISHING_MAX: Final = 4
SECONDS_MAX: Final = 8.0
GAP_SMALL, GAP_LARGE = 1e-9, 5e-4


def is_small(arrays: Arrays) -> bool:
    """Return whether every pair is searched, so that answers are exact also where lengths differ."""
    return arrays.value.size <= ALL_PAIRS_MAX


def made_whole(program: Program, split: Solution, deadline: Deadline) -> Solution | None:
    """Return the best solution without split sessions that was found in time; None when none was.

    Args:
        program: The round.
        split: Its best solution when sessions may be split.
        deadline: When to stop.
    """
    if split.is_whole:
        return split
    if is_small(program.round):
        return _searched(program, split, np.isfinite(split.gains), deadline)
    found = _searched(program, split, _around_split(split), deadline)
    for _ in range(POLISHING_MAX):
        if found is None or deadline.is_over:
            break
        better = _searched(program, split, _around_idle(program, found), deadline)
        if better is None or better.total <= found.total:
            break
        found = better
    return found


def _searched(program: Program, split: Solution, chosen: Mask, deadline: Deadline) -> Solution | None:
    columns = columns_of(program, chosen)
    rows = rows_of(program, columns)
    count = len(columns.row)
    is_exact = is_small(program.round)
    found = milp(
        rows.cost,
        integrality=np.arange(len(rows.cost)) < count,
        bounds=Bounds(0, np.where(np.arange(len(rows.cost)) < count, 1.0, np.inf)),
        constraints=[LinearConstraint(rows.each, 1, 1), LinearConstraint(rows.loads, -np.inf, rows.limits)],
        options={
            "time_limit": min(SECONDS_MAX, deadline.seconds),
            "mip_rel_gap": GAP_SMALL if is_exact else GAP_LARGE,
        },
    )
    if found.x is None:
        return None
    bound = min(split.bound, -float(found.mip_dual_bound)) if is_exact else split.bound
    return _as_solution(split, columns, found.x, rows.blocks, total=-float(found.fun), bound=bound)


def _around_split(split: Solution) -> Mask:
    """Return the pairs in use, and many more for each request that is split."""
    parts = np.minimum(split.share, 1.0 - split.share) > 1e-6
    return _freed(split, np.unique(split.columns.row[parts]), PAIRS_OF_SPLIT)


def _around_idle(program: Program, whole: Solution) -> Mask:
    """Return the pairs in use, and more for requests left out and for those of mentors with most time to spare."""
    taken = whole.share > 0.5
    columns, offered = whole.columns, program.round.offered
    used = np.bincount(columns.mentor[taken], weights=columns.units[taken], minlength=len(offered))
    idle = np.argsort(used - offered, kind="stable")[:IDLE_MENTORS]
    return _freed(whole, np.flatnonzero((whole.mentor < 0) | np.isin(whole.mentor, idle)), PAIRS_OF_IDLE)


def _freed(solution: Solution, rows: Ints, count: int) -> Mask:
    """Return the pairs in use, and the nearest of some requests."""
    chosen = np.zeros(solution.gains.shape, dtype=np.bool_)
    used = solution.share > 1e-6
    chosen[solution.columns.layer[used], solution.columns.row[used], solution.columns.mentor[used]] = True
    near = np.argsort(-solution.gains[:, rows], axis=2, kind="stable")[:, :, :count]
    for layer, best in enumerate(near):
        chosen[layer, rows[:, None], best] = True
    return chosen & np.isfinite(solution.gains)


def _as_solution(
    split: Solution, columns: Columns, values: Floats, blocks: dict[str, slice], *, total: float, bound: float
) -> Solution:
    nobody, none = np.zeros_like(split.out), np.zeros_like(split.over)
    part = {name: values[where] for name, where in blocks.items()}
    return replace(
        split,
        columns=columns,
        share=part["columns"].round(),
        out=part.get("out", nobody) + part.get("free", nobody),
        over=part.get("over", none),
        under=part.get("under", none),
        more=part.get("more", none),
        total=total,
        bound=bound,
    )
