"""Near doubles move back; a clearly better fit never does."""

from __future__ import annotations

import numpy as np

from assistant.ranking.diversity import diversify

LIKE = np.array([[1, 0], [1, 0], [0, 1]], dtype=np.float32)


def test_a_double_gives_way_to_another_of_nearly_the_same_fit() -> None:
    assert diversify(np.array([0.90, 0.89, 0.86], dtype=np.float32), LIKE, limit=2) == [0, 2]


def test_a_clearly_better_fit_stays_although_it_is_a_double() -> None:
    assert diversify(np.array([0.90, 0.89, 0.60], dtype=np.float32), LIKE, limit=2) == [0, 1]


def test_no_more_are_chosen_than_asked_for_or_there() -> None:
    assert diversify(np.array([0.9, 0.5, 0.4], dtype=np.float32), LIKE, limit=9) == [0, 1, 2]
    assert diversify(np.zeros(0, dtype=np.float32), np.zeros((0, 2), dtype=np.float32), limit=5) == []
