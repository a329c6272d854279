"""Whether any plan keeps the bounds of a round, and how few requests have to be left out."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from assistant.rounds import flow
from assistant.rounds.encode import Arrays, Ints
from assistant.rounds.linear import Deadline, Program, Slack, best, seeded
from assistant.rounds.problem import Floats
from assistant.rounds.whole import made_whole


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """A plan, or none.

    Attributes:
        mentor: Column of each request, -1 for those left out; None when no plan was found.
        is_proven: Whether none exists when none was found.
    """

    mentor: Ints | None
    is_proven: bool = True


def worthless(value: Floats) -> Floats:
    """Return 0 for each pair that may meet: what is asked is only whether."""
    return np.where(np.isfinite(value), 0.0, value)


def is_refuted(arrays: Arrays) -> Found:
    """Look by network flows alone: the answer is whole where sessions are equally long, else only a no is proven."""
    plan = flow.plan_of_equals(arrays)
    if plan is None or arrays.is_equally_long:
        return Found(plan)
    return Found(None, is_proven=not flow.has_minutes(arrays))


def find_plan(arrays: Arrays, deadline: Deadline) -> Found:
    """Return some plan that keeps every bound."""
    found = is_refuted(arrays)
    if found.mentor is not None or found.is_proven:
        return found
    program = Program(replace(arrays, value=worthless(arrays.value)), Slack(out=1.0, under=1.0))
    split = best(program, seeded(arrays, np.full(len(arrays.units), flow.NOBODY)), deadline)
    if split is None or split.bound < -1e-6:
        return Found(None, is_proven=split is not None)
    whole = made_whole(program, split, deadline)
    if whole is None or whole.total < -0.5:
        return Found(None, is_proven=whole is not None and whole.bound < -1e-6)
    return Found(whole.mentor)


@dataclass(frozen=True, slots=True, eq=False)
class FewestLeftOut:
    """A plan that leaves out as few as could be.

    Attributes:
        left_out_min: No plan leaves out fewer.
    """

    mentor: Ints
    left_out_min: int


def fewest_left_out(arrays: Arrays, deadline: Deadline) -> FewestLeftOut | None:
    """Return a plan that leaves out as few requests as can be; None when the minimum loads allow no plan at all."""
    everybody = len(arrays.units)
    if arrays.is_equally_long:
        fewest = everybody - flow.most_assigned(arrays)
        plan = flow.plan_of_equals(replace(arrays, left_out_max=fewest))
        return None if plan is None else FewestLeftOut(plan, fewest)
    program = Program(replace(arrays, value=worthless(arrays.value)), Slack(out=1.0, under=everybody + 1.0))
    split = best(program, seeded(arrays, np.full(everybody, flow.NOBODY)), deadline)
    whole = None if split is None else made_whole(program, split, deadline)
    if whole is None or whole.under.max(initial=0.0) > 0.5:
        return None
    return FewestLeftOut(whole.mentor, max(0, int(np.ceil(-whole.bound - 1e-6))))
