"""From split sessions to whole ones, where lengths differ and a corner of the linear program may split some.

Branch and cut by HiGHS over the pairs that cost least at the prices of the linear program. Its bound stays proven for
the whole round; over all pairs of a small round the bound of the search itself holds too.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from assistant.rounds.encode import Mask
from assistant.rounds.linear import Columns, Deadline, Program, Solution, columns_of, rows_of
from assistant.rounds.problem import Floats

ALL_PAIRS_MAX: Final = 30_000
"""Below this many pairs none is left out of the search."""
PAIRS_OF_REQUEST: Final = 3
SECONDS_MAX: Final = 15.0
GAP_SMALL, GAP_LARGE = 1e-9, 1e-4


def made_whole(program: Program, split: Solution, deadline: Deadline, *, known: Mask | None = None) -> Solution | None:
    """Return the best solution without split sessions that was found in time; None when none was.

    Args:
        program: The round.
        split: Its best solution when sessions may be split.
        deadline: When to stop.
        known: Pairs of a plan that is known to be possible, shape (requests, mentors).
    """
    if split.is_whole:
        return split
    is_small = split.gains.size <= ALL_PAIRS_MAX
    chosen = np.isfinite(split.gains) if is_small else _cheap(split, known)
    columns = columns_of(program, chosen)
    rows = rows_of(program, columns)
    count = len(columns.row)
    found = milp(
        rows.cost,
        integrality=np.arange(len(rows.cost)) < count,
        bounds=Bounds(0, np.where(np.arange(len(rows.cost)) < count, 1.0, np.inf)),
        constraints=[LinearConstraint(rows.each, 1, 1), LinearConstraint(rows.loads, -np.inf, rows.limits)],
        options={
            "time_limit": min(SECONDS_MAX, deadline.seconds),
            "mip_rel_gap": GAP_SMALL if is_small else GAP_LARGE,
        },
    )
    if found.x is None:
        return None
    bound = min(split.bound, -float(found.mip_dual_bound)) if is_small else split.bound
    return _as_solution(split, columns, found.x, rows.blocks, total=-float(found.fun), bound=bound)


def _cheap(split: Solution, known: Mask | None) -> Mask:
    """Return the pairs to search: those used, those known, the nearest of all, and the nearest two of each request."""
    _, requests, mentors = split.gains.shape
    chosen = np.zeros(split.gains.shape, dtype=np.bool_)
    used = split.share > 0
    chosen[split.columns.layer[used], split.columns.row[used], split.columns.mentor[used]] = True
    if known is not None:
        chosen |= known
    nearest = min(split.gains.size, PAIRS_OF_REQUEST * requests) - 1
    chosen |= split.gains >= -np.partition(-split.gains.ravel(), nearest)[nearest]
    two = np.argpartition(-split.gains, min(2, mentors - 1), axis=2)[:, :, :2]
    np.put_along_axis(chosen, two, True, axis=2)
    return chosen & np.isfinite(split.gains)


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
