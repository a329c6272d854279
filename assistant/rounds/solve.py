"""Assign a round: the one entry to this package."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from assistant.domain.rounds import Infeasible, RoundFigures, RoundPlan, RoundRule
from assistant.rounds.encode import Arrays, Ints, encode
from assistant.rounds.figures import keeps_every_bound, measure
from assistant.rounds.greedy import greedy
from assistant.rounds.levels import Tightened, load_evened, worst_off_raised
from assistant.rounds.linear import Deadline, Program, best, seeded
from assistant.rounds.possible import Found, fewest_left_out, find_plan, quick_plan
from assistant.rounds.problem import RoundProblem
from assistant.rounds.relax import not_found, what_to_relax
from assistant.rounds.whole import made_whole

SECONDS_MAX: Final = 60.0
"""Time a round may take; what is found by then comes with a proven bound."""

START_SHARE: Final = 0.5
FIRST_SHARE: Final = 0.85
BESIDE_SHARE: Final = 0.3
"""Parts of the time for each step; one that needs less leaves it."""


def solve(problem: RoundProblem, rule: RoundRule, *, seconds: float = SECONDS_MAX) -> RoundPlan | Infeasible:
    """Return the best plan by the rule, or what stands in the way of any plan.

    The same round gives the same plan, as long as the time suffices. Beside it stand `greedy` (requests in order,
    each to the best mentor with room, minimum loads not looked at) and `min_cost_flow` (the most affinity in all under
    the same bounds; with sessions of one length that is a plain min-cost flow).

    Raises:
        InvalidInput: Ids repeat, shapes differ, a number is out of its range, or a conflict names nobody.
    """
    arrays, deadline = encode(problem), Deadline(seconds)
    start = _start(problem, arrays, Deadline(START_SHARE * seconds))
    if start.mentor is None:
        return what_to_relax(problem, deadline) if start.is_proven else not_found(problem, start.nearly)
    arrays = replace(arrays, left_out_max=int((start.mentor < 0).sum()))
    plain = Tightened(arrays, start.mentor, 0.0, start.total_max)
    tight = (
        plain
        if rule == "most_fit"
        else _tightened(arrays, start.mentor, rule, Deadline(FIRST_SHARE * deadline.seconds))
    )
    found = _most_fit(tight, deadline, total_max=start.total_max)
    beside = (
        found if rule == "most_fit" else _most_fit(plain, Deadline(BESIDE_SHARE * seconds), total_max=start.total_max)
    )
    ids = [one.id for one in problem.mentors]
    return RoundPlan(
        rule=rule,
        mentor_of=_mentor_of(problem, found.mentor),
        left_out=tuple(one.id for one, chosen in zip(problem.requests, found.mentor, strict=True) if chosen < 0),
        figures=measure(arrays, found.mentor, mentor_ids=ids),
        total_max=found.total_max,
        first_bound=None if rule == "most_fit" or (found.mentor < 0).all() else tight.bound,
        left_out_min=start.left_out_min,
        beside=_beside(arrays, beside.mentor, ids),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _MostFit:
    """A plan, and what no plan exceeds in all."""

    mentor: Ints
    total_max: float


def _start(problem: RoundProblem, arrays: Arrays, deadline: Deadline) -> Found:
    """Return a plan that keeps every bound and leaves out as few as may be."""
    if not problem.requests or not problem.mentors:
        nobody = np.full(len(problem.requests), -1, dtype=np.int64)
        is_possible = not arrays.lower.any() and (problem.may_leave_out or not problem.requests)
        return Found(nobody if is_possible else None, left_out_min=len(nobody))
    found = find_plan(arrays, deadline)
    if found.mentor is None and not found.is_proven:
        found = replace(found, mentor=quick_plan(arrays))
    if found.mentor is not None or not problem.may_leave_out:
        return found
    return fewest_left_out(arrays, deadline)


def _tightened(arrays: Arrays, mentor: Ints, rule: RoundRule, deadline: Deadline) -> Tightened:
    if (mentor < 0).all():
        return Tightened(arrays, mentor, 0.0)
    return (load_evened if rule == "even_load" else worst_off_raised)(arrays, mentor, deadline)


def _most_fit(tight: Tightened, deadline: Deadline, *, total_max: float | None) -> _MostFit:
    """Return the plan with most affinity in all, beginning with one that is known; none has more than `total_max`."""
    arrays, known = tight.round, tight.mentor
    if tight.total_max is not None:
        return _MostFit(known, tight.total_max)
    if (known < 0).all():
        return _MostFit(known, 0.0)
    bound = _at_best(arrays) if total_max is None else total_max
    split = best(Program(arrays), seeded(arrays, known), deadline)
    if split is None:
        return _MostFit(known, bound)
    whole = made_whole(Program(arrays), split, deadline)
    bound = min(bound, (whole or split).bound)
    if whole is None or not keeps_every_bound(arrays, whole.mentor) or whole.total < _total(arrays, known):
        return _MostFit(known, bound)
    return _MostFit(whole.mentor, max(bound, whole.total))


def _total(arrays: Arrays, mentor: Ints) -> float:
    rows = np.flatnonzero(mentor >= 0)
    return float(arrays.value[rows, mentor[rows]].sum())


def _at_best(arrays: Arrays) -> float:
    """Return the affinity in all when everybody has the mentor they fit best, those left out being the worst."""
    return float(np.sort(np.maximum(arrays.value.max(axis=1), 0.0))[arrays.left_out_max :].sum())


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
