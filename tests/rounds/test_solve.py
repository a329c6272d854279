"""Every rule gives what it promises: held against all plans there are, and by laws."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.domain.rounds import ROUND_RULES, Infeasible, RoundMentor, RoundPlan, RoundRequest, RoundRule
from assistant.errors import InvalidInput
from assistant.rounds.problem import RoundProblem
from assistant.rounds.solve import solve
from tests.rounds.cohorts import breaks, every_plan, gained, relabeled, rounds, share_max

UNFAIR = RoundProblem(
    (RoundRequest("ana"), RoundRequest("bo")),
    (RoundMentor("mia", 30), RoundMentor("noa", 30)),
    np.array([[1.0, 0.2], [0.7, 0.1]]),
)


def key(problem: RoundProblem, rule: RoundRule, mentor_of: dict[str, str]) -> tuple[float, ...]:
    """Return how good a plan is by a rule, in the order the rule looks at it; higher is better."""
    affinities = gained(problem, mentor_of)
    first = {
        "most_fit": 0.0,
        "worst_off_first": min(affinities, default=0.0),
        "even_load": -share_max(problem, mentor_of),
    }
    return (len(mentor_of), round(first[rule], 9), round(sum(affinities), 6))


@settings(max_examples=150, deadline=None)
@given(problem=rounds(), rule=st.sampled_from(ROUND_RULES))
def test_no_plan_counted_out_is_better_by_the_rule(problem: RoundProblem, rule: RoundRule) -> None:
    plans = list(every_plan(problem, may_leave_out=problem.may_leave_out))
    answer = solve(problem, rule)
    assert isinstance(answer, RoundPlan) == bool(plans)
    if isinstance(answer, RoundPlan):
        best = max(key(problem, rule, one) for one in plans)
        assert key(problem, rule, dict(answer.mentor_of)) == pytest.approx(best, abs=2e-6)
        assert answer.is_optimal
        assert answer.total_max >= answer.figures.total_affinity - 1e-6


@settings(max_examples=100, deadline=None)
@given(problem=rounds(), rule=st.sampled_from(ROUND_RULES))
def test_bounds_hold_and_nobody_is_lost(problem: RoundProblem, rule: RoundRule) -> None:
    answer = solve(problem, rule)
    if isinstance(answer, RoundPlan):
        assert breaks(problem, dict(answer.mentor_of)) == []
        assert set(answer.mentor_of) | set(answer.left_out) == {one.id for one in problem.requests}
        assert not set(answer.mentor_of) & set(answer.left_out)
        assert problem.may_leave_out or not answer.left_out
        assert answer.figures.total_affinity == pytest.approx(sum(gained(problem, dict(answer.mentor_of))))


@settings(max_examples=60, deadline=None)
@given(problem=rounds(), rule=st.sampled_from(ROUND_RULES), seed=st.integers(0, 99))
def test_the_order_of_people_changes_nothing_but_ties(problem: RoundProblem, rule: RoundRule, seed: int) -> None:
    one, other = solve(problem, rule), solve(relabeled(problem, np.random.default_rng(seed)), rule)
    if isinstance(one, RoundPlan) and isinstance(other, RoundPlan):
        assert key(problem, rule, dict(one.mentor_of)) == pytest.approx(
            key(problem, rule, dict(other.mentor_of)), abs=2e-6
        )
        return
    assert isinstance(one, Infeasible)
    assert isinstance(other, Infeasible)
    assert [(change.kind, change.amount) for change in one.alone] == [
        (change.kind, change.amount) for change in other.alone
    ]


def crowded(seed: int, *, lengths: tuple[int, ...] = (30,)) -> RoundProblem:
    """Return 60 requests and 20 mentors, of whom some are wanted by everybody."""
    rng = np.random.default_rng(seed)
    affinities = np.clip(rng.random((60, 20)) * 0.6 + np.linspace(0.4, 0.0, 20), 0, 1)
    return RoundProblem(
        tuple(RoundRequest(f"r{row}", int(rng.choice(lengths))) for row in range(60)),
        tuple(RoundMentor(f"m{column}", 180, int(rng.integers(0, 3)), 5) for column in range(20)),
        affinities,
        frozenset((f"r{row}", f"m{column}") for row, column in rng.integers(0, (60, 20), size=(60, 2))),
    )


@pytest.mark.parametrize("lengths", [(30,), (15, 30, 60)], ids=["one length", "mixed lengths"])
@pytest.mark.parametrize("seed", range(3))
def test_each_rule_wins_by_what_it_puts_first(seed: int, lengths: tuple[int, ...]) -> None:
    problem = crowded(seed, lengths=lengths)
    plans = {rule: solve(problem, rule) for rule in ROUND_RULES}
    figures = {rule: plan.figures for rule, plan in plans.items() if isinstance(plan, RoundPlan)}
    assert len(figures) == len(ROUND_RULES)
    assert all(breaks(problem, dict(plan.mentor_of)) == [] for plan in plans.values() if isinstance(plan, RoundPlan))
    for one in figures.values():
        assert figures["most_fit"].total_affinity >= one.total_affinity - 1e-6
        assert (figures["worst_off_first"].worst_off or 0) >= (one.worst_off or 0) - 1e-9
        assert figures["even_load"].share_max <= one.share_max + 1e-9


def test_the_fair_rule_gives_up_affinity_for_whoever_is_worst_off() -> None:
    fair, most = solve(UNFAIR, "worst_off_first"), solve(UNFAIR, "most_fit")
    assert isinstance(fair, RoundPlan)
    assert isinstance(most, RoundPlan)
    assert (most.mentor_of, most.figures.worst_off) == ({"ana": "mia", "bo": "noa"}, 0.1)
    assert (fair.mentor_of, fair.figures.worst_off) == ({"ana": "noa", "bo": "mia"}, 0.2)
    assert fair.beside["min_cost_flow"] == most.figures


def test_greedy_beside_it_takes_requests_in_order() -> None:
    plan = solve(replace(UNFAIR, affinities=np.array([[0.9, 0.8], [0.9, 0.1]])), "most_fit")
    assert isinstance(plan, RoundPlan)
    greedy = plan.beside["greedy"]
    assert greedy is not None
    assert plan.figures.total_affinity == pytest.approx(1.7)
    assert greedy.total_affinity == pytest.approx(1.0)


def test_the_same_round_gives_the_same_plan() -> None:
    problem = crowded(7)
    assert solve(problem, "worst_off_first") == solve(problem, "worst_off_first")


def test_when_time_is_out_a_plan_still_comes_with_its_bound() -> None:
    plan = solve(crowded(1), "most_fit", seconds=0.0)
    best = solve(crowded(1), "most_fit")
    assert isinstance(plan, RoundPlan)
    assert isinstance(best, RoundPlan)
    assert breaks(crowded(1), dict(plan.mentor_of)) == []
    assert plan.total_max >= best.figures.total_affinity - 1e-6


def test_a_round_without_anybody_is_a_plan_without_anybody() -> None:
    plan = solve(RoundProblem((), (RoundMentor("mia", 30),), np.zeros((0, 1))), "worst_off_first")
    assert isinstance(plan, RoundPlan)
    assert (plan.mentor_of, plan.figures.worst_off, plan.is_optimal) == ({}, None, True)


@pytest.mark.parametrize("may_leave_out", [True, False])
def test_without_mentors_requests_can_only_be_left_out(may_leave_out: bool) -> None:
    problem = RoundProblem((RoundRequest("ana"),), (), np.zeros((1, 0)), may_leave_out=may_leave_out)
    answer = solve(problem, "most_fit")
    left_out = answer.left_out if isinstance(answer, RoundPlan) else answer.alone[0].requests
    assert isinstance(answer, RoundPlan) == may_leave_out
    assert left_out == ("ana",)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"affinities": np.zeros((2, 3))}, "shape"),
        ({"affinities": np.array([[1.0, 1.1], [0, 0]])}, "0 to 1"),
        ({"affinities": np.array([[1.0, -0.1], [0, 0]])}, "0 to 1"),
        ({"requests": (RoundRequest("ana"), RoundRequest("ana"))}, "twice"),
        ({"mentors": (RoundMentor("mia", 30), RoundMentor("mia", 30))}, "twice"),
        ({"requests": (RoundRequest("ana"), RoundRequest("bo", 0))}, "minutes"),
        ({"mentors": (RoundMentor("mia", 30), RoundMentor("noa", -1))}, "below 0"),
        ({"conflicts": frozenset({("ana", "stranger")})}, "stranger"),
    ],
)
def test_a_round_that_contradicts_itself_is_refused(change: dict[str, object], named: str) -> None:
    with pytest.raises(InvalidInput, match=named):
        solve(replace(UNFAIR, **change), "most_fit")  # type: ignore[arg-type]
