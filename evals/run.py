"""Run suites into a folder of Inspect logs that says what was measured.

assistant evals run [SUITE…]
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Final

import inspect_ai
from inspect_ai import Task

from assistant.adapters.run_digest import MARK, MARK_TYPE, RunMark, make_digest
from assistant.adapters.run_progress import STOPPED, new_run_id, write_progress
from assistant.domain.clock import Clock, utc_now
from assistant.domain.evaluation import SUITES, EvaluationRun, Suite
from assistant.errors import InvalidInput
from assistant.ports.evaluations import Progress
from evals.beside import measure_beside
from evals.engine import embedded
from evals.provenance import provenance_of
from evals.suite import Split, telling_of_cases

NO_MODEL: Final = "none/none"
NO_JUDGE: Final = "no judge is configured; name another language model with --judge"
LEFT_OUT: Final = "it was not asked for"
_SAMPLES_AT_ONCE: Final = 64
_SECONDS_BETWEEN_WRITES: Final = 0.5
_log = logging.getLogger(__name__)

Told = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class Asked:
    """What to measure.

    Attributes:
        suites: All when empty.
        label: What people call the version; the commit where nothing is said.
        limit: Cases a suite at most; 0 for all.
        model: As Inspect names it, `none/none` for the embedded engine alone.
        judge: As Inspect names it, "" for none.
    """

    suites: tuple[Suite, ...] = ()
    label: str = ""
    split: Split = "all"
    limit: int = 0
    model: str = NO_MODEL
    judge: str = ""


def run_suites(
    asked: Asked, logs: Path, *, run_id: str = "", clock: Clock = utc_now, told: Told | None = None
) -> EvaluationRun:
    """Measure into `logs/<run id>`, and return the run.

    A suite that fails is left out, and the run says why.

    Args:
        asked: What to measure.
        logs: Folder of all runs.
        run_id: Name of the folder; a new one when empty.
        clock: Says when it began.
        told: Told how far it got, after every case.

    Raises:
        InvalidInput: Every suite failed; the judge is the model.
    """
    if asked.judge and asked.judge == asked.model:
        raise InvalidInput(f"the judge {asked.judge!r} cannot judge itself; name another model")
    began = clock()
    run_id = run_id or new_run_id(began)
    folder = logs / run_id
    folder.mkdir(parents=True, exist_ok=True)
    suites = tuple(suite for suite in SUITES if suite in asked.suites) or SUITES
    keeper = _ProgressKeeper(folder, Progress(asked.label, suites, began), told)
    try:
        run = _measured(asked, suites, folder, keeper)
    except BaseException as error:
        keeper.end(status="failed", problem=str(error) if isinstance(error, Exception) and str(error) else STOPPED)
        raise
    keeper.end(status="finished", run_id=run.id)
    return run


def _measured(asked: Asked, suites: Sequence[Suite], folder: Path, keeper: _ProgressKeeper) -> EvaluationRun:
    tasks, failed = _tasks(asked, suites)
    modules = {suite: _module(suite) for suite in tasks}
    provenance = provenance_of(
        embedded().assistant,
        model="" if asked.model == NO_MODEL else asked.model,
        judge=asked.judge,
        datasets={suite: module.DATASETS for suite, module in modules.items()},
    )
    left_out = {suite: LEFT_OUT for suite in SUITES if suite not in suites}
    label = asked.label or provenance.git_commit[:8] or "no label"
    mark = RunMark(folder.name, label, keeper.progress.started_at, provenance, {**left_out, **failed})
    keeper.begin(label, sum(len(task.dataset) for task in tasks.values()))
    _measure_all(tasks, asked, folder, mark, keeper)
    return make_digest(folder).run


def _measure_all(
    tasks: Mapping[Suite, Task], asked: Asked, folder: Path, mark: RunMark, keeper: _ProgressKeeper
) -> None:
    """Write one log for each suite; what breaks is logged, and leaves no finished log."""
    if len(tasks) > 1:
        one = partial(_measure_again, asked=asked, folder=folder, mark=mark)
        futures = measure_beside(list(tasks), one, begun=keeper.begin_suite, case_done=keeper.case_done)
        failed = {suite: error for suite, future in futures.items() if (error := future.exception()) is not None}
        for suite, error in failed.items():
            _log.error("the suite %s broke", suite, exc_info=error)
        return
    for suite, task in tasks.items():
        keeper.begin_suite(suite)
        with telling_of_cases(keeper.case_done):
            _evaluate(task, asked, folder, mark)


def _measure_again(suite: Suite, *, asked: Asked, folder: Path, mark: RunMark) -> None:
    """Measure one suite in a process that has not made its task yet."""
    _evaluate(task_of(suite, split=asked.split, limit=asked.limit), asked, folder, mark)


def _tasks(asked: Asked, suites: Iterable[Suite]) -> tuple[dict[Suite, Task], dict[Suite, str]]:
    """Return the tasks, and why those that could not be made could not."""
    tasks: dict[Suite, Task] = {}
    failed: dict[Suite, str] = {}
    for suite in suites:
        try:
            if not asked.judge and getattr(_module(suite), "NEEDS_JUDGE", False):
                failed[suite] = NO_JUDGE
                continue
            tasks[suite] = task_of(suite, split=asked.split, limit=asked.limit)
        except Exception as error:  # noqa: BLE001  a suite that cannot be made must not cost the others
            _log.exception("the suite %s could not be made", suite)
            failed[suite] = f"{type(error).__name__}: {error}"
    if not tasks:
        raise InvalidInput("no suite could be made: " + "; ".join(f"{suite}: {why}" for suite, why in failed.items()))
    return tasks, failed


def task_of(suite: Suite, *, split: Split = "all", limit: int = 0) -> Task:
    """Return the Inspect task of a suite."""
    task: Task = getattr(_module(suite), suite)(split=split, limit=limit)
    return task


def _module(suite: Suite) -> ModuleType:
    return import_module(f"evals.suites.{suite}")


def _evaluate(task: Task, asked: Asked, folder: Path, mark: RunMark) -> None:
    inspect_ai.eval(
        task,
        model=asked.model,
        model_roles={"judge": asked.judge} if asked.judge else None,
        log_dir=str(folder.absolute()),
        metadata={MARK: MARK_TYPE.dump_python(mark, mode="json")},
        display="none",
        score_display=False,
        log_realtime=False,
        log_buffer=100_000,
        max_samples=_SAMPLES_AT_ONCE,
        fail_on_error=False,
    )


@dataclass
class _ProgressKeeper:
    """Writes how far the run got, and tells it."""

    folder: Path
    progress: Progress
    told: Told | None
    _written_at: float = field(default=0.0)

    def begin(self, label: str, cases_total: int) -> None:
        self._say(replace(self.progress, label=label, cases_total=cases_total), at_once=True)

    def begin_suite(self, suite: Suite) -> None:
        self._say(replace(self.progress, suite=suite), at_once=True)

    def case_done(self) -> None:
        self._say(replace(self.progress, cases_done=self.progress.cases_done + 1), at_once=False)

    def end(self, *, status: str, run_id: str = "", problem: str = "") -> None:
        ended = replace(self.progress, suite=None, status=status, run_id=run_id, problem=problem)  # type: ignore[arg-type]
        self._say(ended, at_once=True)

    def _say(self, progress: Progress, *, at_once: bool) -> None:
        self.progress = progress
        if self.told is not None:
            self.told(progress)
        if at_once or time.monotonic() - self._written_at > _SECONDS_BETWEEN_WRITES:
            write_progress(self.folder, progress)
            self._written_at = time.monotonic()


def failed_suites(run: EvaluationRun, asked: Asked) -> Mapping[Suite, str]:
    """Return why suites that were asked for are not measured; one that only lacks a judge has to be asked for by name."""
    expected = asked.suites or SUITES
    missing = {suite: why for suite, why in run.not_measured.items() if suite in expected}
    return {suite: why for suite, why in missing.items() if why != NO_JUDGE or suite in asked.suites}
