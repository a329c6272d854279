"""Evaluation runs in files: Inspect logs are the truth, a digest beside them is what is read.

Reading the logs needs Inspect, whose import takes seconds; the digest (`run.json`, `cases.jsonl.gz`) needs neither. It
names the logs it was made from by name and size, and is made again when these differ.
"""

from __future__ import annotations

import gzip
import os
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pydantic import TypeAdapter, ValidationError

from assistant.domain.evaluation import SUITES, CaseResult, EvaluationRun, Metric, Provenance, Suite, SuiteRun
from assistant.errors import InvalidFile
from assistant.evaluation.measure import measure

if TYPE_CHECKING:
    from inspect_ai.log import EvalLog, EvalSample

RUN_FILE: Final = "run.json"
CASES_FILE: Final = "cases.jsonl.gz"
_NOT_READ: Final = {"events", "events_data", "attachments", "messages", "output", "store", "timelines"}

LogFiles = tuple[tuple[str, int], ...]
"""Name and size in bytes of every log of a run, by name."""


@dataclass(frozen=True, slots=True)
class Digest:
    """A run, and the logs it was read from."""

    logs: LogFiles
    run: EvaluationRun


@dataclass(frozen=True, slots=True)
class RunMark:
    """What the runner writes into the metadata of each log, under `MARK`."""

    id: str
    label: str
    started_at: datetime
    provenance: Provenance
    not_measured: Mapping[Suite, str]


MARK: Final = "run"
MARK_TYPE: Final = TypeAdapter(RunMark)
_DIGEST: Final = TypeAdapter(Digest)
_CASE: Final = TypeAdapter(CaseResult)
_METRICS: Final = TypeAdapter(list[Metric])


def log_files(folder: Path) -> LogFiles:
    """Return the logs of a run as they lie there now."""
    with os.scandir(folder) as entries:
        return tuple(sorted((entry.name, entry.stat().st_size) for entry in entries if entry.name.endswith(".eval")))


def read_digest(folder: Path) -> Digest | None:
    """Return the digest of a run, None where there is none that can be read: it can be made again."""
    try:
        return _DIGEST.validate_json((folder / RUN_FILE).read_bytes())
    except (OSError, ValidationError):
        return None


def read_cases(folder: Path) -> list[CaseResult]:
    """Return the cases of a run that has a digest."""
    with gzip.open(folder / CASES_FILE, "rb") as file:
        return [_CASE.validate_json(line) for line in file]


def make_digest(folder: Path) -> Digest:
    """Read the logs of a run and write their digest.

    Raises:
        InvalidFile: No log is finished, or none says which run it is of.
    """
    from inspect_ai.log import read_eval_log

    files = log_files(folder)
    logs = [read_eval_log(folder / name, exclude_fields=_NOT_READ) for name, _size in files]
    finished = [log for log in logs if log.status == "success" and log.samples]
    marks = [(log.eval.metadata or {})[MARK] for log in finished if MARK in (log.eval.metadata or {})]
    if not marks:
        raise InvalidFile(f"{folder}: found no finished log of `assistant evals run`")
    mark = MARK_TYPE.validate_python(marks[0])
    by_suite = {_suite_of(log): log for log in finished}
    cases = {suite: [_case(suite, sample) for sample in by_suite[suite].samples or ()] for suite in _ordered(by_suite)}
    suites = tuple(_suite_run(by_suite[suite], own) for suite, own in cases.items())
    run = EvaluationRun(
        mark.id, mark.label, mark.started_at, mark.provenance, suites, not_measured=_not_measured(mark, logs, by_suite)
    )
    _write(folder / CASES_FILE, gzip.compress(b"\n".join(map(_CASE.dump_json, chain(*cases.values()))), mtime=0))
    digest = Digest(files, run)
    write_digest(folder, digest)
    return digest


def write_digest(folder: Path, digest: Digest) -> None:
    """Write what is read first of a run; its cases are to be there already."""
    _write(folder / RUN_FILE, _DIGEST.dump_json(digest, indent=1))


def _ordered(suites: Mapping[Suite, Any]) -> list[Suite]:
    return [suite for suite in SUITES if suite in suites]


def _suite_of(log: EvalLog) -> Suite:
    return TypeAdapter(Suite).validate_python((log.eval.metadata or {})["suite"])


def _not_measured(mark: RunMark, logs: Sequence[EvalLog], measured: Mapping[Suite, EvalLog]) -> dict[Suite, str]:
    failed = {
        _suite_of(log): log.error.message.strip().splitlines()[-1] if log.error else f"it ended as {log.status}"
        for log in logs
        if log.status != "success"
    }
    known: dict[Suite, str] = {**mark.not_measured, **failed}
    return {suite: known.get(suite, "it did not finish") for suite in SUITES if suite not in measured}


def _suite_run(log: EvalLog, cases: Sequence[CaseResult]) -> SuiteRun:
    metrics = _METRICS.validate_python((log.eval.metadata or {})["metrics"])
    begun, ended = (datetime.fromisoformat(str(at)) for at in (log.stats.started_at, log.stats.completed_at))
    measurements = tuple(measure(metric, cases) for metric in metrics)
    return SuiteRun(cases[0].suite, measurements, len(cases), (ended - begun).total_seconds())


def _case(suite: Suite, sample: EvalSample) -> CaseResult:
    target = sample.target if isinstance(sample.target, str) else "\n".join(sample.target)
    score = next(iter((sample.scores or {}).values()), None)
    about: Mapping[str, Any] = sample.metadata or {}
    if score is None:
        why = sample.error.message.strip().splitlines()[-1] if sample.error else "it was not scored"
        missed = tuple(about.get("metrics", ()))
        return CaseResult(
            suite, str(sample.id), str(sample.input), target, "", unscored=why, slices=about["slices"], missed=missed
        )
    kept: Mapping[str, Any] = score.metadata or {}
    tallies = {name: tuple(tally) for name, tally in kept["tallies"].items()}
    return CaseResult(
        suite,
        str(sample.id),
        str(sample.input),
        target,
        score.answer or "",
        explanation=score.explanation or "",
        tallies=tallies,
        unscored="" if tallies else str(score.reason or score.explanation or "nothing to score"),
        slices=about["slices"],
        missed=tuple(kept["missed"]),
    )


def _write(path: Path, content: bytes) -> None:
    """Write beside the file and move into its place, so that nobody reads half of it."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
    Path(name).chmod(0o644)
    Path(name).replace(path)
