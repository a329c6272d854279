"""How far an evaluation run got: a small file in its folder, written by the run and read by whoever waits."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter, ValidationError

from assistant.ports.evaluations import Progress

PROGRESS_FILE: Final = "progress.json"
STOPPED: Final = "it was stopped before its end"


@dataclass(frozen=True, slots=True)
class RunProgress:
    """What the file holds.

    Attributes:
        process: Id of the process that measures.
    """

    progress: Progress
    process: int

    @property
    def is_running(self) -> bool:
        """Tell whether it goes on: it did not end, and its process lives."""
        return self.progress.status == "running" and _is_alive(self.process)


_FILE: Final = TypeAdapter(RunProgress)


def new_run_id(now: datetime) -> str:
    """Return an id that is a folder's name and sorts by the instant, to the second in UTC."""
    return f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}"


def write_progress(folder: Path, progress: Progress) -> None:
    """Write the file for this process; readers see the old one or the new one."""
    content = _FILE.dump_json(RunProgress(progress, os.getpid()))
    beside = folder / f".{PROGRESS_FILE}.{os.getpid()}"
    beside.write_bytes(content)
    beside.replace(folder / PROGRESS_FILE)


def read_progress(folder: Path) -> RunProgress | None:
    """Return how far the run got, None where no readable file says so."""
    try:
        return _FILE.validate_json((folder / PROGRESS_FILE).read_bytes())
    except (OSError, ValidationError):
        return None


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return not _is_defunct(process)


def _is_defunct(process: int) -> bool:
    """Tell whether a process has ended and only waits for its parent to notice (Linux)."""
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(") ")[2].startswith("Z")
    except OSError:
        return False
