"""The fast gate: stop a change after which a promise is kept worse than in the committed baseline.

    python -m evals.gate

Every suite on the development cases and those that are not split, with the embedded engine. A loss counts when the 95 %
interval of the difference, paired by case, lies below 0; so a few cases that another processor reads otherwise stop
nobody. A case that can no longer be scored always counts. The development cases chose epochs and thresholds, so values
flatter: the gate guards against loss, a full run says how good the engine is.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from assistant.adapters.inspect_logs import InspectLogs
from assistant.cli.evals import print_comparison
from assistant.domain.evaluation import SUITES, CaseResult, EvaluationRun, Suite
from assistant.errors import NotFound
from assistant.evaluation.compare import ROUNDING, Comparison, MeasuredRun, MetricComparison, compare
from assistant.evaluation.corrections import corrected
from evals.run import LEFT_OUT, Asked, run_suites

BASELINE: Final = Path(__file__).parent / "baseline"
_CASES_NAMED: Final = 20


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the gate says.

    Attributes:
        failures: One sentence for each reason to stop, none when the change may go on.
    """

    comparison: Comparison
    failures: tuple[str, ...]


def verdict(baseline: MeasuredRun, now: MeasuredRun) -> Verdict:
    """Compare what both runs have; what only the baseline has is left out, as other splits are."""
    asked = {(one.case.suite, one.case.id) for one in now.cases}
    known = MeasuredRun(baseline.run, [one for one in baseline.cases if (one.case.suite, one.case.id) in asked])
    comparison = compare(known, now)
    return Verdict(comparison, (*_suites_lost(comparison), *filter(None, map(_failure, comparison.metrics))))


def _suites_lost(comparison: Comparison) -> list[str]:
    gone = {suite: why for suite, why in comparison.now.not_measured.items() if comparison.was.suite(suite) is not None}
    return [f"{suite} could not be measured: {why}" for suite, why in gone.items() if why != LEFT_OUT]


def _failure(one: MetricComparison) -> str:
    """Return why a metric stops the change, "" when it does not."""
    where = f"{one.suite}: {one.metric.name}"
    if one.lost:
        return f"{where}: {len(one.lost)} cases can no longer be scored: {_named(one.lost)}"
    if not one.metric.is_promised or one.difference is None or one.high is None:
        return ""
    if one.high >= 0 or one.difference > -ROUNDING:
        return ""
    cases = _named([change.case_id for change in one.worse])
    return f"{where}: {one.difference:+.3f} [{one.low:+.3f}, {one.high:+.3f}], {len(one.worse)} cases worse: {cases}"


def _named(cases: Sequence[str]) -> str:
    more = len(cases) - _CASES_NAMED
    return ", ".join(cases[:_CASES_NAMED]) + (f" and {more} more" if more > 0 else "")


def baseline_run(folder: Path = BASELINE) -> MeasuredRun:
    """Return the committed baseline.

    Raises:
        NotFound: There is none that can be read.
    """
    runs = InspectLogs(folder / "none", baseline=folder)
    for run in runs.runs():
        return MeasuredRun(run, corrected(runs.cases(run.id), ()))
    raise NotFound(f"found no baseline in {folder}; make one with `make baseline`")


def measured_now(logs: Path, suites: Sequence[Suite] = SUITES, *, limit: int = 0) -> MeasuredRun:
    """Measure the development cases."""
    run: EvaluationRun = run_suites(Asked(tuple(suites), "this version", "dev", limit), logs)
    cases: Sequence[CaseResult] = InspectLogs(logs).cases(run.id)
    return MeasuredRun(run, corrected(cases, ()))


def main() -> int:
    """Print the comparison; return 1 when something stops the change."""
    with tempfile.TemporaryDirectory(prefix="gate-") as logs:
        said = verdict(baseline_run(), measured_now(Path(logs)))
    print_comparison(said.comparison)
    times = ", ".join(f"{one.suite} {one.seconds:.0f} s" for one in said.comparison.now.suites)
    print(f"\n{len(said.comparison.metrics)} metrics; {times}")
    for failure in said.failures:
        print(f"FAIL  {failure}")
    return 1 if said.failures else 0


if __name__ == "__main__":
    sys.exit(main())
