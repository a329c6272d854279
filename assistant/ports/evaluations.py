"""Evaluation runs as they were measured: read from their logs, and begun."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal, Protocol

from assistant.domain.evaluation import CaseResult, EvaluationRun, Suite

RunStatus = Literal["running", "finished", "failed"]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the last started run got.

    Attributes:
        label: What people call the version.
        suites: All that were asked for, in the order they run.
        suite: The one that runs now, None between suites and at the end.
        cases_done: Over all suites.
        cases_total: None while it is not known.
        run_id: The run that can be opened now, "" before it is finished.
        problem: Why it failed, safe to show to an owner; "" otherwise.
    """

    label: str
    suites: tuple[Suite, ...]
    started_at: datetime
    status: RunStatus = "running"
    suite: Suite | None = None
    cases_done: int = 0
    cases_total: int | None = None
    run_id: str = ""
    problem: str = ""


class EvaluationRuns(Protocol):
    """Finished runs; nothing here changes one."""

    def runs(self) -> list[EvaluationRun]:
        """Return all runs with their measurements, newest first, the baseline among them; cases are not read for it."""

    def run(self, run_id: str) -> EvaluationRun | None:
        """Return one run."""

    def cases(self, run_id: str) -> Sequence[CaseResult]:
        """Return all cases of a run, by suite, in the order of its dataset. Raises NotFound."""

    def case(self, run_id: str, suite: Suite, case_id: str) -> CaseResult | None:
        """Return one case, None when the run or the case is unknown."""


class EvaluationRunner(Protocol):
    """Measures this version beside the work of others; one run at a time."""

    def start(self, label: str, suites: Sequence[Suite], *, weights: Path | None = None) -> Progress:
        """Begin a run and return at once; `weights` are measured in place of the present ones.

        Raises:
            Conflict: Another run is not finished.
            InvalidInput: No suite was named.
        """

    def progress(self) -> Progress | None:
        """Return how far the last started run got, None when none was started."""
