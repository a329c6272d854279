"""The runner on real suites, each with a handful of cases."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

from assistant.adapters.inspect_logs import InspectLogs
from assistant.adapters.run_progress import read_progress
from assistant.domain.evaluation import SUITES
from assistant.errors import InvalidInput
from assistant.ports.evaluations import Progress
from assistant.shipped import weights_digest
from evals import DATASETS
from evals import run as runner
from evals.keep import keep
from evals.run import LEFT_OUT, Asked, failed_suites, run_suites, task_of
from tests.fakes.clock import StandingClock

LIMIT = 12
CASES_MIN = 150
"""Where a rate is reported."""


def test_a_run_says_what_was_measured_and_with_what(tmp_path: Path) -> None:
    told: list[Progress] = []
    asked = Asked(("briefs", "extraction"), "tried", limit=LIMIT)
    run = run_suites(asked, tmp_path, clock=StandingClock(), told=told.append)
    assert run.id.startswith("20261125T100000Z-")
    assert InspectLogs(tmp_path).run(run.id) == run
    about = run.provenance
    assert (about.engine, about.model, about.judge, about.weights) == ("embedded", "", "", weights_digest())
    assert set(about.datasets) == {"briefs", "extraction"}
    assert "sharpened-question" in about.prompts
    assert run.not_measured == {suite: LEFT_OUT for suite in SUITES if suite not in asked.suites}
    assert [one.suite for one in run.suites] == ["briefs", "extraction"]
    assert all(any(measured.n for measured in one.measurements) for one in run.suites)
    ended = read_progress(tmp_path / run.id)
    assert ended is not None
    assert (ended.progress.status, ended.progress.run_id) == ("finished", run.id)
    assert ended.progress.cases_done == ended.progress.cases_total == sum(one.cases for one in run.suites)
    assert {one.suite for one in told} == {None, "briefs", "extraction"}
    assert [one.cases_done for one in told] == sorted(one.cases_done for one in told)


def test_a_suite_that_cannot_be_made_is_left_out_with_its_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = task_of

    def breaks(suite: str, **options: object) -> object:
        if suite == "briefs":
            raise FileNotFoundError("briefs.jsonl is not there")
        return made(suite, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(runner, "task_of", breaks)
    asked = Asked(("briefs", "extraction"), limit=LIMIT)
    run = run_suites(asked, tmp_path)
    assert [one.suite for one in run.suites] == ["extraction"]
    assert failed_suites(run, asked) == {"briefs": "FileNotFoundError: briefs.jsonl is not there"}


def test_a_run_of_which_nothing_can_be_made_fails_and_says_so_to_whoever_waits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(suite: str, **options: object) -> object:
        raise FileNotFoundError("no data")

    monkeypatch.setattr(runner, "task_of", breaks)
    with pytest.raises(InvalidInput, match="no data"):
        run_suites(Asked(("briefs",)), tmp_path, run_id="r1")
    ended = read_progress(tmp_path / "r1")
    assert ended is not None
    assert ended.progress.status == "failed"
    assert "no data" in ended.progress.problem
    assert InspectLogs(tmp_path).runs() == []


def test_a_model_cannot_judge_itself(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="cannot judge itself"):
        run_suites(Asked(("extraction",), model="mockllm/model", judge="mockllm/model"), tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("suite", SUITES)
def test_every_suite_keeps_what_all_suites_promise(suite: str) -> None:
    module = import_module(f"evals.suites.{suite}")
    names = [metric.name for metric in module.METRICS]
    assert len(set(names)) == len(names)
    assert all(path.exists() for path in module.DATASETS)
    whole, dev = (getattr(module, suite)(split=split) for split in ("all", "dev"))
    ids = [sample.id for sample in whole.dataset]
    assert len(set(ids)) == len(ids)
    assert len(ids) >= CASES_MIN
    assert f"| `{suite}` | {len(ids)} |" in (DATASETS.parent / "README.md").read_text(encoding="utf-8")
    assert {sample.id for sample in dev.dataset} <= set(ids)
    for sample in whole.dataset:
        assert sample.metadata is not None
        assert sample.metadata["slices"].get("split") != "train"
        assert set(sample.metadata["metrics"]) <= set(names)
        assert sample.input
        assert sample.target


def test_a_baseline_is_the_logs_of_a_run_under_the_names_of_their_suites(tmp_path: Path) -> None:
    run = run_suites(Asked(("extraction",), limit=LIMIT), tmp_path / "logs")
    (tmp_path / "baseline").mkdir()
    (tmp_path / "baseline" / "wording.eval").write_text("of the baseline before")
    keep(tmp_path / "logs" / run.id, tmp_path / "baseline")
    assert [path.name for path in (tmp_path / "baseline").glob("*.eval")] == ["extraction.eval"]
    [kept] = InspectLogs(tmp_path / "none", baseline=tmp_path / "baseline").runs()
    assert (kept.id, kept.suites, kept.is_baseline) == (run.id, run.suites, True)


def test_a_log_that_is_too_large_to_commit_leaves_the_baseline_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "2026_extraction_x.eval").write_bytes(b"0" * 11)
    (tmp_path / "baseline").mkdir()
    monkeypatch.setattr("evals.keep.BYTES_MAX", 10)
    with pytest.raises(InvalidInput, match="extraction"):
        keep(tmp_path / "run", tmp_path / "baseline")
    assert (tmp_path / "baseline").is_dir()
