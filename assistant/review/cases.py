"""One case of a run, opened: what was asked, expected and given, and what people made of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.accounts.roles import require_role
from assistant.domain.evaluation import CaseResult, EvaluationRun, Metric, Tally
from assistant.domain.people import Person
from assistant.domain.reviews import Correction, SecondRead
from assistant.errors import InvalidInput
from assistant.evaluation.corrections import CorrectedCase, corrected_case, levels_of
from assistant.evaluation.measure import own_value
from assistant.review.desk import CaseAddress, Names, ReviewDesk, case_at, run_of
from assistant.review.second import waiting_for


@dataclass(frozen=True, slots=True)
class CaseScore:
    """How a case went on one metric, 0 to 1.0 for the best.

    Attributes:
        logged: What the log says, None when it says nothing alone.
        stands: After corrections; None too while it waits.
        is_waiting: Whether its label was corrected and nobody said what this answer should get.
        levels: The (true, given) levels a metric of that kind compares, as the log has them; else empty, then only a
            score can be corrected.
        can_be_corrected: Whether there is anything to correct.
    """

    metric: Metric
    logged: float | None
    stands: float | None
    is_waiting: bool
    levels: tuple[tuple[int, int], ...]
    can_be_corrected: bool


@dataclass(frozen=True, slots=True)
class NamedCorrection:
    """A correction with the names of who made it and who took it back ("" for nobody), and scores before and after.

    Attributes:
        is_holding: Whether it decides how this answer stands.
    """

    correction: Correction
    by_name: str
    withdrawn_by_name: str
    was: float | None
    now: float | None
    is_holding: bool


@dataclass(frozen=True, slots=True)
class NamedRead:
    """Two readings of a case with the names of the readers; `second_by_name` is "" while it waits."""

    read: SecondRead
    first_by_name: str
    second_by_name: str


@dataclass(frozen=True, slots=True)
class CaseView:
    """One case.

    Attributes:
        case: As the log has it.
        stands: After corrections.
        owes_reading: The second reading this person may give. While they may, neither corrections nor first readings
            are shown and `stands` is as the log has it, so that they read with their own eyes.
        corrections: All about this case, the last one first, those from other runs and answers included.
        other: The same case in the run it is compared with, after corrections; None when that has none.
    """

    run: EvaluationRun
    case: CaseResult
    stands: CorrectedCase
    scores: tuple[CaseScore, ...]
    corrections: tuple[NamedCorrection, ...]
    reads: tuple[NamedRead, ...]
    owes_reading: SecondRead | None
    other: CorrectedCase | None


def open_case(desk: ReviewDesk, person: Person | None, at: CaseAddress, *, against: str | None = None) -> CaseView:
    """Open one case; `against` is the run it is compared with.

    Raises:
        NotSignedIn, NotAllowed: The person is no owner.
        NotFound: There is no such run or case.
    """
    owner = require_role(person, "owner")
    run, case = run_of(desk, at.run_id), case_at(desk, at)
    owed = next(
        (one for one in waiting_for(desk, owner) if (one.run_id, one.case) == (run.id, (at.suite, at.case_id))), None
    )
    is_blind = owed is not None and owed.first.by != owner.id
    corrections = [] if is_blind else desk.store.corrections((at.suite, at.case_id))
    stands = corrected_case(case, corrections)
    metrics = _metrics(run, at)
    names = Names(desk.store)
    return CaseView(
        run,
        case,
        stands,
        tuple(_score(metric, case, stands) for metric in metrics.values()),
        named_corrections(corrections, names, metrics, stands.holding),
        () if is_blind else _reads(desk, at, names),
        owed if is_blind else None,
        _other(desk, at, against, corrections),
    )


def named_corrections(
    corrections: Sequence[Correction], names: Names, metrics: dict[str, Metric], holding: Sequence[Correction]
) -> tuple[NamedCorrection, ...]:
    """Return corrections, given oldest first, with names and scores; the last one first."""
    return tuple(
        NamedCorrection(
            one,
            names[one.by],
            names[one.withdrawn_by] if one.withdrawn_by else "",
            _value(metrics.get(one.metric), one.before),
            _value(metrics.get(one.metric), one.after),
            one in holding,
        )
        for one in reversed(corrections)
    )


def _metrics(run: EvaluationRun, at: CaseAddress) -> dict[str, Metric]:
    measured = run.suite(at.suite)
    return {} if measured is None else {one.metric.name: one.metric for one in measured.measurements}


def _score(metric: Metric, case: CaseResult, stands: CorrectedCase) -> CaseScore:
    logged = _value(metric, case.tallies.get(metric.name))
    levels = _levels(metric, case.tallies.get(metric.name))
    can_be_corrected = logged is not None and (metric.kind == "ratio" or bool(levels))
    return CaseScore(
        metric,
        logged,
        _value(metric, stands.case.tallies.get(metric.name)),
        metric.name in stands.waiting,
        levels,
        can_be_corrected,
    )


def _levels(metric: Metric, tally: Tally | None) -> tuple[tuple[int, int], ...]:
    if metric.kind != "kappa" or tally is None:
        return ()
    try:
        return tuple(levels_of(tally))
    except InvalidInput:
        return ()


def _value(metric: Metric | None, tally: Tally | None) -> float | None:
    return None if metric is None or tally is None else own_value(metric, tally)


def _reads(desk: ReviewDesk, at: CaseAddress, names: Names) -> tuple[NamedRead, ...]:
    key = (at.run_id, (at.suite, at.case_id))
    found = [one for one in desk.store.second_reads() if (one.run_id, one.case) == key]
    return tuple(
        NamedRead(one, names[one.first.by], names[one.second.by] if one.second else "") for one in reversed(found)
    )


def _other(
    desk: ReviewDesk, at: CaseAddress, against: str | None, corrections: Sequence[Correction]
) -> CorrectedCase | None:
    found = None if against is None else desk.runs.case(against, at.suite, at.case_id)
    return None if found is None else corrected_case(found, corrections)
