"""Find the folders shipped beside the code: prompts and knowledge cards.

In a checkout they lie at the top; an installed wheel carries them inside the package.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

_PACKAGE = Path(__file__).parent


def shipped_dir(name: Literal["prompts", "knowledge"]) -> Path:
    """Return the folder of that name.

    Raises:
        FileNotFoundError: The installation is incomplete.
    """
    for folder in (_PACKAGE / "shipped_files" / name, _PACKAGE.parent / name):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"found no folder {name!r} shipped with the program; install it again")
