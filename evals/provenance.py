"""What is measured, and with what: written into every log of a run."""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from assistant.bootstrap import Assistant
from assistant.domain.evaluation import Provenance
from assistant.evaluation.measure import SEED
from assistant.shipped import weights_digest

TOP: Final = Path(__file__).parent.parent


def provenance_of(
    assistant: Assistant, *, model: str, judge: str, datasets: Mapping[str, Iterable[Path]]
) -> Provenance:
    """Return where a run comes from.

    Args:
        assistant: What is measured.
        model: Name of the language model, "" for none.
        judge: Name of the model that grades, "" for none.
        datasets: Files by suite.
    """
    return Provenance(
        git_commit=git_commit(),
        engine="embedded and a language model" if model else "embedded",
        model=model,
        judge=judge,
        prompts={purpose: prompt.fingerprint for purpose, prompt in sorted(assistant.prompts.prompts.items())},
        weights=weights_digest(instead=assistant.settings.weights_dir),
        datasets={suite: _digest(files) for suite, files in datasets.items()},
        seed=SEED,
    )


def git_commit() -> str:
    """Return the commit that is checked out, with "+" behind it when files differ from it; "" outside of git."""
    commit = _git("rev-parse", "HEAD")
    return f"{commit}+" if commit and _git("status", "--porcelain") else commit


def _git(*arguments: str) -> str:
    try:
        said = subprocess.run(["git", *arguments], cwd=TOP, capture_output=True, text=True, check=True, timeout=60)
    except (OSError, subprocess.SubprocessError):
        return ""
    return said.stdout.strip()


def _digest(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for file in sorted(files):
        digest.update(f"{file.name}\0".encode() + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()
