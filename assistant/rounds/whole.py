"""From split sessions to whole ones, where lengths differ and a corner of the linear program may split some.

Branch and cut by HiGHS. In a small round it searches all pairs, and its answer is exact. In a large one it begins
with a quick plan, then moves some requests at a time: those of mentors with time to spare, those the linear program splits
(neighborhoods induced by the relaxation: Danna, Rothberg & Le Pape 2005); the bound of the linear program stays proven for the whole round.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from assistant.rounds.encode import Arrays, Ints, Mask
from assistant.rounds.linear import Columns, Deadline, Program, Solution, columns_of, rows_of
from assistant.rounds.problem import Floats
from assistant.rounds.staged import longest_first

ALL_PAIRS_MAX: Final = 30_000
"""Below this many pairs none is left out of the search."""
PAIRS_OF_SPLIT: Final = 60
PAIRS_OF_MOVED: Final = 30
NEAREST_OF_SHORT: Final = 30
MENTORS_PART: Final = 6
ALL_REQUESTS_MAX: Final = 1_000
PAIRS_OF_EACH: Final = 8
"""In rounds of up to that many requests one search moves all of them, to their nearest mentors."""
POLISHING_TURNS: Final = 4
TURNS_MAX: Final = 9
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
    found = _searched(program, split, _begun(program, split, deadline), deadline)
    for turn in range(TURNS_MAX):
        if deadline.is_over or (found is not None and _is_enough(program, found, turn, deadline)):
            break
        better = _searched(program, split, _neighborhood(program, split, found, turn), deadline)
        if better is not None and (found is None or better.total > found.total):
            found = better
    return found


def _is_enough(program: Program, found: Solution, turn: int, deadline: Deadline) -> bool:
    """Return whether to stop improving: bounds that may be broken at a price are worth more time than a better fit."""
    keeps_all = found.out.sum() <= program.round.left_out_max + 0.5 and found.under.max(initial=0.0) < 0.5
    return keeps_all and (turn >= POLISHING_TURNS or deadline.is_half_over)


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


def _begun(program: Program, split: Solution, deadline: Deadline) -> Mask:
    """Return the pairs of a quick plan; where maxima, minutes or lengths may give way, those around the split requests."""
    slack = program.slack
    if program.short is not None or slack.over is not None or slack.more is not None or slack.out is None:
        return _around_split(split)
    mentor = longest_first(program.round, split.gains[0], deadline, missing=slack.out)
    chosen = np.zeros(split.gains.shape, dtype=np.bool_)
    rows = np.flatnonzero(mentor >= 0)
    chosen[0, rows, mentor[rows]] = True
    return chosen


def _around_split(split: Solution) -> Mask:
    """Return the pairs in use, and many more for each request that is split."""
    parts = np.minimum(split.share, 1.0 - split.share) > 1e-6
    return _freed(split, np.unique(split.columns.row[parts]), PAIRS_OF_SPLIT)


def _neighborhood(program: Program, split: Solution, whole: Solution | None, turn: int) -> Mask:
    """Return the pairs to search in a turn."""
    requests = len(program.round.units)
    if turn == 1 and requests <= ALL_REQUESTS_MAX:
        return _freed(whole or split, np.arange(requests), PAIRS_OF_EACH)
    return _around_split(split) if turn == 1 or whole is None else _around_mentors(program, whole, turn)


def _around_mentors(program: Program, whole: Solution, turn: int) -> Mask:
    """Return the pairs in use, and more for some requests.

    These are the ones left out, the ones nearest to mentors below their minimum, and those of some mentors: first of
    those with most time to spare, then of every so many.
    """
    taken = whole.share > 0.5
    columns, offered = whole.columns, program.round.offered
    used = np.bincount(columns.mentor[taken], weights=columns.units[taken], minlength=len(offered))
    by_idle, part = np.argsort(used - offered, kind="stable"), len(offered) // MENTORS_PART + 1
    mentors = by_idle[:part] if turn == 0 else by_idle[turn % MENTORS_PART :: MENTORS_PART]
    short = np.flatnonzero(whole.under > 0.5)
    nearest = np.argsort(-whole.gains[0][:, short], axis=0, kind="stable")[:NEAREST_OF_SHORT]
    is_moved = (whole.mentor < 0) | np.isin(whole.mentor, mentors)
    is_moved[nearest.ravel()] = True
    chosen = _freed(whole, np.flatnonzero(is_moved), PAIRS_OF_MOVED)
    chosen[0, nearest, short] = np.isfinite(whole.gains[0][nearest, short])
    return chosen


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
