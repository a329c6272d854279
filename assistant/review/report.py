"""A whole review as one value, to be rendered and handed on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from assistant.accounts.roles import require_role
from assistant.domain.evaluation import Metric
from assistant.domain.people import Person
from assistant.domain.reviews import Correction
from assistant.evaluation.compare import CaseChange
from assistant.evaluation.corrections import CorrectedCase
from assistant.review.cases import NamedCorrection, NamedRead, named_corrections
from assistant.review.check import ReleaseCheck, release_check
from assistant.review.desk import Names, ReviewDesk
from assistant.review.second import Agreement, agreement


@dataclass(frozen=True, slots=True)
class ChangedCase:
    """A case that went otherwise, in full, after corrections; a metric that moved is in `changes`."""

    was: CorrectedCase
    now: CorrectedCase
    changes: tuple[CaseChange, ...]


@dataclass(frozen=True, slots=True)
class ReviewReport:
    """All there is to know about a version.

    Attributes:
        made_by: Name of who asked for it.
        changed: Every case that went better or worse, in the order of the metrics.
        corrections: That hold in one of the two runs or were seen there, taken-back ones included; the last one first.
        reads: Cases of the version that were read twice, the last one first.
        agreement: Over all runs.
    """

    made_at: datetime
    made_by: str
    check: ReleaseCheck
    changed: tuple[ChangedCase, ...]
    corrections: tuple[NamedCorrection, ...]
    reads: tuple[NamedRead, ...]
    agreement: Agreement


def review_report(desk: ReviewDesk, person: Person | None, run_id: str, *, against: str | None = None) -> ReviewReport:
    """Gather a whole review of a run against the baseline or another run.

    Raises:
        NotSignedIn, NotAllowed: The person is no owner.
        NotFound: There is no such run, or no baseline.
    """
    owner = require_role(person, "owner")
    check = release_check(desk, owner, run_id, against=against)
    names = Names(desk.store)
    return ReviewReport(
        made_at=desk.clock(),
        made_by=owner.name,
        check=check,
        changed=changed_cases(check),
        corrections=_corrections(desk, check, names),
        reads=_reads(desk, run_id, names),
        agreement=agreement(desk, owner),
    )


def changed_cases(check: ReleaseCheck) -> tuple[ChangedCase, ...]:
    """Return every case that went better or worse, once, with all that changed."""
    moved: dict[tuple[str, str], list[CaseChange]] = {}
    for metric in check.comparison.metrics:
        for change in (*metric.worse, *metric.better):
            moved.setdefault(change.case, []).append(change)
    return tuple(
        ChangedCase(check.was_cases[key], check.now_cases[key], tuple(moved[key])) for key in check.comparison.changed
    )


def _corrections(desk: ReviewDesk, check: ReleaseCheck, names: Names) -> tuple[NamedCorrection, ...]:
    sides = (check.was_cases, check.now_cases)
    holding = [held for side in sides for one in side.values() for held in one.holding]
    seen_in = {check.comparison.was.id, check.comparison.now.id}
    chosen = [one for one in desk.store.corrections() if one.run_id in seen_in or one in holding]
    return tuple(
        named for one in reversed(chosen) for named in named_corrections([one], names, _metrics(check, one), holding)
    )


def _metrics(check: ReleaseCheck, correction: Correction) -> dict[str, Metric]:
    return {one.metric.name: one.metric for one in check.comparison.suite(correction.suite)}


def _reads(desk: ReviewDesk, run_id: str, names: Names) -> tuple[NamedRead, ...]:
    found = [one for one in desk.store.second_reads() if one.run_id == run_id and one.second is not None]
    return tuple(
        NamedRead(one, names[one.first.by], names[one.second.by] if one.second else "") for one in reversed(found)
    )
