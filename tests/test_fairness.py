"""Load is spread, at a bounded price, within everybody's own minutes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.fairness import PRICE_MAX, assign_stream, load_aware, load_price, price_of_fairness, zipf_stream


def test_an_empty_week_is_free_and_a_full_one_costs_most() -> None:
    assert load_price(np.array([0.0, 1.0])).tolist() == pytest.approx([0.0, PRICE_MAX])


@given(st.lists(st.floats(0, 1), min_size=2, max_size=20))
def test_more_load_never_costs_less(loads: list[float]) -> None:
    prices = load_price(np.sort(np.array(loads)))
    assert (np.diff(prices) >= 0).all()


def test_at_equal_load_the_better_fit_stays_ahead() -> None:
    assert np.argsort(load_aware(np.array([0.7, 0.9, 0.8]), np.full(3, 0.4))).tolist() == [0, 2, 1]


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


@pytest.mark.parametrize("seed", range(5))
def test_the_most_loaded_mentor_carries_half_as_much_for_three_percent_of_fit(seed: int) -> None:
    affinities = zipf_stream(np.random.default_rng(seed), requests=300, mentors=60)
    capacities = [2_400] * 60
    fair = assign_stream(affinities, capacities, minutes=30, load_aware_choice=True)
    best_fit = assign_stream(affinities, capacities, minutes=30, load_aware_choice=False)
    assert best_fit.peak_to_mean >= 2 * fair.peak_to_mean
    assert price_of_fairness(fair, best_fit) <= 0.03
