"""Small evaluation runs for tests; say only what the test is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from assistant.domain.evaluation import (
    SUITES,
    CaseResult,
    EvaluationRun,
    Measurement,
    Metric,
    Provenance,
    Suite,
    SuiteRun,
    Tally,
)
from assistant.domain.reviews import Correction
from assistant.evaluation.measure import measure

FLAGGED = Metric("pairs told apart", is_promised=True)
SURE = Metric("surely told apart")
LEVELS = Metric("elements read right", kind="kappa", is_promised=True)
REFERRED = Metric("referred where it has to be", is_promised=True)
METRICS: Mapping[Suite, tuple[Metric, ...]] = {
    "preparation": (LEVELS,),
    "conflicts": (FLAGGED, SURE),
    "safety": (REFERRED,),
}
PROVENANCE = Provenance("c" * 40, "embedded", "", "", {}, "w" * 64, {"conflicts": "d" * 64}, 7)
FIRST = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


def a_case(case_id: str = "c-1", hit: float | None = 1.0, **changes: Any) -> CaseResult:
    """Return a case of conflicts that got `hit` of 1 on the promised metric, None for one that could not be scored."""
    case = CaseResult(
        suite="conflicts",
        id=case_id,
        input=f"Accept the offer / wait a week ({case_id})",
        expected="conflict",
        got="conflict" if hit else "compatible",
        explanation="Both speak about the offer.",
        tallies={} if hit is None else {FLAGGED.name: (hit, 1.0)},
        missed=(FLAGGED.name,) if hit is None else (),
    )
    return replace(case, **changes)


def cases_of(hits: Sequence[float | None], **changes: Any) -> list[CaseResult]:
    """Return one case of conflicts for each hit, c-000 and on."""
    return [a_case(f"c-{n:03}", hit, **changes) for n, hit in enumerate(hits)]


def a_run(
    run_id: str, cases: Sequence[CaseResult], *, metrics: Mapping[Suite, Sequence[Metric]] = METRICS, **changes: Any
) -> EvaluationRun:
    """Return the run that measured these cases; runs with later ids began later."""
    suites = tuple(
        SuiteRun(suite, measured(own, metrics.get(suite, ())), len(own), seconds=1.0)
        for suite in SUITES
        if (own := [case for case in cases if case.suite == suite])
    )
    number = int("".join(filter(str.isdigit, run_id)) or 0)
    run = EvaluationRun(run_id, f"Version {number}", FIRST + timedelta(days=number), PROVENANCE, suites)
    return replace(run, **changes)


def measured(cases: Sequence[CaseResult], metrics: Sequence[Metric]) -> tuple[Measurement, ...]:
    return tuple(measure(metric, cases) for metric in metrics)


def a_correction_of(case: CaseResult, after: Tally, correction_id: str = "correction", **changes: Any) -> Correction:
    """Return a corrected score of what a case got on the promised metric."""
    correction = Correction(
        id=correction_id,
        run_id="run-2",
        suite=case.suite,
        case_id=case.id,
        metric=FLAGGED.name,
        kind="score",
        expected=case.expected,
        got=case.got,
        label=case.expected,
        before=case.tallies.get(FLAGGED.name, ()),
        after=after,
        reason="Both can be followed.",
        by="olga",
        at=FIRST,
    )
    return replace(correction, **changes)
