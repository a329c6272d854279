"""Evaluation runs from folders of Inspect logs, and the baseline from its own."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from threading import Lock
from typing import Final

from assistant.adapters.run_digest import Digest, log_files, make_digest, read_cases, read_digest
from assistant.adapters.run_progress import read_progress
from assistant.domain.evaluation import CaseResult, EvaluationRun, Suite
from assistant.errors import NotFound

_CASES_KEPT: Final = 6
"""Runs whose cases stay in memory, some 20 MB each."""
_log = logging.getLogger(__name__)


class InspectLogs:
    """Implements `ports.evaluations.EvaluationRuns`; safe between threads. Damaged runs are passed over.

    Args:
        folder: Holds a folder for each run; need not exist.
        baseline: Folder of the run that others are compared with, None where there is none.
    """

    def __init__(self, folder: Path, *, baseline: Path | None = None) -> None:
        self._folder, self._baseline = folder, baseline
        self._digests: dict[Path, Digest] = {}
        self._refused: dict[Path, object] = {}
        self._cases: dict[tuple[Path, object], dict[tuple[Suite, str], CaseResult]] = {}
        self._lock = Lock()

    def runs(self) -> list[EvaluationRun]:
        return [run for run, _folder in self._found()]

    def run(self, run_id: str) -> EvaluationRun | None:
        return next((run for run, _folder in self._found() if run.id == run_id), None)

    def cases(self, run_id: str) -> Sequence[CaseResult]:
        return tuple(self._cases_of(run_id).values())

    def case(self, run_id: str, suite: Suite, case_id: str) -> CaseResult | None:
        try:
            return self._cases_of(run_id).get((suite, case_id))
        except NotFound:
            return None

    def _found(self) -> list[tuple[EvaluationRun, Path]]:
        with self._lock:
            found = {run.id: (run, folder) for folder in self._folders() if (run := self._run(folder)) is not None}
        return [found[run_id] for run_id in sorted(found, reverse=True)]

    def _folders(self) -> Iterator[Path]:
        """Yield the folder of each run; the baseline last, so that it wins over the run it was made from."""
        if self._folder.is_dir():
            yield from (place for place in self._folder.iterdir() if place.is_dir() and place != self._baseline)
        if self._baseline is not None and self._baseline.is_dir():
            yield self._baseline

    def _run(self, folder: Path) -> EvaluationRun | None:
        logs = log_files(folder)
        known = self._digests.get(folder)
        if known is None or known.logs != logs:
            progress = read_progress(folder)
            if not logs or self._refused.get(folder) == logs or (progress is not None and progress.is_running):
                return None
            known = self._digest(folder)
            if known is None:
                self._refused[folder] = logs
                return None
            self._digests[folder] = known
        return replace(known.run, is_baseline=True) if folder == self._baseline else known.run

    def _digest(self, folder: Path) -> Digest | None:
        try:
            digest = read_digest(folder)
            return digest if digest is not None and digest.logs == log_files(folder) else make_digest(folder)
        except Exception as error:  # noqa: BLE001  damaged files raise whatever their readers raise
            _log.warning("passed over the evaluation run in %s: %s: %s", folder, type(error).__name__, error)
            return None

    def _cases_of(self, run_id: str) -> dict[tuple[Suite, str], CaseResult]:
        folder = next((folder for run, folder in self._found() if run.id == run_id), None)
        if folder is None:
            raise NotFound(f"found no evaluation run {run_id!r}")
        with self._lock:
            key = (folder, self._digests[folder].logs)
            if key not in self._cases:
                while len(self._cases) >= _CASES_KEPT:
                    del self._cases[next(iter(self._cases))]
                self._cases[key] = {(case.suite, case.id): case for case in self._read_cases(folder)}
            return self._cases[key]

    def _read_cases(self, folder: Path) -> list[CaseResult]:
        try:
            return read_cases(folder)
        except (OSError, ValueError, EOFError) as error:
            _log.warning("made the cases of %s again: %s", folder, error)
            make_digest(folder)
            return read_cases(folder)
