"""Whether any plan keeps the bounds of a round, and how few requests have to be left out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from assistant.rounds import flow
from assistant.rounds.encode import Arrays, Ints
from assistant.rounds.figures import keeps_every_bound
from assistant.rounds.linear import Deadline, Program, Slack, Solution, best, seeded
from assistant.rounds.problem import Floats
from assistant.rounds.staged import longest_first
from assistant.rounds.whole import is_small, made_whole

MISSING: Final = 4.0
"""Price of a broken bound in units of affinity, where lengths differ: dear enough that none is broken for fit."""

QUICK_SECONDS: Final = 10.0


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """A plan, or none.

    Attributes:
        mentor: Column of each request, -1 for those left out; None when no plan was found.
        is_proven: Whether none exists when none was found.
        total_max: Where the plan was sought for its total value too: no plan has more.
        left_out_min: No plan leaves out fewer.
        nearly: Where no plan was found in time, one that only leaves out too many; None when that was not found either.
    """

    mentor: Ints | None
    is_proven: bool = True
    total_max: float | None = None
    left_out_min: int = 0
    nearly: Ints | None = None


def quick_plan(arrays: Arrays) -> Ints | None:
    """Return a plan from one plain try, longest sessions first, for where the time was not enough for a good one."""
    quick = longest_first(arrays, arrays.value - 1.0, Deadline(QUICK_SECONDS), missing=MISSING)
    return quick if keeps_every_bound(arrays, quick) else None


def only_whether(arrays: Arrays) -> Floats:
    """Return the values by which changes are sought.

    They are 0 for each pair that may meet, so that nothing but the changes counts. In a large round of unequal lengths
    that leaves too many plans alike to search, and a little of the fit is kept: then less may be enough.
    """
    weight = 0.0 if arrays.is_equally_long or is_small(arrays) else 1.0 / MISSING
    return np.where(
        np.isfinite(arrays.value), weight * np.where(np.isfinite(arrays.value), arrays.value, 0.0), arrays.value
    )


def by_flow(arrays: Arrays) -> Found:
    """Look by network flows alone: the answer is whole where sessions are equally long, else only a no is proven."""
    plan = flow.plan_of_equals(arrays)
    if plan is None or arrays.is_equally_long:
        return Found(plan)
    return Found(None, is_proven=not flow.has_minutes(arrays))


def find_plan(arrays: Arrays, deadline: Deadline) -> Found:
    """Return some plan that keeps every bound; where lengths differ, one that was sought for its total value."""
    found = by_flow(arrays)
    if found.mentor is not None or found.is_proven:
        return found
    whole = _cheapest(Program(arrays, Slack(out=MISSING, under=MISSING)), deadline)
    if whole is not None and _breaks_nothing(arrays, whole):
        return Found(whole.mentor, total_max=whole.bound)
    if not is_small(arrays):
        nearly = whole.mentor if whole is not None and whole.under.max() < 0.5 else None
        return Found(None, is_proven=False, nearly=nearly)
    exact = replace(arrays, value=only_whether(arrays))
    whole = _cheapest(Program(exact, Slack(out=1.0, under=1.0)), deadline)
    if whole is not None and _breaks_nothing(arrays, whole):
        return Found(whole.mentor)
    return Found(None, is_proven=whole is not None and whole.bound < -1e-6)


def _cheapest(program: Program, deadline: Deadline) -> Solution | None:
    split = best(program, seeded(program.round, np.full(len(program.round.units), flow.NOBODY)), deadline)
    return None if split is None else made_whole(program, split, deadline)


def _breaks_nothing(arrays: Arrays, whole: Solution) -> bool:
    return whole.under.max(initial=0.0) < 0.5 and int((whole.mentor < 0).sum()) <= arrays.left_out_max


def fewest_left_out(arrays: Arrays, deadline: Deadline) -> Found:
    """Return a plan that leaves out as few requests as can be; none when none was found that meets the minimum loads."""
    everybody = len(arrays.units)
    fewest = everybody - flow.most_assigned(arrays)
    if arrays.is_equally_long:
        return Found(flow.plan_of_equals(replace(arrays, left_out_max=fewest)), left_out_min=fewest)
    sought = replace(arrays, value=only_whether(arrays))
    whole = _cheapest(Program(sought, Slack(out=1.0, under=everybody + 1.0)), deadline)
    if whole is None or whole.under.max(initial=0.0) > 0.5:
        return Found(None, is_proven=whole is not None and is_small(arrays))
    proven = int(np.ceil(-whole.bound - 1e-6)) if is_small(arrays) else 0
    return Found(whole.mentor, left_out_min=max(fewest, proven))
