"""Assign a round: the one entry to this package."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from assistant.domain.rounds import Infeasible, RoundFigures, RoundPlan, RoundRule
from assistant.rounds.encode import Arrays, Ints, Mask, encode
from assistant.rounds.figures import keeps_every_bound, measure
from assistant.rounds.greedy import greedy
from assistant.rounds.levels import Tightened, load_evened, worst_off_raised
from assistant.rounds.linear import Deadline, Program, best, seeded
from assistant.rounds.possible import FewestLeftOut, fewest_left_out, find_plan
from assistant.rounds.problem import RoundProblem
from assistant.rounds.relax import what_to_relax
from assistant.rounds.whole import made_whole

SECONDS_MAX: Final = 60.0
"""Time a round may take; what is found by then comes with a proven bound."""

FIRST_SHARE: Final = 0.4
BESIDE_SHARE: Final = 0.3


def solve(problem: RoundProblem, rule: RoundRule, *, seconds: float = SECONDS_MAX) -> RoundPlan | Infeasible:
    """Return the best plan by the rule, or what stands in the way of any plan.

    The same round gives the same plan, as long as the time suffices. Beside it stand `greedy` (requests in order,
    each to the best mentor with room, minimum loads not looked at) and `min_cost_flow` (the most affinity in all under
    the same bounds; with sessions of one length that is a plain min-cost flow).

    Raises:
        InvalidInput: Ids repeat, shapes differ, a number is out of its range, or a conflict names nobody.
    """
    arrays, deadline = encode(problem), Deadline(seconds)
    start = _start(problem, arrays, deadline)
    if start is None:
        return what_to_relax(problem, deadline)
    arrays = replace(arrays, left_out_max=int((start.mentor < 0).sum()))
    tight = _tightened(arrays, start.mentor, rule, Deadline(FIRST_SHARE * seconds))
    found = _most_fit(tight.round, tight.mentor, deadline)
    plain = found if rule == "most_fit" else _most_fit(arrays, start.mentor, Deadline(BESIDE_SHARE * seconds))
    ids = [one.id for one in problem.mentors]
    return RoundPlan(
        rule=rule,
        mentor_of=_mentor_of(problem, found.mentor),
        left_out=tuple(one.id for one, chosen in zip(problem.requests, found.mentor, strict=True) if chosen < 0),
        figures=measure(arrays, found.mentor, mentor_ids=ids),
        total_max=found.total_max,
        first_bound=None if rule == "most_fit" or (found.mentor < 0).all() else tight.bound,
        left_out_min=start.left_out_min,
        beside=_beside(arrays, plain.mentor, ids),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _MostFit:
    """A plan, and what no plan exceeds in all."""

    mentor: Ints
    total_max: float


def _start(problem: RoundProblem, arrays: Arrays, deadline: Deadline) -> FewestLeftOut | None:
    """Return a plan that keeps every bound and leaves out as few as may be."""
    if not problem.requests or not problem.mentors:
        nobody = np.full(len(problem.requests), -1, dtype=np.int64)
        is_possible = not arrays.lower.any() and (problem.may_leave_out or not problem.requests)
        return FewestLeftOut(nobody, len(nobody)) if is_possible else None
    found = find_plan(arrays, deadline)
    if found.mentor is not None:
        return FewestLeftOut(found.mentor, 0)
    return fewest_left_out(arrays, deadline) if problem.may_leave_out else None


def _tightened(arrays: Arrays, mentor: Ints, rule: RoundRule, deadline: Deadline) -> Tightened:
    if rule == "most_fit" or (mentor < 0).all():
        return Tightened(arrays, mentor, 0.0)
    return (load_evened if rule == "even_load" else worst_off_raised)(arrays, mentor, deadline)


def _most_fit(arrays: Arrays, mentor: Ints, deadline: Deadline) -> _MostFit:
    """Return the plan with most affinity in all, beginning with one that is known."""
    if (mentor < 0).all():
        return _MostFit(mentor, 0.0)
    known, program = _MostFit(mentor, _at_best(arrays)), Program(arrays)
    split = best(program, seeded(arrays, mentor), deadline)
    if split is None:
        return known
    whole = made_whole(program, split, deadline, known=_pairs(arrays, mentor))
    bound = min(known.total_max, (whole or split).bound)
    if whole is None or not keeps_every_bound(arrays, whole.mentor):
        return _MostFit(mentor, bound)
    return _MostFit(whole.mentor, max(bound, whole.total))


def _at_best(arrays: Arrays) -> float:
    """Return the affinity in all when everybody has the mentor they fit best, those left out being the worst."""
    return float(np.sort(np.maximum(arrays.value.max(axis=1), 0.0))[arrays.left_out_max :].sum())


def _pairs(arrays: Arrays, mentor: Ints) -> Mask:
    mask = np.zeros(arrays.value.shape, dtype=np.bool_)
    rows = np.flatnonzero(mentor >= 0)
    mask[rows, mentor[rows]] = True
    return mask


def _mentor_of(problem: RoundProblem, mentor: Ints) -> Mapping[str, str]:
    return {
        request.id: problem.mentors[chosen].id
        for request, chosen in zip(problem.requests, mentor, strict=True)
        if chosen >= 0
    }


def _beside(arrays: Arrays, plain: Ints, ids: list[str]) -> Mapping[str, RoundFigures | None]:
    if not ids:
        return {"min_cost_flow": None, "greedy": None}
    return {
        "min_cost_flow": measure(arrays, plain, mentor_ids=ids),
        "greedy": measure(arrays, greedy(arrays), mentor_ids=ids),
    }
