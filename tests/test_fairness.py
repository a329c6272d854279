"""Load is spread, at a bounded price, within everybody's own minutes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.fairness import (
    PRICE_MAX,
    assign_stream,
    fair_shares,
    load_aware,
    load_price,
    price_of_fairness,
    zipf_stream,
)

SESSION = 0.05


def prices(loads: list[float], session: float = SESSION) -> list[float]:
    return [float(price) for price in load_price(np.array(loads), np.full(len(loads), session))]


def test_nothing_used_is_free_and_a_fair_share_costs_most() -> None:
    assert prices([0.0, 1.0, 0.7]) == pytest.approx([0.0, PRICE_MAX, 0.064], abs=0.001)


def test_half_of_the_own_time_is_a_fair_share_while_others_use_little() -> None:
    shares = fair_shares(np.array([0.5, 0.2, 0.2]), np.full(3, SESSION))
    assert shares.tolist() == pytest.approx([0.5, 0.5, 0.5])


def test_where_all_are_busy_a_fair_share_is_more_than_half() -> None:
    assert fair_shares(np.full(3, 0.5), np.full(3, SESSION)).tolist() == pytest.approx([0.8, 0.8, 0.8])


def test_a_few_sessions_in_a_program_with_much_time_are_a_load_once_others_have_none() -> None:
    first, second, *_ = prices([0.004, 0.001, *[0.0] * 98], session=0.001)
    assert first == PRICE_MAX
    assert second < 0.1 * PRICE_MAX


@given(st.lists(st.floats(0, 1), min_size=2, max_size=20))
def test_more_load_never_costs_less_than_a_peers(loads: list[float]) -> None:
    assert (np.diff(prices(sorted(loads))) >= 0).all()


@given(st.lists(st.floats(0, 1), min_size=1, max_size=12), st.floats(0, 1))
def test_a_session_more_never_makes_time_cheaper(loads: list[float], added: float) -> None:
    more = [min(1.0, loads[0] + added), *loads[1:]]
    assert prices(more)[0] >= prices(loads)[0] - 1e-12


@given(st.lists(st.floats(0, 1), min_size=1, max_size=12), st.floats(0.001, 1))
def test_fairness_never_takes_more_than_the_highest_price(loads: list[float], session: float) -> None:
    assert all(0.0 <= price <= PRICE_MAX for price in prices(loads, session))


def test_at_equal_load_the_better_fit_stays_ahead() -> None:
    worth = load_aware(np.array([0.7, 0.9, 0.8]), np.full(3, 0.4), np.full(3, SESSION))
    assert np.argsort(worth).tolist() == [0, 2, 1]


@given(
    seed=st.integers(0, 10_000),
    capacities=st.lists(st.integers(0, 240), min_size=1, max_size=12),
    minutes=st.sampled_from([15, 30, 60]),
    load_aware_choice=st.booleans(),
)
def test_nobody_gets_more_minutes_than_they_give(
    seed: int, capacities: list[int], minutes: int, load_aware_choice: bool
) -> None:
    affinities = np.random.default_rng(seed).random((60, len(capacities)))
    outcome = assign_stream(affinities, capacities, minutes=minutes, load_aware_choice=load_aware_choice)
    assert all(used <= capacity for used, capacity in zip(outcome.used, capacities, strict=True))
    assert sum(outcome.used) == minutes * sum(mentor >= 0 for mentor in outcome.chosen)
    for mentor in range(len(capacities)):
        assert outcome.used[mentor] == minutes * outcome.chosen.count(mentor)


@pytest.mark.parametrize("sessions", [20, 40, 1_000])
def test_the_most_loaded_mentor_carries_half_as_much_for_three_percent_of_fit(sessions: int) -> None:
    pairs = []
    for seed in range(100, 110):
        affinities = zipf_stream(np.random.default_rng(seed), requests=400, mentors=90)
        fair, best_fit = (
            assign_stream(affinities, [sessions * 30] * 90, minutes=30, load_aware_choice=is_aware)
            for is_aware in (True, False)
        )
        pairs.append((best_fit.peak_to_mean / fair.peak_to_mean, price_of_fairness(fair, best_fit)))
    lower, price = np.mean(pairs, axis=0)
    assert lower >= 2
    assert price <= 0.03
