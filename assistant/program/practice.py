"""A deliberately damaged version, so that owners can see the release check refuse one before it matters."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

from safetensors.numpy import load_file, save_file

_HEADS: Final = Path("rubric") / "heads.safetensors"
_FLIPPED: Final = "segment.weight"


def damage_weights(shipped: Path, target: Path) -> Path:
    """Copy the weights of the rubric into a folder, with those that find elements turned round, and return the folder.

    A folder of weights needs only what differs from the shipped ones. Whatever was there before is replaced.
    """
    shutil.rmtree(target, ignore_errors=True)
    (target / _HEADS).parent.mkdir(parents=True)
    for file in (shipped / _HEADS.parent).iterdir():
        shutil.copyfile(file, target / _HEADS.parent / file.name)
    heads = load_file(shipped / _HEADS)
    save_file({**heads, _FLIPPED: -heads[_FLIPPED]}, target / _HEADS)
    return target
