"""Measure this version in a process of its own, so that whoever started it can go on, reload or leave."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from threading import Lock, Thread
from typing import Final

from assistant.adapters.run_progress import STOPPED, RunProgress, new_run_id, read_progress, write_progress
from assistant.domain.clock import Clock
from assistant.domain.evaluation import SUITES, Suite
from assistant.errors import Conflict, InvalidInput
from assistant.ports.evaluations import Progress

COMMAND: Final = (sys.executable, "-m", "assistant", "evals", "run")
_OUTPUT_FILE: Final = "output.txt"


class SubprocessRunner:
    """Implements `ports.evaluations.EvaluationRunner`. How far a run got is read from its folder, by whoever asks.

    Args:
        logs: Folder of all runs.
        checkout: Where `evals` lies.
        clock: Says when a run began.
        command: What measures, before its arguments.
    """

    def __init__(self, logs: Path, *, checkout: Path, clock: Clock, command: Sequence[str] = COMMAND) -> None:
        self._logs, self._checkout, self._clock, self._command = logs.absolute(), checkout, clock, tuple(command)
        self._process: subprocess.Popen[bytes] | None = None
        self._folder: Path | None = None
        self._lock = Lock()

    def start(self, label: str, suites: Sequence[Suite], *, weights: Path | None = None) -> Progress:
        if not suites:
            raise InvalidInput(f"No suite was named; choose some of {', '.join(SUITES)}.")
        with self._lock:
            before = self.progress()
            if before is not None and before.status == "running":
                raise Conflict(
                    f"the evaluation {before.label!r} is not finished",
                    for_people=f"The evaluation “{before.label}” is not finished yet. One runs at a time.",
                )
            began = self._clock()
            self._folder = self._logs / new_run_id(began)
            self._folder.mkdir(parents=True)
            progress = Progress(label, tuple(suites), began)
            write_progress(self._folder, progress)
            self._process = self._begin(self._folder, label, suites, weights)
            Thread(target=self._process.wait, name="evaluation", daemon=True).start()
            return progress

    def progress(self) -> Progress | None:
        for folder in sorted(self._logs.glob("*/"), reverse=True):
            found = read_progress(folder)
            if found is not None:
                return self._as_seen(folder, found)
        return None

    def _begin(
        self, folder: Path, label: str, suites: Sequence[Suite], weights: Path | None
    ) -> subprocess.Popen[bytes]:
        paths = [str(self._checkout), os.environ.get("PYTHONPATH", "")]
        environment = {
            **os.environ,
            "ASSISTANT_EVAL_LOGS": str(self._logs),
            "PYTHONPATH": os.pathsep.join(filter(None, paths)),
        }
        if weights is not None:
            environment["ASSISTANT_WEIGHTS_DIR"] = str(weights.absolute())
        with (folder / _OUTPUT_FILE).open("wb") as output:
            return subprocess.Popen(
                [*self._command, *suites, f"--label={label}", f"--run-id={folder.name}"],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=environment,
                start_new_session=True,
            )

    def _as_seen(self, folder: Path, found: RunProgress) -> Progress:
        """Return the progress; a process that ended without saying so has failed, and its last line says why."""
        if found.progress.status != "running":
            return found.progress
        if found.is_running and not self._has_ended(folder):
            return found.progress
        latest = (read_progress(folder) or found).progress  # it may have said so meanwhile
        if latest.status != "running":
            return latest
        return replace(latest, status="failed", suite=None, problem=_last_line(folder) or STOPPED)

    def _has_ended(self, folder: Path) -> bool:
        """Tell whether this is a run of our own whose process is over."""
        return folder == self._folder and self._process is not None and self._process.poll() is not None


def _last_line(folder: Path) -> str:
    try:
        lines = (folder / _OUTPUT_FILE).read_text(encoding="utf-8", errors="replace").strip().splitlines()
    except OSError:
        return ""
    return lines[-1].removeprefix("assistant: ") if lines else ""
