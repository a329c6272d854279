"""Runs read from folders: the logs are the truth, digests beside them are only quicker."""

from __future__ import annotations

import logging
import shutil
import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.adapters.inspect_logs import InspectLogs
from assistant.adapters.run_digest import CASES_FILE, RUN_FILE, Digest, log_files, write_digest
from assistant.adapters.run_progress import write_progress
from assistant.domain.evaluation import SUITES, EvaluationRun
from assistant.errors import NotFound
from assistant.ports.evaluations import Progress
from tests.evals.test_suite import case, measured

RUNS = 200
SECONDS_MAX = 1.0


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a run of three cases, its digest beside its log."""
    folder = tmp_path_factory.mktemp("finished")
    measured(folder, [case(1, split="dev"), case(2, text="five"), case(3, text="")])
    return folder / "r1"


@pytest.fixture
def logs(tmp_path: Path, finished: Path) -> Path:
    shutil.copytree(finished, tmp_path / "logs" / "r1")
    return tmp_path / "logs"


def renamed(logs: Path, name: str) -> Path:
    """Copy the run under another id, with a digest that says so."""
    folder = logs / name
    shutil.copytree(logs / "r1", folder)
    digest = folder / RUN_FILE
    digest.write_text(digest.read_text(encoding="utf-8").replace('"id": "r1"', f'"id": "{name}"'), encoding="utf-8")
    return folder


def test_runs_come_newest_first_with_the_baseline_among_them(logs: Path, tmp_path: Path) -> None:
    renamed(logs, "r3")
    baseline = tmp_path / "baseline"
    renamed(logs, "r2").rename(baseline)
    runs = InspectLogs(logs, baseline=baseline).runs()
    assert [(run.id, run.is_baseline) for run in runs] == [("r3", False), ("r2", True), ("r1", False)]


def test_the_run_that_the_baseline_was_made_from_counts_once(logs: Path, tmp_path: Path) -> None:
    shutil.copytree(logs / "r1", tmp_path / "baseline")
    [run] = InspectLogs(logs, baseline=tmp_path / "baseline").runs()
    assert run.is_baseline


@pytest.mark.parametrize("missing", [(RUN_FILE,), (RUN_FILE, CASES_FILE)])
def test_a_missing_digest_is_made_from_the_logs(logs: Path, missing: tuple[str, ...]) -> None:
    before = InspectLogs(logs)
    known, cases = before.run("r1"), before.cases("r1")
    for name in missing:
        (logs / "r1" / name).unlink()
    after = InspectLogs(logs)
    assert (after.run("r1"), after.cases("r1")) == (known, cases)
    assert (logs / "r1" / RUN_FILE).exists()


@pytest.mark.parametrize("name", [RUN_FILE, CASES_FILE])
def test_a_damaged_digest_is_made_again(logs: Path, name: str) -> None:
    known = InspectLogs(logs).cases("r1")
    (logs / "r1" / name).write_bytes((logs / "r1" / name).read_bytes()[:40])
    assert InspectLogs(logs).cases("r1") == known


def test_a_digest_of_other_logs_is_not_believed(logs: Path) -> None:
    digest = logs / "r1" / RUN_FILE
    digest.write_text(digest.read_text(encoding="utf-8").replace("tried", "not what was tried"), encoding="utf-8")
    [log] = (logs / "r1").glob("*.eval")
    log.rename(log.with_name("renamed_safety.eval"))
    [run] = InspectLogs(logs).runs()
    assert run.label == "tried"


def test_damaged_and_empty_runs_are_passed_over_with_a_reason(logs: Path, caplog: pytest.LogCaptureFixture) -> None:
    broken = renamed(logs, "r2")
    (broken / RUN_FILE).unlink()
    [log] = broken.glob("*.eval")
    log.write_bytes(log.read_bytes()[:200])
    (logs / "r4").mkdir()
    (logs / "notes.txt").write_text("no run")
    with caplog.at_level(logging.WARNING):
        runs = InspectLogs(logs)
        assert [run.id for run in runs.runs()] == ["r1"]
        assert [run.id for run in runs.runs()] == ["r1"]
    assert len([record for record in caplog.records if "passed over" in record.message]) == 1


def test_a_run_that_is_not_finished_is_not_shown(logs: Path) -> None:
    half = renamed(logs, "r2")
    (half / RUN_FILE).unlink()
    write_progress(half, Progress("half", SUITES, datetime(2026, 11, 24, tzinfo=UTC)))
    assert [run.id for run in InspectLogs(logs).runs()] == ["r1"]


def test_what_does_not_exist_is_said_so(logs: Path, tmp_path: Path) -> None:
    runs = InspectLogs(logs)
    assert (runs.run("r9"), runs.case("r9", "safety", "c1"), runs.case("r1", "safety", "c9")) == (None, None, None)
    with pytest.raises(NotFound):
        runs.cases("r9")
    assert InspectLogs(tmp_path / "nowhere", baseline=tmp_path / "none").runs() == []


def test_one_case_is_found_by_suite_and_id(logs: Path) -> None:
    found = InspectLogs(logs).case("r1", "safety", "c2")
    assert found is not None
    assert (found.got, found.expected) == ("five", "four")


def test_two_hundred_runs_of_nine_suites_are_read_in_less_than_a_second(logs: Path) -> None:
    [run] = InspectLogs(logs).runs()
    [suite] = run.suites
    many = tuple(replace(suite, suite=name, measurements=suite.measurements * 5) for name in SUITES)
    for number in range(RUNS):
        write_run(logs, f"t{number:03}", replace(run, suites=many))
    began = time.monotonic()
    found = InspectLogs(logs).runs()
    assert time.monotonic() - began < SECONDS_MAX
    assert (len(found), len(found[0].suites)) == (RUNS + 1, len(SUITES))


def write_run(logs: Path, name: str, run: EvaluationRun) -> None:
    folder = logs / name
    folder.mkdir()
    for suite in run.suites:
        (folder / f"{suite.suite}.eval").write_bytes(b"a log that nobody reads")
    write_digest(folder, Digest(log_files(folder), replace(run, id=name)))


def test_reading_digests_needs_no_evaluation_packages(logs: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from assistant.adapters.inspect_logs import InspectLogs; "
        f"runs = InspectLogs(Path({str(logs)!r})); assert len(runs.cases(runs.runs()[0].id)) == 3; "
        "assert 'inspect_ai' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)
