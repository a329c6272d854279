"""The gate on small sets: the same engine passes, a damaged one is stopped."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pytest

from assistant.domain.evaluation import SUITES, CaseResult
from assistant.errors import NotFound
from assistant.evaluation.compare import MeasuredRun
from assistant.evaluation.corrections import corrected
from assistant.program.practice import damage_weights
from assistant.shipped import weights_dir
from evals.engine import embedded
from evals.gate import baseline_run, measured_now, verdict
from evals.suites.preparation import LEVELS

LIMIT = 150


@pytest.fixture(scope="module")
def unchanged(tmp_path_factory: pytest.TempPathFactory) -> MeasuredRun:
    return measured_now(tmp_path_factory.mktemp("unchanged"), ["preparation"], limit=LIMIT)


@pytest.fixture
def other_weights(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """Return a folder of weights, a copy of the shipped ones, that evaluations use meanwhile."""
    shutil.copytree(weights_dir("rubric"), tmp_path / "weights" / "rubric")
    monkeypatch.setenv("ASSISTANT_WEIGHTS_DIR", str(tmp_path / "weights"))
    embedded.cache_clear()
    yield tmp_path / "weights"
    embedded.cache_clear()


def as_baseline(measured: MeasuredRun) -> MeasuredRun:
    return replace(measured, run=replace(measured.run, is_baseline=True))


def test_weights_that_are_the_same_pass(unchanged: MeasuredRun, other_weights: Path, tmp_path: Path) -> None:
    again = measured_now(tmp_path / "logs", ["preparation"], limit=LIMIT)
    assert verdict(as_baseline(unchanged), again).failures == ()


def test_damaged_weights_are_stopped_with_the_cases_that_went_worse(
    unchanged: MeasuredRun, other_weights: Path, tmp_path: Path
) -> None:
    damage_weights(weights_dir("rubric").parent, other_weights)
    now = measured_now(tmp_path / "logs", ["preparation"], limit=LIMIT)
    said = verdict(as_baseline(unchanged), now)
    [failure] = [failure for failure in said.failures if LEVELS in failure]
    compared = next(one for one in said.comparison.metrics if one.metric.name == LEVELS)
    assert compared.worse[0].case_id in failure


def changed(measured: MeasuredRun, case: CaseResult) -> MeasuredRun:
    cases: Sequence[CaseResult] = [case if one.case.id == case.id else one.case for one in measured.cases]
    return MeasuredRun(measured.run, corrected(cases, ()))


def test_one_case_that_another_processor_reads_otherwise_stops_nobody(unchanged: MeasuredRun) -> None:
    first = unchanged.cases[0].case
    flipped = replace(
        first, tallies={name: (0.0, *tally[1:]) if len(tally) == 2 else tally for name, tally in first.tallies.items()}
    )
    assert flipped != first
    assert verdict(as_baseline(unchanged), changed(unchanged, flipped)).failures == ()


def test_a_case_that_can_no_longer_be_scored_always_counts(unchanged: MeasuredRun) -> None:
    first = unchanged.cases[0].case
    broken = replace(first, tallies={}, unscored="internal_error: x", missed=tuple(first.tallies))
    failures = verdict(as_baseline(unchanged), changed(unchanged, broken)).failures
    assert failures
    assert all(first.id in failure for failure in failures)


def test_a_suite_that_breaks_as_a_whole_is_stopped(unchanged: MeasuredRun) -> None:
    gone = MeasuredRun(replace(unchanged.run, suites=(), not_measured={"preparation": "KeyError: 'goal'"}), [])
    failures = verdict(as_baseline(unchanged), gone).failures
    assert any("KeyError" in failure for failure in failures)


def test_without_a_baseline_nothing_can_be_said(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="make baseline"):
        baseline_run(tmp_path)


def test_the_committed_baseline_has_the_suites_and_metrics_of_today() -> None:
    run = baseline_run().run
    assert run.is_baseline
    assert "+" not in run.provenance.git_commit
    modules = {suite: import_module(f"evals.suites.{suite}") for suite in SUITES}
    expected = {suite: list(module.METRICS) for suite, module in modules.items() if not hasattr(module, "NEEDS_JUDGE")}
    assert {one.suite: [measured.metric for measured in one.measurements] for one in run.suites} == expected
