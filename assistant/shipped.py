"""Find the folders shipped beside the code: prompts, knowledge cards and weights.

In a checkout prompts and cards lie at the top; an installed wheel carries them inside the package.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Literal, get_args

Weights = Literal["advice", "conflicts", "decisions", "notes", "reranker", "rubric"]

_PACKAGE = Path(__file__).parent
_WEIGHT_FILES = (".safetensors", ".json")


def shipped_dir(name: Literal["prompts", "knowledge"]) -> Path:
    """Return the folder of that name.

    Raises:
        FileNotFoundError: The installation is incomplete.
    """
    for folder in (_PACKAGE / "shipped_files" / name, _PACKAGE.parent / name):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"found no folder {name!r} shipped with the program; install it again")


def weights_dir(kind: Weights, *, instead: Path | None = None) -> Path:
    """Return the folder of one kind of weights: that in `instead` where there is one, else the shipped one."""
    own = None if instead is None else instead / kind
    return own if own is not None and own.is_dir() else _PACKAGE / "weights" / kind


def weights_digest(*, instead: Path | None = None) -> str:
    """Return the SHA-256 over all weights in use, 64 hexadecimal digits."""
    digest = hashlib.sha256()
    for kind in get_args(Weights):
        for file in sorted(weights_dir(kind, instead=instead).iterdir()):
            if file.suffix in _WEIGHT_FILES:
                digest.update(f"{kind}/{file.name}\0".encode() + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()
