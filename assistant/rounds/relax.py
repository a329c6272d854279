"""What to change when no plan keeps every bound: the least of each kind, and the least of all together.

Each kind of change makes its bound elastic at a price (Brown & Graves 1975; Chinneck, *Feasibility and Infeasibility
in Optimization*, 2008, chapter 6) and the cheapest plan tells how much of it is needed, where, and that less is not enough.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from assistant.domain.rounds import SHORTEST_MINUTES, Infeasible, Relaxation, RelaxationKind
from assistant.rounds import flow
from assistant.rounds.encode import NEVER, Arrays, Ints, conflict_mask, encode
from assistant.rounds.linear import Deadline, Program, Slack, Solution, best, seeded
from assistant.rounds.possible import MISSING, by_flow, find_plan, only_whether
from assistant.rounds.problem import Floats, RoundProblem
from assistant.rounds.whole import is_small, made_whole

KINDS: Final = 7
OUT_PRICE: Final = 2.5
"""Beside 1.0 for any other change: a longer maximum and the minutes for it come before a request without a mentor."""


@dataclass(frozen=True, slots=True, eq=False)
class _Change:
    """One kind of change: the round as far as it could ever be stretched, and the program that prices it."""

    kind: RelaxationKind
    loosest: Arrays
    program: Program


def what_to_relax(problem: RoundProblem, deadline: Deadline) -> Infeasible:
    """Return the least change of each kind that makes a plan possible, as the round has none.

    What is found by the deadline is enough; where it ends the search, less may be.
    """
    arrays = encode(problem)
    if not problem.requests or not problem.mentors:
        return _nobody_there(problem, int(arrays.lower.sum()))
    alone = [_everyone(arrays, Deadline(deadline.seconds / KINDS))] if _has_maxima(problem) else []
    for left, change in zip(range(KINDS, 0, -1), _changes(problem, arrays), strict=False):
        alone.append(_least(problem, change, Deadline(min(1.0, 2.0 / left) * deadline.seconds)))
    is_one_enough = any(one.amount is not None and one.kind != "leave_out" for one in alone)
    together = () if is_one_enough else _together(problem, arrays, deadline)
    return Infeasible(*_shortages(arrays), tuple(alone), together)


def not_found(problem: RoundProblem, nearly: Ints | None) -> Infeasible:
    """Return what is known when no plan was found in time, though there may be one: an assignment that is nearly one."""
    rows = np.flatnonzero(nearly < 0) if nearly is not None else np.arange(0)
    alone = (replace(_requests(problem, "leave_out", rows), is_smallest=False),) if len(rows) else ()
    return Infeasible(*_shortages(encode(problem)), alone, is_proven=False)


def _has_maxima(problem: RoundProblem) -> bool:
    return any(one.sessions_max is not None for one in problem.mentors)


def _shortages(arrays: Arrays) -> tuple[int, int]:
    """Return how many requests, and how many sessions of minimum loads, are left over at best."""
    return len(arrays.units) - flow.most_assigned(arrays), int(arrays.lower.sum()) - flow.most_of_minima(arrays)


def _nobody_there(problem: RoundProblem, minima: int) -> Infeasible:
    if problem.requests:
        left = Relaxation("leave_out", len(problem.requests), requests=tuple(one.id for one in problem.requests))
        return Infeasible(len(problem.requests), 0, (left,))
    lowered = {one.id: one.sessions_min for one in problem.mentors if one.sessions_min}
    return Infeasible(0, minima, (Relaxation("lower_minimum", minima, mentors=lowered),))


def _changes(problem: RoundProblem, arrays: Arrays) -> Iterator[_Change]:
    plain = replace(arrays, value=only_whether(arrays))
    everybody = len(arrays.units)
    if _has_maxima(problem):
        most = replace(arrays, upper=np.full_like(arrays.upper, everybody))
        yield _Change("raise_maximum", most, Program(plain, Slack(over=1.0)))
    yield _lengthening(problem)
    if arrays.lower.any():
        none = replace(arrays, lower=np.zeros_like(arrays.lower))
        yield _Change("lower_minimum", none, Program(plain, Slack(under=1.0)))
    if problem.conflicts:
        met = replace(arrays, value=_unconflicted(problem))
        yield _Change("lift_conflicts", met, Program(replace(arrays, value=_lifting(problem, met))))
    yield _Change("leave_out", replace(arrays, left_out_max=everybody), Program(plain, Slack(out=1.0)))
    if any(one.minutes > SHORTEST_MINUTES for one in problem.requests):
        yield _shortening(problem)


def _lengthening(problem: RoundProblem) -> _Change:
    exact = encode(problem, divides=math.gcd(*(one.minutes for one in problem.mentors)))
    ample = replace(exact, offered=np.full_like(exact.offered, exact.units.sum()))
    return _Change("add_minutes", ample, Program(replace(exact, value=only_whether(exact)), Slack(more=1.0)))


def _shortening(problem: RoundProblem) -> _Change:
    fine = encode(problem, divides=SHORTEST_MINUTES)
    shortest = SHORTEST_MINUTES // fine.unit
    plain = replace(fine, value=only_whether(fine))
    short = np.where((fine.units > shortest)[:, None], plain.value - 1.0, NEVER)
    program = Program(plain, short=(short, np.full_like(fine.units, shortest)))
    return _Change("shorten", replace(fine, units=np.minimum(fine.units, shortest)), program)


def _unconflicted(problem: RoundProblem) -> Floats:
    return np.where(np.isnan(problem.affinities), NEVER, problem.affinities)


def _lifting(problem: RoundProblem, met: Arrays) -> Floats:
    """Return 1 less for a pair whose conflict would be lifted."""
    return only_whether(met) - conflict_mask(problem)


def _least(problem: RoundProblem, change: _Change, deadline: Deadline) -> Relaxation:
    if not _is_exact(change.program):
        return _roughly(problem, change, deadline)
    found = find_plan(change.loosest, deadline)
    if found.mentor is None:
        return Relaxation(change.kind, None, is_smallest=found.is_proven)
    split = best(change.program, seeded(change.loosest, found.mentor), deadline)
    whole = None if split is None else made_whole(change.program, split, deadline)
    if whole is None:
        return Relaxation(change.kind, None, is_smallest=False)
    return _read(problem, change.kind, change.program, whole)


def _is_exact(program: Program) -> bool:
    return program.round.is_equally_long or is_small(program.round)


def _roughly(problem: RoundProblem, change: _Change, deadline: Deadline) -> Relaxation:
    """Return a change that is enough, found at a price that makes every other broken bound dear; less may do."""
    if by_flow(change.loosest).is_proven and not change.loosest.is_equally_long:
        return Relaxation(change.kind, None)
    slack = change.program.slack
    hard = Slack(slack.out or MISSING, slack.over, slack.under or MISSING, slack.more)
    program = replace(change.program, slack=hard)
    split = best(program, seeded(change.loosest, np.full(len(change.loosest.units), flow.NOBODY)), deadline)
    whole = None if split is None else made_whole(program, split, deadline)
    is_left = whole is not None and (
        (slack.out is None and whole.out.max() > 0.5) or (slack.under is None and whole.under.max() > 0.5)
    )
    if whole is None or is_left:
        return Relaxation(change.kind, None, is_smallest=False)
    return replace(_read(problem, change.kind, program, whole), is_smallest=False)


def _everyone(arrays: Arrays, deadline: Deadline) -> Relaxation:
    """Return by how much everybody's maximum would have to rise; halving what is left."""

    def raised(by: int) -> Arrays:
        return replace(arrays, upper=arrays.upper + by)

    low, high, is_proven = 1, len(arrays.units), True
    most = find_plan(raised(high), deadline)
    if most.mentor is None:
        return Relaxation("raise_everyone", None, is_smallest=most.is_proven)
    while low < high:
        middle = (low + high) // 2
        found = find_plan(raised(middle), deadline)
        low, high = (low, middle) if found.mentor is not None else (middle + 1, high)
        is_proven &= found.mentor is not None or found.is_proven
    return Relaxation("raise_everyone", high, is_smallest=is_proven)


