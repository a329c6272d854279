"""Bring together what two runs say about the same cases of one suite."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.domain.evaluation import Suite, Tally
from assistant.evaluation.corrections import CorrectedCase
from assistant.evaluation.measure import Floats


@dataclass(frozen=True, slots=True)
class Pairs:
    """Cases that both runs have under the same label, by id; and the ids that make no pair."""

    suite: Suite
    was: tuple[CorrectedCase, ...] = ()
    now: tuple[CorrectedCase, ...] = ()
    only_was: tuple[str, ...] = ()
    only_now: tuple[str, ...] = ()
    relabeled: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scored:
    """What the pairs add to one metric.

    Attributes:
        is_scored: Whether a pair was scored in both runs, shape (pairs,).
        was: Tallies before, shape (pairs, numbers of a tally); 0 for pairs not scored in both, which adds nothing.
        now: The same for the later run.
        lost: Cases scored before and missed now.
        waiting: Cases whose answer was not looked at since their label was corrected.
    """

    is_scored: NDArray[np.bool_]
    was: Floats
    now: Floats
    lost: tuple[str, ...]
    waiting: tuple[str, ...]


def paired(suite: Suite, was: Sequence[CorrectedCase], now: Sequence[CorrectedCase]) -> Pairs:
    """Pair the cases of one suite by id."""
    was_by_id, now_by_id = ({one.case.id: one for one in cases} for cases in (was, now))
    shared = sorted(was_by_id.keys() & now_by_id.keys())
    same = [one for one in shared if was_by_id[one].case.expected == now_by_id[one].case.expected]
    return Pairs(
        suite,
        tuple(was_by_id[one] for one in same),
        tuple(now_by_id[one] for one in same),
        only_was=tuple(sorted(was_by_id.keys() - now_by_id.keys())),
        only_now=tuple(sorted(now_by_id.keys() - was_by_id.keys())),
        relabeled=tuple(sorted(set(shared) - set(same))),
    )


def scored(pairs: Pairs, metric: str) -> Scored | None:
    """Return what the pairs say about a metric, None when none was scored in both or they count different things."""
    was, now = ([one.case.tallies.get(metric) for one in side] for side in (pairs.was, pairs.now))
    is_scored = np.array([a is not None and b is not None for a, b in zip(was, now, strict=True)], dtype=bool)
    lengths = {len(tally) for tally in (*was, *now) if tally is not None}
    if len(lengths) != 1 or not is_scored.any():
        return None
    nothing: Tally = (0.0,) * lengths.pop()
    sides = list(zip(pairs.was, pairs.now, strict=True))
    return Scored(
        is_scored,
        _stacked(was, is_scored, nothing),
        _stacked(now, is_scored, nothing),
        lost=tuple(a.case.id for a, b in sides if metric in a.case.tallies and _missed(b, metric)),
        waiting=tuple(a.case.id for a, b in sides if metric in (*a.waiting, *b.waiting)),
    )


def _stacked(side: Sequence[Tally | None], is_scored: NDArray[np.bool_], nothing: Tally) -> Floats:
    rows = [tally if tally is not None and both else nothing for tally, both in zip(side, is_scored, strict=True)]
    return np.array(rows, dtype=np.float64)


def _missed(one: CorrectedCase, metric: str) -> bool:
    return metric in one.case.missed and metric not in one.waiting
