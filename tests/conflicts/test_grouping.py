from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.conflicts.grouping import (
    DecisionEncoder,
    Floats,
    Linkage,
    decision_text,
    group,
    nearest_group,
    nearness,
)
from tests.fakes.encoder import HashingEncoder

PLAIN = Linkage(nearness_min=0.5, neighbors=0, crowding=0.0)
CROWDED = Linkage(nearness_min=0.0, neighbors=3, crowding=0.5)


def near_of(size: int, *pairs: tuple[int, int, float], others: float = 0.0) -> Floats:
    """Return nearness with these pairs set, the same both ways."""
    near = np.full((size, size), others, dtype=np.float32)
    for one, other, value in pairs:
        near[one, other] = near[other, one] = value
    np.fill_diagonal(near, -np.inf)
    return near


def at_angles(*degrees: float) -> Floats:
    """Return unit vectors in the plane."""
    turned = np.deg2rad(np.array(degrees))
    return np.stack([np.cos(turned), np.sin(turned)], axis=1).astype(np.float32)


@st.composite
def distinct_nearness(draw: st.DrawFn) -> tuple[Floats, list[int]]:
    """Return nearness without ties, and another order of its rows."""
    size = draw(st.integers(1, 9))
    count = size * (size - 1) // 2
    ranks = draw(st.permutations(range(count)))
    noise = np.random.default_rng(draw(st.integers(0, 1_000))).uniform(0, 0.4, count)
    near = np.full((size, size), -np.inf, dtype=np.float32)
    upper = np.triu_indices(size, 1)
    near[upper] = (np.array(ranks) + noise) / max(1, count) * 2 - 1
    near = np.maximum(near, near.T)
    return near, draw(st.permutations(range(size)))


def test_pieces_are_grouped_while_they_are_near_on_average() -> None:
    near = near_of(5, (0, 3, 0.9), (1, 4, 0.8), (0, 2, 0.7), (2, 3, 0.4))
    assert group(near, PLAIN) == [[0, 2, 3], [1, 4]]


def test_one_near_member_does_not_pull_two_groups_together() -> None:
    near = near_of(4, (0, 1, 0.9), (2, 3, 0.9), (1, 2, 0.8), others=-0.2)
    assert group(near, PLAIN) == [[0, 1], [2, 3]]


@pytest.mark.parametrize("size", [0, 1])
def test_nothing_and_a_single_piece_are_groups_too(size: int) -> None:
    vectors = at_angles(*[10.0] * size)
    near = nearness(vectors, CROWDED)
    assert near.shape == (size, size)
    assert group(near, CROWDED) == [[0]] * size


@given(distinct_nearness(), st.floats(-1, 1))
def test_groups_are_a_partition_that_does_not_depend_on_the_order(
    drawn: tuple[Floats, list[int]], nearness_min: float
) -> None:
    near, order = drawn
    linkage = Linkage(nearness_min, 0, 0.0)
    groups = group(near, linkage)
    assert sorted(row for members in groups for row in members) == list(range(len(near)))
    assert groups == sorted(sorted(members) for members in groups)
    shuffled = group(near[np.ix_(order, order)], linkage)
    assert sorted(sorted(order[row] for row in members) for members in shuffled) == groups


@given(distinct_nearness())
def test_a_lower_bar_never_makes_more_groups(drawn: tuple[Floats, list[int]]) -> None:
    near, _ = drawn
    counts = [len(group(near, Linkage(bar, 0, 0.0))) for bar in (-2.0, -0.5, 0.0, 0.5, 2.0)]
    assert counts == sorted(counts)
    assert (counts[0], counts[-1]) == (1, len(near))


def test_plain_nearness_is_the_cosine_and_nothing_is_near_itself() -> None:
    near = nearness(at_angles(0, 60), PLAIN)
    assert near[0, 1] == pytest.approx(0.5, abs=1e-6)
    assert np.isneginf(np.diag(near)).all()


def test_where_it_is_crowded_nearness_counts_less() -> None:
    vectors = at_angles(0, 20, 40, 60, 180, 200)
    near = nearness(vectors, Linkage(0.0, 2, 0.5))
    assert near[4, 5] > near[1, 2]
    assert near[0, 4] == near[4, 0]


def test_with_few_pieces_the_usual_crowding_stands_in_for_missing_neighbors() -> None:
    near = nearness(at_angles(0, 60), CROWDED)
    crowd = (0.5 + 2 * 0.5) / 3
    assert near[0, 1] == pytest.approx(0.5 - crowd, abs=1e-6)
    alone = nearness(at_angles(0, 60, 90), Linkage(0.0, 4, 0.25))
    crowds = [(0.5 + 0.0 + 2 * 0.25) / 4, (0.5 + np.cos(np.pi / 6) + 2 * 0.25) / 4]
    assert alone[0, 1] == pytest.approx(0.5 - sum(crowds) / 2, abs=1e-6)


def test_pieces_of_one_session_do_not_crowd_each_other() -> None:
    vectors = at_angles(0, 1, 2, 3, 20)
    alone = nearness(vectors[[0, 4]], CROWDED)[0, 1]
    of_one_session = nearness(vectors, CROWDED, sessions=["a", "a", "a", "a", "b"])
    assert nearness(vectors, CROWDED)[0, 4] < of_one_session[0, 4] <= alone


@pytest.mark.parametrize(
    ("near", "expected"),
    [([0.9, 0.2, 0.6], "two"), ([0.9, 0.8, 0.1], "one"), ([0.4, 0.1, 0.3], None), ([], None)],
)
def test_a_new_piece_joins_the_group_that_is_nearest_on_average(near: list[float], expected: str | None) -> None:
    groups = ["one", "one", "two"][: len(near)]
    assert nearest_group(np.array(near, dtype=np.float32), groups, PLAIN) == expected


@pytest.mark.parametrize(
    "texts",
    [
        [],
        [decision_text("Should I move?", "Go to Oslo.")],
        [decision_text("", "Go to Oslo."), decision_text("Should I move?\nReally?", "Stay.\n\nLook around first.")],
    ],
)
def test_decisions_are_unit_vectors_twice_as_long(texts: list[str]) -> None:
    plain = HashingEncoder()
    vectors = DecisionEncoder(plain).encode(texts)
    assert vectors.shape == (len(texts), 2 * plain.dimensions)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(len(texts)), abs=1e-5)


def test_the_cosine_is_mostly_of_both_readings_and_a_fifth_of_the_questions() -> None:
    encoder = DecisionEncoder(HashingEncoder())
    same_question = encoder.encode([decision_text("move now", "alpha beta"), decision_text("move now", "gamma delta")])
    assert same_question[0] @ same_question[1] == pytest.approx(0.8 * 0.5 + 0.2, abs=1e-5)


def test_without_a_question_the_advice_stands_in_for_it() -> None:
    plain = HashingEncoder()
    encoder = DecisionEncoder(plain)
    (alone,) = encoder.encode([decision_text(" \n ", "Stay in Oslo.")])
    (known,) = plain.encode(["Stay in Oslo."])
    assert np.concatenate([np.sqrt(0.8) * known, np.sqrt(0.2) * known]) == pytest.approx(alone, abs=1e-5)


def test_decisions_have_a_fingerprint_of_their_own() -> None:
    plain = HashingEncoder(name="one")
    assert DecisionEncoder(plain).fingerprint != plain.fingerprint
    assert DecisionEncoder(plain).fingerprint != DecisionEncoder(HashingEncoder(name="two")).fingerprint
