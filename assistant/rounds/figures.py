"""One assignment in numbers, the same for every way it was found."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from assistant.domain.rounds import RoundFigures
from assistant.rounds.encode import Arrays, Ints


def measure(arrays: Arrays, mentor: Ints, *, mentor_ids: Sequence[str]) -> RoundFigures:
    """Return the figures of an assignment.

    Args:
        arrays: The round.
        mentor: Column of each request, -1 for those without one.
        mentor_ids: Of the columns.
    """
    rows = np.flatnonzero(mentor >= 0)
    gained = arrays.value[rows, mentor[rows]]
    sessions = loads(arrays, mentor)
    used = minutes_used(arrays, mentor)
    busiest = int(sessions.argmax()) if len(rows) else -1
    return RoundFigures(
        assigned=len(rows),
        total_affinity=float(gained.sum()),
        worst_off=float(gained.min()) if len(rows) else None,
        busiest=mentor_ids[busiest] if len(rows) else "",
        busiest_sessions=int(sessions[busiest]) if len(rows) else 0,
        peak_to_mean=float(sessions.max() / sessions.mean()) if len(rows) else 0.0,
        share_max=float((used / np.maximum(arrays.minutes, 1)).max(initial=0.0)),
        sessions_missing=int(np.maximum(arrays.lower - sessions, 0).sum()),
    )


def loads(arrays: Arrays, mentor: Ints) -> Ints:
    """Return the sessions of each mentor."""
    return np.bincount(mentor[mentor >= 0], minlength=len(arrays.lower)).astype(np.int64)


def minutes_used(arrays: Arrays, mentor: Ints) -> Ints:
    """Return the minutes of each mentor's sessions."""
    rows = mentor >= 0
    used = np.bincount(mentor[rows], weights=arrays.units[rows], minlength=len(arrays.lower))
    return used.round().astype(np.int64) * arrays.unit


def keeps_every_bound(arrays: Arrays, mentor: Ints) -> bool:
    """Return whether an assignment is a plan of the round."""
    rows = np.flatnonzero(mentor >= 0)
    sessions = loads(arrays, mentor)
    return bool(
        np.isfinite(arrays.value[rows, mentor[rows]]).all()
        and (sessions >= arrays.lower).all()
        and (sessions <= arrays.upper).all()
        and (minutes_used(arrays, mentor) <= arrays.offered * arrays.unit).all()
        and len(mentor) - len(rows) <= arrays.left_out_max
    )
