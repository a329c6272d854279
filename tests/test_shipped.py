from __future__ import annotations

import shutil
from pathlib import Path

from assistant.shipped import weights_digest, weights_dir


def test_a_kind_of_weights_that_the_folder_lacks_stays_as_shipped(tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    assert weights_dir("notes", instead=tmp_path) == tmp_path / "notes"
    assert weights_dir("rubric", instead=tmp_path) == weights_dir("rubric")


def test_the_digest_tells_other_weights_from_a_copy_of_the_shipped_ones(tmp_path: Path) -> None:
    shutil.copytree(weights_dir("notes"), tmp_path / "notes")
    assert weights_digest(instead=tmp_path) == weights_digest()
    heads = tmp_path / "notes" / "heads.safetensors"
    heads.write_bytes(heads.read_bytes()[:-1] + b"x")
    assert weights_digest(instead=tmp_path) != weights_digest()
