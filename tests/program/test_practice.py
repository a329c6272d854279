from __future__ import annotations

from pathlib import Path

import numpy as np

from assistant.program.practice import damage_weights
from assistant.rubric.heads import load_heads
from assistant.shipped import weights_digest, weights_dir


def test_the_damaged_version_differs_in_the_part_that_reads_drafts_alone(tmp_path: Path) -> None:
    shipped = weights_dir("rubric")
    folder = damage_weights(shipped.parent, tmp_path / "practice")
    assert weights_digest(instead=folder) != weights_digest()
    assert weights_dir("advice", instead=folder) == weights_dir("advice")
    good, damaged = (load_heads(one / "heads.safetensors") for one in (shipped, weights_dir("rubric", instead=folder)))
    assert np.array_equal(damaged.segment_weight, -good.segment_weight)
    assert np.array_equal(damaged.thresholds, good.thresholds)


def test_damaging_again_replaces_what_was_there(tmp_path: Path) -> None:
    (tmp_path / "practice" / "old").mkdir(parents=True)
    folder = damage_weights(weights_dir("rubric").parent, tmp_path / "practice")
    assert [one.name for one in folder.iterdir()] == ["rubric"]
