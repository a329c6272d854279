"""The list of runs, and how a metric went over all of them; both from what was measured then, without reading cases."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from assistant.accounts.roles import require_role
from assistant.domain.evaluation import EvaluationRun, Measurement, Metric, Suite
from assistant.domain.people import Person
from assistant.review.decisions import NamedDecision
from assistant.review.desk import Names, ReviewDesk


@dataclass(frozen=True, slots=True)
class RunSummary:
    """A run with what owners made of it.

    Attributes:
        decision: The last one, None while nobody decided.
        corrections: Seen in this run and not taken back.
        waiting: Its cases that wait for a second reader.
    """

    run: EvaluationRun
    decision: NamedDecision | None
    corrections: int
    waiting: int


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One metric in one run.

    Attributes:
        measurement: As measured then, without later corrections; None when it was not.
        why: Why it was not, "" otherwise.
    """

    run_id: str
    label: str
    at: datetime
    is_baseline: bool
    measurement: Measurement | None
    why: str = ""


def list_runs(desk: ReviewDesk, person: Person | None) -> tuple[RunSummary, ...]:
    """Return all runs, newest first. Raises NotSignedIn, NotAllowed."""
    require_role(person, "owner")
    names = Names(desk.store)
    last = {one.run_id: NamedDecision(one, names[one.by]) for one in desk.store.release_decisions()}
    corrections = Counter(one.run_id for one in desk.store.corrections() if not one.withdrawn_by)
    waiting = Counter(one.run_id for one in desk.store.second_reads() if one.second is None)
    return tuple(RunSummary(run, last.get(run.id), corrections[run.id], waiting[run.id]) for run in desk.runs.runs())


def known_metrics(desk: ReviewDesk, person: Person | None) -> dict[Suite, tuple[Metric, ...]]:
    """Return every metric any run measured, by suite, as the newest run has it. Raises NotSignedIn, NotAllowed."""
    require_role(person, "owner")
    found: dict[Suite, dict[str, Metric]] = {}
    for run in desk.runs.runs():
        for suite in run.suites:
            for one in suite.measurements:
                found.setdefault(suite.suite, {}).setdefault(one.metric.name, one.metric)
    return {suite: tuple(metrics.values()) for suite, metrics in found.items()}


def trend(desk: ReviewDesk, person: Person | None, suite: Suite, metric: str) -> tuple[TrendPoint, ...]:
    """Return how a metric went over all runs, oldest first. Raises NotSignedIn, NotAllowed."""
    require_role(person, "owner")
    return tuple(_point(run, suite, metric) for run in reversed(desk.runs.runs()))


def _point(run: EvaluationRun, suite: Suite, name: str) -> TrendPoint:
    measured = run.suite(suite)
    found = None if measured is None else next((one for one in measured.measurements if one.metric.name == name), None)
    why = ""
    if measured is None:
        why = run.not_measured.get(suite, "The suite was left out.")
    elif found is None:
        why = "This run did not measure it."
    elif found.value is None:
        why = "No case could be scored."
    return TrendPoint(run.id, run.label, run.started_at, run.is_baseline, found if not why else None, why)
