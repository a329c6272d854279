"""Put a score or a label right. What the log says is never changed, and every correction stays kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from assistant.accounts.roles import require_role
from assistant.domain.clock import new_id
from assistant.domain.evaluation import CaseResult, Metric, Tally
from assistant.domain.people import Person
from assistant.domain.reviews import Correction, CorrectionKind
from assistant.errors import InvalidInput, NotFound
from assistant.evaluation.corrections import corrected_case, label_in_force, relabeled, rescored
from assistant.evaluation.measure import own_value
from assistant.review.desk import CaseAddress, ReviewDesk, case_at, case_line, checked_words, run_of

LABEL_CHARACTERS_MAX: Final = 8_000


def correct_score(
    desk: ReviewDesk, person: Person | None, at: CaseAddress, metric: str, *, score: float, reason: str
) -> Correction:
    """Say that this answer should get another score, 0 to 1.0; the same answer gets it in every run.

    Raises:
        NotSignedIn, NotAllowed: The person is no owner.
        NotFound: There is no such run or case.
        InvalidInput: The score is out of range or as it was, the case was not scored on this metric, the metric
            compares levels, or the reason is blank or too long.
    """
    owner = require_role(person, "owner")
    case, found, tally = _scored(desk, at, metric)
    label = label_in_force(case, desk.store.corrections((case.suite, case.id)))
    return _keep(desk, owner, _Draft(at, case, found, tally, "score", label, rescored(found, tally, score)), reason)


def correct_label(
    desk: ReviewDesk,
    person: Person | None,
    at: CaseAddress,
    metric: str,
    *,
    label: str,
    reason: str,
    score: float | None = None,
    levels: Sequence[int] | None = None,
) -> Correction:
    """Say that what was expected was wrong, and what this answer should get for a metric under the new label.

    A metric that counts takes a `score` from 0 to 1.0, one that compares levels the true `levels`, each 0 to 2, in the
    order of `levels_of`. Other answers to the case, in other runs, wait on this metric until their score is corrected too.

    Raises:
        NotSignedIn, NotAllowed: The person is no owner.
        NotFound: There is no such run or case.
        InvalidInput: The label is blank, too long or what the log expects; the score or the levels are missing or out
            of range; the case was not scored on this metric; or the reason is blank or too long.
    """
    owner = require_role(person, "owner")
    case, found, tally = _scored(desk, at, metric)
    after = _under_new_label(found, tally, score, levels)
    return _keep(desk, owner, _Draft(at, case, found, tally, "label", _checked_label(label, case), after), reason)


def take_back(desk: ReviewDesk, person: Person | None, correction_id: str) -> Correction:
    """Take a correction back, one's own or another owner's; what stood before it stands again.

    Raises:
        NotSignedIn, NotAllowed: The person is no owner.
        NotFound: There is no such correction.
        Conflict: It was taken back already.
    """
    owner = require_role(person, "owner")
    found = next((one for one in desk.store.corrections() if one.id == correction_id), None)
    if found is None:
        raise NotFound(f"There is no correction {correction_id!r}.")
    at = CaseAddress(found.run_id, found.suite, found.case_id)
    line = case_line(desk, owner, "take_back_correction", at, {"metric": found.metric, "correction": found.id})
    return desk.store.withdraw_correction(correction_id, by=owner.id, at=desk.clock(), line=line)


@dataclass(frozen=True, slots=True)
class _Draft:
    at: CaseAddress
    case: CaseResult
    metric: Metric
    logged: Tally
    kind: CorrectionKind
    label: str
    after: Tally


def _scored(desk: ReviewDesk, at: CaseAddress, name: str) -> tuple[CaseResult, Metric, Tally]:
    case, measured = case_at(desk, at), run_of(desk, at.run_id).suite(at.suite)
    metrics = () if measured is None else tuple(one.metric for one in measured.measurements)
    metric = next((one for one in metrics if one.name == name), None)
    tally = case.tallies.get(name)
    if metric is None or tally is None or own_value(metric, tally) is None:
        raise InvalidInput(f"The case {at.case_id!r} was not scored on {name!r}; there is nothing to correct.")
    return case, metric, tally


def _under_new_label(metric: Metric, tally: Tally, score: float | None, levels: Sequence[int] | None) -> Tally:
    if metric.kind == "kappa":
        return relabeled(metric, tally, levels or ())
    if score is None:
        raise InvalidInput("No score was given; say what this answer should get under the new label, from 0 to 1.")
    return rescored(metric, tally, score)


def _checked_label(label: str, case: CaseResult) -> str:
    plain = label.strip()
    if not plain or len(plain) > LABEL_CHARACTERS_MAX:
        raise InvalidInput(f"Say what is right in 1 to {LABEL_CHARACTERS_MAX:,} characters; this has {len(plain):,}.")
    if plain == case.expected.strip():
        raise InvalidInput("This is what was expected already. Correct the score, or take an earlier correction back.")
    return plain


def _keep(desk: ReviewDesk, owner: Person, draft: _Draft, reason: str) -> Correction:
    words = checked_words(reason)
    stands = corrected_case(draft.case, desk.store.corrections((draft.case.suite, draft.case.id))).case
    before = stands.tallies.get(draft.metric.name, draft.logged)
    is_settled = draft.metric.name in stands.tallies and stands.expected == draft.label
    if is_settled and before == draft.after:
        raise InvalidInput("This is how the case stands already; nothing was changed.")
    correction = Correction(
        id=new_id(),
        run_id=draft.at.run_id,
        suite=draft.at.suite,
        case_id=draft.at.case_id,
        metric=draft.metric.name,
        kind=draft.kind,
        expected=draft.case.expected,
        got=draft.case.got,
        label=draft.label,
        before=before,
        after=draft.after,
        reason=words,
        by=owner.id,
        at=desk.clock(),
    )
    detail = {
        "metric": draft.metric.name,
        "score": f"{_shown(draft.metric, before)} → {_shown(draft.metric, draft.after)}",
    }
    line = case_line(desk, owner, f"correct_{draft.kind}", draft.at, detail)
    desk.store.add_correction(correction, line=line)
    return correction


def _shown(metric: Metric, tally: Tally) -> str:
    value = own_value(metric, tally)
    return "not scored" if value is None else f"{value:.2f}"
