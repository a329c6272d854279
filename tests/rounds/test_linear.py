"""Prices find every pair that matters, however few the program begins with."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import linear_sum_assignment

from assistant.domain.rounds import RoundMentor, RoundRequest
from assistant.rounds import linear
from assistant.rounds.encode import Arrays, encode
from assistant.rounds.linear import Deadline, Program, Solution, best, seeded
from assistant.rounds.possible import find_plan
from assistant.rounds.problem import RoundProblem


def arrays_of(seed: int, *, sessions_min: int = 0, lengths: tuple[int, ...] = (30,)) -> Arrays:
    rng = np.random.default_rng(seed)
    affinities = np.clip(rng.random((90, 40)) * 0.7 + np.linspace(0.3, 0.0, 40), 0, 1)
    requests = tuple(RoundRequest(f"r{n}", int(rng.choice(lengths))) for n in range(90))
    return encode(RoundProblem(requests, tuple(RoundMentor(f"m{n}", 90, sessions_min) for n in range(40)), affinities))


def solved(arrays: Arrays) -> Solution:
    plan = find_plan(arrays, Deadline(20)).mentor
    assert plan is not None
    solution = best(Program(arrays), seeded(arrays, plan), Deadline(20))
    assert solution is not None
    return solution


@pytest.fixture
def few_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linear, "LIKELY_OF_REQUEST", 1)
    monkeypatch.setattr(linear, "LIKELY_OF_MENTOR", 1)
    monkeypatch.setattr(linear, "FRESH_OF_REQUEST", 1)


@pytest.mark.usefixtures("few_pairs")
@pytest.mark.parametrize("seed", range(3))
def test_beginning_with_hardly_any_pair_still_ends_at_the_best_plan(seed: int) -> None:
    arrays = arrays_of(seed)
    solution = solved(arrays)
    places = np.repeat(arrays.value, arrays.room, axis=1)
    rows, columns = linear_sum_assignment(places, maximize=True)
    assert solution.total == pytest.approx(places[rows, columns].sum(), rel=1e-6)
    assert solution.columns.row.size < arrays.value.size / 4


@pytest.mark.usefixtures("few_pairs")
@pytest.mark.parametrize("sessions_min", [0, 2])
@pytest.mark.parametrize("lengths", [(30,), (15, 30, 45)])
def test_few_pairs_and_all_pairs_give_the_same_total(sessions_min: int, lengths: tuple[int, ...]) -> None:
    arrays = arrays_of(5, sessions_min=sessions_min, lengths=lengths)
    everything = best(Program(arrays), np.ones(arrays.value.shape, dtype=np.bool_), Deadline(20))
    assert everything is not None
    assert solved(arrays).total == pytest.approx(everything.total, rel=1e-6)


@pytest.mark.usefixtures("few_pairs")
def test_the_bound_holds_even_where_the_search_is_cut_short(monkeypatch: pytest.MonkeyPatch) -> None:
    arrays = arrays_of(2, sessions_min=2)
    whole = solved(arrays)
    monkeypatch.setattr(linear, "ROUNDS_MAX", 1)
    cut = solved(arrays)
    assert cut.total < whole.total <= cut.bound
