"""Evaluation runs kept in memory, and a runner that stands until it is moved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from assistant.domain.clock import Clock
from assistant.domain.evaluation import CaseResult, EvaluationRun, Suite
from assistant.errors import Conflict, InvalidInput, NotFound
from assistant.ports.evaluations import Progress


class KeptRuns:
    """Implements `ports.evaluations.EvaluationRuns`.

    Attributes:
        cases_read: How often the cases of a run were asked for.
    """

    def __init__(self) -> None:
        self._runs: dict[str, EvaluationRun] = {}
        self._cases: dict[str, tuple[CaseResult, ...]] = {}
        self.cases_read = 0

    def keep(self, run: EvaluationRun, cases: Sequence[CaseResult]) -> EvaluationRun:
        self._runs[run.id], self._cases[run.id] = run, tuple(cases)
        return run

    def runs(self) -> list[EvaluationRun]:
        return sorted(self._runs.values(), key=lambda run: run.id, reverse=True)

    def run(self, run_id: str) -> EvaluationRun | None:
        return self._runs.get(run_id)

    def cases(self, run_id: str) -> Sequence[CaseResult]:
        self.cases_read += 1
        if run_id not in self._cases:
            raise NotFound(f"There is no evaluation run {run_id!r}.")
        return self._cases[run_id]

    def case(self, run_id: str, suite: Suite, case_id: str) -> CaseResult | None:
        return next((one for one in self._cases.get(run_id, ()) if (one.suite, one.id) == (suite, case_id)), None)


class StandingRunner:
    """Implements `ports.evaluations.EvaluationRunner`; a run goes on when `move`, `finish` or `fail` is called."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._progress: Progress | None = None
        self.weights: Path | None = None

    def start(self, label: str, suites: Sequence[Suite], *, weights: Path | None = None) -> Progress:
        if self._progress is not None and self._progress.status == "running":
            raise Conflict(f"The run {self._progress.label!r} is not finished.")
        if not suites:
            raise InvalidInput("No suite was named; expected at least one.")
        self._progress = Progress(label, tuple(suites), started_at=self._clock(), suite=suites[0])
        self.weights = weights
        return self._progress

    def progress(self) -> Progress | None:
        return self._progress

    def move(self, *, suite: Suite, done: int, total: int) -> None:
        self._now(suite=suite, cases_done=done, cases_total=total)

    def finish(self, run_id: str) -> None:
        self._now(status="finished", suite=None, run_id=run_id)

    def fail(self, problem: str) -> None:
        self._now(status="failed", suite=None, problem=problem)

    def _now(self, **changes: object) -> None:
        assert self._progress is not None
        self._progress = replace(self._progress, **changes)  # type: ignore[arg-type]
