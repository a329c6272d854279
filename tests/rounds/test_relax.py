"""What an owner is told to change is enough, and less is not."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import assume, given, settings

from assistant.domain.rounds import Infeasible, Relaxation, RoundMentor, RoundPlan, RoundRequest
from assistant.rounds.problem import RoundProblem
from assistant.rounds.solve import solve
from tests.rounds.cohorts import every_plan, rounds


def without_maximum(problem: RoundProblem) -> RoundProblem:
    return replace(problem, mentors=tuple(replace(one, sessions_max=None) for one in problem.mentors))


def loads(mentor_of: dict[str, str], mentor: RoundMentor) -> int:
    return sum(chosen == mentor.id for chosen in mentor_of.values())


def smallest(amounts: Iterable[int]) -> int | None:
    return min(amounts, default=None)


def raise_maximum(problem: RoundProblem) -> int | None:
    return smallest(
        sum(max(0, loads(plan, one) - one.sessions_max) for one in problem.mentors if one.sessions_max is not None)
        for plan in every_plan(without_maximum(problem), may_leave_out=False)
    )


def raise_everyone(problem: RoundProblem) -> int | None:
    return smallest(
        max((loads(plan, one) - one.sessions_max for one in problem.mentors if one.sessions_max is not None), default=0)
        for plan in every_plan(without_maximum(problem), may_leave_out=False)
    )


def add_minutes(problem: RoundProblem) -> int | None:
    minutes = {one.id: one.minutes for one in problem.requests}
    ample = replace(problem, mentors=tuple(replace(one, minutes=600) for one in problem.mentors))
    return smallest(
        sum(
            max(0, sum(minutes[one] for one, chosen in plan.items() if chosen == mentor.id) - mentor.minutes)
            for mentor in problem.mentors
        )
        for plan in every_plan(ample, may_leave_out=False)
    )


def lower_minimum(problem: RoundProblem) -> int | None:
    free = replace(problem, mentors=tuple(replace(one, sessions_min=0) for one in problem.mentors))
    return smallest(
        sum(max(0, one.sessions_min - loads(plan, one)) for one in problem.mentors)
        for plan in every_plan(free, may_leave_out=False)
    )


def lift_conflicts(problem: RoundProblem) -> int | None:
    free = replace(problem, conflicts=frozenset())
    return smallest(
        sum(pair in problem.conflicts for pair in plan.items()) for plan in every_plan(free, may_leave_out=False)
    )


def leave_out(problem: RoundProblem) -> int | None:
    return smallest(len(problem.requests) - len(plan) for plan in every_plan(problem, may_leave_out=True))


def shorten(problem: RoundProblem) -> int | None:
    choices = [{one.minutes, 15} for one in problem.requests]
    return smallest(
        sum(minutes < one.minutes for minutes, one in zip(lengths, problem.requests, strict=True))
        for lengths in product(*choices)
        if any(every_plan(at_lengths(problem, lengths), may_leave_out=False))
    )


def at_lengths(problem: RoundProblem, lengths: tuple[int, ...]) -> RoundProblem:
    requests = tuple(replace(one, minutes=n) for one, n in zip(problem.requests, lengths, strict=True))
    return replace(problem, requests=requests)


COUNTED_OUT = {
    "raise_maximum": raise_maximum,
    "raise_everyone": raise_everyone,
    "add_minutes": add_minutes,
    "lower_minimum": lower_minimum,
    "lift_conflicts": lift_conflicts,
    "leave_out": leave_out,
    "shorten": shorten,
}


def changed(problem: RoundProblem, change: Relaxation) -> RoundProblem:
    """Return the round after an owner did what a relaxation says."""
    by = change.mentors
    if change.kind == "raise_everyone":
        by = {one.id: change.amount or 0 for one in problem.mentors}
    if change.kind in {"raise_everyone", "raise_maximum", "add_minutes", "lower_minimum"}:
        raised: Callable[[RoundMentor], RoundMentor] = {
            "raise_everyone": lambda one: (
                one if one.sessions_max is None else replace(one, sessions_max=one.sessions_max + by[one.id])
            ),
            "raise_maximum": lambda one: replace(one, sessions_max=one.sessions_max + by[one.id]),
            "add_minutes": lambda one: replace(one, minutes=one.minutes + by[one.id]),
            "lower_minimum": lambda one: replace(one, sessions_min=one.sessions_min - by[one.id]),
        }[change.kind]
        return replace(problem, mentors=tuple(raised(one) if one.id in by else one for one in problem.mentors))
    if change.kind == "lift_conflicts":
        return replace(problem, conflicts=problem.conflicts - set(change.pairs))
    if change.kind == "shorten":
        return at_lengths(problem, tuple(15 if one.id in change.requests else one.minutes for one in problem.requests))
    kept = [row for row, one in enumerate(problem.requests) if one.id not in change.requests]
    names = {problem.requests[row].id for row in kept}
    return replace(
        problem,
        requests=tuple(problem.requests[row] for row in kept),
        affinities=problem.affinities[kept],
        conflicts=frozenset(pair for pair in problem.conflicts if pair[0] in names),
    )


@settings(max_examples=120, deadline=None)
@given(problem=rounds(may_leave_out=False))
def test_each_change_is_the_smallest_of_its_kind_and_enough(problem: RoundProblem) -> None:
    assume(not any(every_plan(problem, may_leave_out=False)))
    answer = solve(problem, "most_fit")
    assert isinstance(answer, Infeasible)
    for change in answer.alone:
        assert change.is_smallest
        assert (change.kind, change.amount) == (change.kind, COUNTED_OUT[change.kind](problem))
        if change.amount is not None:
            assert isinstance(solve(changed(problem, change), "most_fit"), RoundPlan)


@settings(max_examples=120, deadline=None)
@given(problem=rounds(may_leave_out=False))
def test_where_no_change_alone_is_enough_all_together_are(problem: RoundProblem) -> None:
    answer = solve(problem, "most_fit")
    assume(isinstance(answer, Infeasible) and answer.together)
    assert isinstance(answer, Infeasible)
    for change in answer.together:
        problem = changed(problem, change)
    assert isinstance(solve(problem, "most_fit"), RoundPlan)


def test_two_shortages_are_told_apart() -> None:
    problem = RoundProblem(
        tuple(RoundRequest(f"r{n}") for n in range(3)),
        (RoundMentor("mia", 60, 0, 1), RoundMentor("noa", 60, 2, 2)),
        np.array([[0.9, np.nan], [0.8, np.nan], [0.7, 0.5]]),
    )
    answer = solve(problem, "worst_off_first")
    assert isinstance(answer, Infeasible)
    assert (answer.unassigned, answer.sessions_missing) == (1, 1)
    assert {change.kind for change in answer.together} == {"raise_maximum", "lower_minimum"}


@pytest.mark.parametrize("minutes", [30, 60])
def test_only_kinds_of_change_that_could_say_something_are_listed(minutes: int) -> None:
    problem = RoundProblem((RoundRequest("ana", minutes),), (RoundMentor("mia", 15),), np.array([[0.5]]))
    answer = solve(problem, "most_fit")
    assert isinstance(answer, Infeasible)
    assert {change.kind: change.amount for change in answer.alone} == {
        "add_minutes": minutes - 15,
        "leave_out": 1,
        "shorten": 1,
    }
