"""Whether a round can be assigned at all, as a maximum flow.

Every request sends one session to a mentor; of what reaches a mentor, the minimum goes straight to the sink and the
rest through one shared node that lets through only what the minima leave. All requests arrive exactly when every
minimum is met: lower bounds as in Ford & Fulkerson, *Flows in Networks* (1962), chapter II. The flow itself is
Dinic's (1970), by scipy.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np
import scipy.sparse as sparse
from numpy.typing import ArrayLike
from scipy.sparse.csgraph import maximum_flow

from assistant.rounds.encode import Arrays, Ints

NOBODY: Final = -1
"""Stands for no mentor in arrays of mentors by request."""


def plan_of_equals(arrays: Arrays) -> Ints | None:
    """Return the mentor of each request in some plan that keeps every bound, `NOBODY` for those left out.

    Exact where all sessions are equally long; else None proves that there is no plan, and a plan may take too many
    minutes. None when there is no plan.
    """
    requests, mentors = arrays.value.shape
    lower, room = arrays.lower, arrays.room
    if (lower > room).any() or lower.sum() > requests:
        return None
    row, column = np.nonzero(np.isfinite(arrays.value))
    source, sink, rest = requests + mentors, requests + mentors + 1, requests + mentors + 2
    everyone, everybody = np.arange(requests), requests + np.arange(mentors)
    nobody = rest + 1
    graph = _graph(
        nobody + 1,
        [
            (np.full(requests, source), everyone, np.ones(requests)),
            (row, requests + column, np.ones(len(row))),
            (everybody, np.full(mentors, sink), lower),
            (everybody, np.full(mentors, rest), room - lower),
            (everyone, np.full(requests, nobody), np.ones(requests)),
            ([nobody], [rest], [min(arrays.left_out_max, requests)]),
            ([rest], [sink], [requests - lower.sum()]),
        ],
    )
    found = maximum_flow(graph, source, sink)
    if found.flow_value < requests:
        return None
    return _mentors(found.flow[:requests, requests : requests + mentors])


def most_assigned(arrays: Arrays) -> int:
    """Return how many requests can have a mentor at once when no minimum counts; an upper bound for unequal lengths."""
    return _most(replace(arrays, lower=np.zeros_like(arrays.lower)), arrays.room)


def most_of_minima(arrays: Arrays) -> int:
    """Return how many of the sessions that minimum loads ask for can be given, when only they count.

    With equal lengths both this and `most_assigned` can be had in one plan (Mendelsohn & Dulmage 1958), so that
    requests left over and minima not met are two shortages that do not touch.
    """
    return _most(arrays, np.minimum(arrays.lower, arrays.room))


def has_minutes(arrays: Arrays) -> bool:
    """Return False when the minutes cannot suffice even if a session might be split over mentors."""
    spared = int(np.sort(arrays.units)[::-1][: arrays.left_out_max].sum())
    return _through(arrays, arrays.units, arrays.offered) >= int(arrays.units.sum()) - spared


def _most(arrays: Arrays, room: Ints) -> int:
    return _through(arrays, np.ones_like(arrays.units), room)


def _through(arrays: Arrays, sizes: Ints, room: Ints) -> int:
    """Return the largest flow from requests of these sizes to mentors with this room."""
    requests, mentors = arrays.value.shape
    row, column = np.nonzero(np.isfinite(arrays.value))
    source, sink = requests + mentors, requests + mentors + 1
    everyone, everybody = np.arange(requests), requests + np.arange(mentors)
    graph = _graph(
        sink + 1,
        [
            (np.full(requests, source), everyone, sizes),
            (row, requests + column, sizes[row]),
            (everybody, np.full(mentors, sink), room),
        ],
    )
    return int(maximum_flow(graph, source, sink).flow_value)


def _graph(nodes: int, arcs: list[tuple[ArrayLike, ArrayLike, ArrayLike]]) -> sparse.csr_matrix:
    """Return a network from its arcs: tails, heads and limits."""
    tails, heads, limits = (np.concatenate([np.asarray(arc[part]) for arc in arcs]) for part in range(3))
    return sparse.csr_matrix((limits.astype(np.int32), (tails, heads)), shape=(nodes, nodes))


def _mentors(flow: sparse.csr_matrix) -> Ints:
    chosen = np.full(flow.shape[0], NOBODY, dtype=np.int64)
    row, column = (flow > 0).nonzero()
    chosen[row] = column
    return chosen
