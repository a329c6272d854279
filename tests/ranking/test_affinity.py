"""Closeness becomes a number between 0 and 1, in the same order; the shipped scale is whole."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import assistant
from assistant.errors import EncoderUnavailable
from assistant.ranking.affinity import UNTRAINED, AffinityScale, load_scale

SHIPPED = Path(assistant.__file__).parent / "weights" / "reranker" / "scale.json"


def test_affinities_keep_the_order_and_stay_between_none_and_perfect() -> None:
    affinities = UNTRAINED.affinity(np.linspace(-1, 1, 21, dtype=np.float32))
    assert (np.diff(affinities) > 0).all()
    assert affinities[0] >= 0
    assert affinities[-1] <= 1


def test_what_all_questions_share_is_taken_off() -> None:
    scale = AffinityScale(gain=1, bias=0, nobody_below=0, shown_from=0, very_good_from=1, common=(0.5, 0.0))
    question, passages = np.array([1, 0], dtype=np.float32), np.eye(2, dtype=np.float32)
    assert scale.closeness(question, passages).tolist() == [0.5, 0.0]


def test_the_shipped_scale_has_its_floors_in_order_and_a_vector_of_the_blends_size() -> None:
    scale = load_scale(SHIPPED)
    assert 0 < scale.shown_from < scale.nobody_below < scale.very_good_from < 1
    assert len(scale.common) == 2 * 384


@pytest.mark.parametrize("content", [None, "", "{}", '{"gain": 1, "common": []}', '{"common": 3}'])
def test_a_missing_or_damaged_scale_says_what_to_do(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "scale.json"
    if content is not None:
        path.write_text(content)
    with pytest.raises(EncoderUnavailable, match="reinstall"):
        load_scale(path)
