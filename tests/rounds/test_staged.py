"""Large rounds of unequal sessions: too many pairs to search them all, and still a plan with a bound."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.domain.rounds import ROUND_RULES, Infeasible, RoundMentor, RoundPlan, RoundRequest, RoundRule
from assistant.rounds import possible, whole
from assistant.rounds.encode import encode
from assistant.rounds.figures import minutes_used
from assistant.rounds.linear import Deadline
from assistant.rounds.problem import RoundProblem
from assistant.rounds.solve import solve
from assistant.rounds.staged import longest_first
from tests.rounds.cohorts import breaks


@pytest.fixture(autouse=True)
def every_round_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whole, "ALL_PAIRS_MAX", 0)
    monkeypatch.setattr(whole, "ALL_REQUESTS_MAX", 0)


def unequal(*, minutes: int, sessions_min: int = 1) -> RoundProblem:
    rng = np.random.default_rng(3)
    return RoundProblem(
        tuple(RoundRequest(f"r{n}", int(rng.choice((15, 30, 60)))) for n in range(80)),
        tuple(RoundMentor(f"m{n}", minutes, sessions_min) for n in range(25)),
        rng.random((80, 25)),
    )


@pytest.mark.parametrize("rule", ROUND_RULES)
def test_a_plan_keeps_every_bound_and_is_within_five_percent(rule: RoundRule) -> None:
    problem = unequal(minutes=150)
    plan = solve(problem, rule)
    assert isinstance(plan, RoundPlan)
    assert breaks(problem, dict(plan.mentor_of)) == []
    assert plan.gap < 0.05


def test_what_is_left_out_when_minutes_cannot_suffice_is_said_not_to_be_the_least() -> None:
    problem = unequal(minutes=100)
    answer = solve(problem, "most_fit")
    assert isinstance(answer, Infeasible)
    assert answer.is_proven
    changes = {change.kind: change for change in answer.alone}
    assert (changes["leave_out"].amount or 0) > 0
    assert not changes["leave_out"].is_smallest
    assert (changes["add_minutes"].amount or 0) >= sum(one.minutes for one in problem.requests) - 25 * 100


def test_no_plan_in_time_is_not_said_to_be_none_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(possible, "made_whole", lambda *_: None)
    monkeypatch.setattr(possible, "keeps_every_bound", lambda *_: False)
    answer = solve(unequal(minutes=150), "most_fit")
    assert isinstance(answer, Infeasible)
    assert not answer.is_proven


def test_longest_sessions_first_never_takes_more_minutes_than_are_offered() -> None:
    arrays = encode(unequal(minutes=105))
    mentor = longest_first(arrays, arrays.value - 1.0, Deadline(20), missing=4.0)
    assert (minutes_used(arrays, mentor) <= 105).all()
    assert (mentor >= 0).sum() > 60
