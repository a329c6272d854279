"""Apply what people corrected to the cases of a run; the cases of the log are left as they are.

A corrected score holds for the same answer in every run. A corrected label makes every other answer to that case, on
the same metric, wait until somebody says what it should get: comparing one answer under the new label with another
under the old one would be unfair to one of them.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from assistant.domain.evaluation import CaseResult, EvaluationRun, Metric, Suite, SuiteRun, Tally
from assistant.domain.reviews import CaseKey, Correction
from assistant.errors import InvalidInput
from assistant.evaluation.measure import confusion_tally, measure

_LEVELS: Final = 3
_CELLS: Final = _LEVELS * _LEVELS


@dataclass(frozen=True, slots=True)
class CorrectedCase:
    """One case as it stands after corrections.

    Attributes:
        holding: The correction that decides each corrected metric.
        waiting: Metrics whose label was corrected while nobody said what this answer should get; they are not scored.
    """

    case: CaseResult
    holding: tuple[Correction, ...] = ()
    waiting: tuple[str, ...] = ()


def by_case(corrections: Iterable[Correction]) -> dict[CaseKey, list[Correction]]:
    """Group corrections by their case, the order kept."""
    grouped: dict[CaseKey, list[Correction]] = defaultdict(list)
    for one in corrections:
        grouped[one.case].append(one)
    return grouped


def corrected(cases: Sequence[CaseResult], corrections: Sequence[Correction]) -> list[CorrectedCase]:
    """Return all cases in their order as they stand; corrections come oldest first."""
    grouped = by_case(corrections)
    return [
        corrected_case(case, grouped[case.suite, case.id]) if (case.suite, case.id) in grouped else CorrectedCase(case)
        for case in cases
    ]


def corrected_case(case: CaseResult, corrections: Sequence[Correction]) -> CorrectedCase:
    """Return one case as it stands; `corrections` are all about it, oldest first."""
    label = label_in_force(case, corrections)
    live = [one for one in corrections if _is_live(one, case) and one.label == label]
    holding = {one.metric: one for one in live if one.got == case.got and one.metric in case.tallies}
    relabeled = {one.metric for one in live if one.kind == "label" and label != case.expected}
    waiting = tuple(name for name in case.tallies if name in relabeled - set(holding))
    tallies = {name: tally for name, tally in case.tallies.items() if name not in waiting}
    tallies |= {name: one.after for name, one in holding.items()}
    changed = replace(case, expected=label, tallies=tallies, missed=(*case.missed, *waiting))
    return CorrectedCase(changed, tuple(holding.values()), waiting)


def label_in_force(case: CaseResult, corrections: Sequence[Correction]) -> str:
    """Return what is expected of a case after all corrections of its label, oldest first."""
    labels = [one.label for one in corrections if one.kind == "label" and _is_live(one, case)]
    return labels[-1] if labels else case.expected


def rescored(metric: Metric, tally: Tally, score: float) -> Tally:
    """Return the tally of a case that should get a score from 0 to 1.0.

    Raises:
        InvalidInput: The score is out of range, or the metric compares levels, which are corrected one by one.
    """
    if metric.kind != "ratio":
        raise InvalidInput(f"{metric.name!r} compares levels; say for each level what would have been right.")
    if not math.isfinite(score) or not 0 <= score <= 1:
        raise InvalidInput(f"A score of {score} was given; expected a number from 0 (all wrong) to 1 (all right).")
    return score * tally[1], tally[1]


def relabeled(metric: Metric, tally: Tally, levels: Sequence[int]) -> Tally:
    """Return the tally of a case whose true levels are these, in the order of `levels_of`.

    Raises:
        InvalidInput: The metric has no levels, or these are not as many levels from 0 to 2.
    """
    if metric.kind != "kappa":
        raise InvalidInput(f"{metric.name!r} has no levels; give the score that this answer should get.")
    given = [level for _, level in levels_of(tally)]
    if len(levels) != len(given) or any(level not in range(_LEVELS) for level in levels):
        raise InvalidInput(f"The levels {list(levels)} were given; expected {len(given)} levels from 0 to 2.")
    return confusion_tally(levels, given)


def levels_of(tally: Tally) -> list[tuple[int, int]]:
    """Return the (true, given) levels that a tally of a `kappa` metric was made of.

    Raises:
        InvalidInput: It counts more than one pair at a place.
    """
    cells = np.array(tally).reshape(-1, _CELLS)
    if not ((cells.sum(axis=1) == 1) & (cells.max(axis=1) == 1)).all():
        raise InvalidInput("This case counts several things at once; its levels cannot be corrected one by one.")
    return [(int(cell) // _LEVELS, int(cell) % _LEVELS) for cell in cells.argmax(axis=1)]


def _is_live(one: Correction, case: CaseResult) -> bool:
    return not one.withdrawn_by and one.expected == case.expected


def remeasured(run: EvaluationRun, cases: Sequence[CorrectedCase]) -> EvaluationRun:
    """Return a run whose corrected metrics are measured anew; the others keep what was measured then."""
    touched = {(one.case.suite, name) for one in cases for name in (*one.waiting, *(c.metric for c in one.holding))}
    if not touched:
        return run
    return replace(run, suites=tuple(_remeasured_suite(suite, cases, touched) for suite in run.suites))


def _remeasured_suite(
    suite: SuiteRun, cases: Sequence[CorrectedCase], touched: Collection[tuple[Suite, str]]
) -> SuiteRun:
    own = [one.case for one in cases if one.case.suite == suite.suite]
    found = [
        measure(one.metric, own) if (suite.suite, one.metric.name) in touched else one for one in suite.measurements
    ]
    return replace(suite, measurements=tuple(found))
