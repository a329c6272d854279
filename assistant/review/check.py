"""The release check: a version against the baseline, with what people corrected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from assistant.accounts.roles import require_role
from assistant.domain.evaluation import EvaluationRun, Suite
from assistant.domain.people import Person
from assistant.domain.reviews import CaseKey, Correction
from assistant.errors import InvalidInput
from assistant.evaluation.compare import Comparison, MeasuredRun, compare
from assistant.evaluation.corrections import CorrectedCase, corrected, remeasured
from assistant.evaluation.release import Verdict, verdict_of
from assistant.evaluation.slices import GroupValue, by_group, dimensions, within
from assistant.review.decisions import NamedDecision, decisions_about
from assistant.review.desk import ReviewDesk, baseline_of, run_of


@dataclass(frozen=True, slots=True)
class ReleaseCheck:
    """A version against another.

    Attributes:
        comparison: Its runs hold what is measured after corrections; where `chosen` is not empty, only the suites with such
            cases, as measured over all cases.
        verdict: Over the cases compared; what a release is decided by only where `chosen` is empty.
        decisions: About the version, the last one first.
        dimensions: What the cases of the version are divided by, with the groups of each.
        chosen: The groups the cases were narrowed to, by dimension.
        was_cases: All cases compared, by suite and id; `now_cases` alike.
    """

    comparison: Comparison
    verdict: Verdict
    decisions: tuple[NamedDecision, ...]
    dimensions: Mapping[str, tuple[str, ...]]
    chosen: Mapping[str, str]
    was_cases: Mapping[CaseKey, CorrectedCase] = field(repr=False)
    now_cases: Mapping[CaseKey, CorrectedCase] = field(repr=False)


def release_check(
    desk: ReviewDesk,
    person: Person | None,
    run_id: str,
    *,
    against: str | None = None,
    chosen: Mapping[str, str] | None = None,
) -> ReleaseCheck:
    """Compare a run with the baseline, or with the run `against`; `chosen` narrows the cases to groups by dimension.

    Raises:
        NotSignedIn, NotAllowed: The person is no owner.
        NotFound: There is no such run, or no baseline.
    """
    owner = require_role(person, "owner")
    corrections = desk.store.corrections()
    was = standing_run(desk, baseline_of(desk, against), corrections)
    now = standing_run(desk, run_of(desk, run_id), corrections)
    groups = dimensions([one.case for one in now.cases])
    if chosen:
        was, now = _narrowed(was, chosen), _narrowed(now, chosen)
    comparison = compare(was, now)
    return ReleaseCheck(
        comparison,
        verdict_of(comparison),
        decisions_about(desk, owner, run_id),
        groups,
        dict(chosen or {}),
        was_cases=_by_key(was.cases),
        now_cases=_by_key(now.cases),
    )


def latest_check(desk: ReviewDesk, person: Person | None) -> ReleaseCheck | None:
    """Check the newest run that is not the baseline, None while there is none or no baseline. Raises NotAllowed."""
    require_role(person, "owner")
    runs = desk.runs.runs()
    newest = next((run for run in runs if not run.is_baseline), None)
    if newest is None or not any(run.is_baseline for run in runs):
        return None
    return release_check(desk, person, newest.id)


def group_values(
    desk: ReviewDesk, person: Person | None, run_id: str, suite: Suite, *, dimension: str
) -> dict[str, list[GroupValue]]:
    """Return each metric of a suite within each group of a dimension, after corrections; by the metric's name.

    Raises:
        NotSignedIn, NotAllowed: The person is no owner.
        NotFound: There is no such run.
        InvalidInput: The run does not have that suite.
    """
    require_role(person, "owner")
    run = run_of(desk, run_id)
    measured = run.suite(suite)
    if measured is None:
        raise InvalidInput(f"The run {run.label!r} did not measure {suite!r}; choose another suite.")
    cases = [one.case for one in standing_run(desk, run, desk.store.corrections()).cases if one.case.suite == suite]
    return {one.metric.name: by_group(one.metric, cases, dimension) for one in measured.measurements}


def standing_run(desk: ReviewDesk, run: EvaluationRun, corrections: Sequence[Correction]) -> MeasuredRun:
    """Return a run with its cases and its values as they stand after corrections."""
    cases = corrected(desk.runs.cases(run.id), corrections)
    return MeasuredRun(remeasured(run, cases), cases)


def _narrowed(measured: MeasuredRun, chosen: Mapping[str, str]) -> MeasuredRun:
    """Keep the cases of the chosen groups, and the suites that have any."""
    cases = [one for one in measured.cases if within([one.case], chosen)]
    known = {one.case.suite for one in cases}
    suites = tuple(one for one in measured.run.suites if one.suite in known)
    return MeasuredRun(replace(measured.run, suites=suites), cases)


def _by_key(cases: Sequence[CorrectedCase]) -> dict[CaseKey, CorrectedCase]:
    return {(one.case.suite, one.case.id): one for one in cases}