def _together(problem: RoundProblem, arrays: Arrays, deadline: Deadline) -> tuple[Relaxation, ...]:
    """Return the cheapest mix of changes; with requests left out and minima lowered there always is one."""
    program = Program(
        replace(arrays, value=_lifting(problem, replace(arrays, value=_unconflicted(problem)))),
        Slack(out=OUT_PRICE, over=1.0, under=1.0, more=1.0 / int(arrays.units.min())),
    )
    split = best(program, seeded(arrays, np.full(len(arrays.units), flow.NOBODY)), deadline)
    whole = None if split is None else made_whole(program, split, deadline)
    if whole is None:
        return ()
    kinds: tuple[RelaxationKind, ...] = ("raise_maximum", "add_minutes", "lower_minimum", "lift_conflicts", "leave_out")
    read = (_read(problem, kind, program, whole) for kind in kinds)
    return tuple(one for one in read if one.amount)


def _read(problem: RoundProblem, kind: RelaxationKind, program: Program, whole: Solution) -> Relaxation:
    """Return what a solution changes of one kind."""
    is_smallest = _is_exact(program) and -whole.total <= np.ceil(-whole.bound - 1e-6) + 1e-6
    readers: dict[RelaxationKind, Callable[[], Relaxation]] = {
        "raise_maximum": lambda: _by_mentor(problem, kind, whole.over),
        "add_minutes": lambda: _by_mentor(problem, kind, whole.more * program.round.unit),
        "lower_minimum": lambda: _by_mentor(problem, kind, whole.under),
        "lift_conflicts": lambda: _pairs(problem, whole),
        "leave_out": lambda: _requests(problem, kind, np.flatnonzero(whole.out > 0.5)),
        "shorten": lambda: _requests(problem, kind, _shortened(whole)),
    }
    return replace(readers[kind](), is_smallest=bool(is_smallest))


def _by_mentor(problem: RoundProblem, kind: RelaxationKind, by: Floats) -> Relaxation:
    counts = by.round().astype(np.int64)
    mentors = {one.id: int(count) for one, count in zip(problem.mentors, counts, strict=True) if count}
    return Relaxation(kind, sum(mentors.values()), mentors=mentors)


def _requests(problem: RoundProblem, kind: RelaxationKind, rows: Ints) -> Relaxation:
    return Relaxation(kind, len(rows), requests=tuple(problem.requests[row].id for row in rows))


def _pairs(problem: RoundProblem, whole: Solution) -> Relaxation:
    taken = (whole.share > 0.5) & (whole.columns.value < 0)
    pairs = tuple(
        (problem.requests[row].id, problem.mentors[mentor].id)
        for row, mentor in zip(whole.columns.row[taken], whole.columns.mentor[taken], strict=True)
    )
    return Relaxation("lift_conflicts", len(pairs), pairs=pairs)


def _shortened(whole: Solution) -> Ints:
    return np.sort(whole.columns.row[(whole.share > 0.5) & (whole.columns.layer == 1)])
