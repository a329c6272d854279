"""The round as a linear program over few pairs, with proof that no other pair would help.

Of five million pairs a plan uses thousands. We solve over the most likely ones, and let the prices of mentors' time
that come with the solution (the duals) show which other pairs would improve it, until none does: delayed column
generation (Ford & Fulkerson 1958; Dantzig & Wolfe 1960). For any prices the Lagrangian of the whole round bounds
every plan from above, so the bound holds even where we stop early. Solved by HiGHS (Huangfu & Hall 2018).
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Final

import numpy as np
import scipy.sparse as sparse
from numpy.typing import NDArray
from scipy.optimize import OptimizeResult, linprog

from assistant.rounds.encode import Arrays, Ints, Mask
from assistant.rounds.prices import guessed_prices
from assistant.rounds.problem import Floats

LIKELY_OF_REQUEST: Final = 10
LIKELY_OF_MENTOR: Final = 8
FRESH_OF_REQUEST: Final = 8
TOLERANCE: Final = 1e-7
GAP: Final = 5e-7
"""Fraction of the total below which a solution counts as the best."""
ROUNDS_MAX: Final = 60


class Deadline:
    """When to stop looking for something better."""

    def __init__(self, seconds: float) -> None:
        now = time.monotonic()
        self._half, self._ends = now + seconds / 2, now + seconds

    @property
    def seconds(self) -> float:
        """Return what is left, at least a moment."""
        return max(0.05, self._ends - time.monotonic())

    @property
    def is_half_over(self) -> bool:
        """Return whether at most one half is left."""
        return time.monotonic() >= self._half

    @property
    def is_over(self) -> bool:
        """Return whether nothing is left."""
        return time.monotonic() >= self._ends


@dataclass(frozen=True, slots=True)
class Slack:
    """What it costs to break a bound by one, None where it has to hold.

    Attributes:
        out: A request without a mentor.
        over: A session above a mentor's maximum.
        under: A session below a mentor's minimum.
        more: A unit of time above what a mentor offers.
    """

    out: float | None = None
    over: float | None = None
    under: float | None = None
    more: float | None = None


HARD: Final = Slack()


@dataclass(frozen=True, slots=True, eq=False)
class Program:
    """A round to be solved, with what may be broken.

    Attributes:
        round: Its bounds; `left_out_max` requests may stay out for nothing, in addition to `slack.out`.
        short: Value and units when sessions are shortened instead: shapes (requests, mentors) and (requests,).
    """

    round: Arrays
    slack: Slack = HARD
    short: tuple[Floats, Ints] | None = None

    @property
    def layers(self) -> tuple[tuple[Floats, Ints], ...]:
        """Return value and units of each way to hold a session."""
        own = (self.round.value, self.round.units)
        return (own,) if self.short is None else (own, self.short)

    @property
    def counts_minutes(self) -> bool:
        """Return whether minutes say something that sessions do not."""
        return (
            self.short is not None
            or self.slack.more is not None
            or self.slack.over is not None
            or not self.round.is_equally_long
        )

    @property
    def upper(self) -> Ints:
        """Return each mentor's most sessions."""
        return self.round.upper if self.counts_minutes else self.round.room


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """Pairs in question: layer, request and mentor of each, shape (columns,)."""

    layer: NDArray[np.intp]
    row: NDArray[np.intp]
    mentor: NDArray[np.intp]
    value: Floats
    units: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Solution:
    """A solution over some columns.

    Attributes:
        share: Part of each column taken, 0 to 1.
        out: Part of each request left out.
        over, under, more: By mentor, how far each bound is broken.
        total: Value less what breaking bounds costs.
        bound: No plan of the whole round has more.
        gains: By how much each pair would improve the total at these prices, shape (layers, requests, mentors):
            about 0 for pairs in use, at most `TOLERANCE` everywhere when the solution is proven best.
    """

    columns: Columns
    share: Floats
    out: Floats
    over: Floats
    under: Floats
    more: Floats
    total: float
    bound: float
    gains: Floats

    @property
    def mentor(self) -> Ints:
        """Return the mentor of each request, -1 for those left out; exact where shares are whole."""
        chosen = np.full(len(self.out), -1, dtype=np.int64)
        taken = self.share > 0.5
        chosen[self.columns.row[taken]] = self.columns.mentor[taken]
        return chosen

    @property
    def is_whole(self) -> bool:
        """Return whether no request is split."""
        return bool(np.abs(self.share - self.share.round()).max(initial=0.0) < 1e-5)


def likely(arrays: Arrays) -> Mask:
    """Return the pairs to begin with: at guessed prices the best of each request, and whom each mentor costs least."""
    requests, mentors = arrays.value.shape
    worth = arrays.value - guessed_prices(arrays)
    content = worth.max(axis=1, keepdims=True)
    pool = np.zeros(worth.shape, dtype=np.bool_)
    pool[np.arange(requests)[:, None], _best(worth, LIKELY_OF_REQUEST)] = True
    losses = np.where(np.isfinite(content), content, 0.0) - worth
    pool[_best(-losses.T, LIKELY_OF_MENTOR).T, np.arange(mentors)] = True
    return pool & np.isfinite(arrays.value)


def seeded(arrays: Arrays, mentor: Ints) -> Mask:
    """Return the likely pairs and those of a plan, whose mentor is -1 for requests left out."""
    pool = likely(arrays)
    rows = np.flatnonzero(mentor >= 0)
    pool[rows, mentor[rows]] = True
    return pool


def best(program: Program, pool: Mask, deadline: Deadline) -> Solution | None:
    """Return the best solution over all pairs, beginning with those of `pool` (requests, mentors); None when there is none.

    Stops early at the deadline; then `bound` is above `total`.
    """
    chosen = np.stack([pool & np.isfinite(value) for value, _ in program.layers])
    found: Solution | None = None
    for _ in range(ROUNDS_MAX):
        columns = columns_of(program, chosen)
        rows = rows_of(program, columns)
        solved = _solved(program, rows, deadline)
        if solved is None:
            return found
        found = _read(program, columns, rows, solved)
        fresh = (found.gains > TOLERANCE) & ~chosen
        if found.bound - found.total <= GAP * max(1.0, abs(found.total)) or not fresh.any() or deadline.is_over:
            break
        chosen |= _foremost(np.where(fresh, found.gains, -np.inf))
    return found


def _solved(program: Program, rows: Rows, deadline: Deadline) -> OptimizeResult | None:
    """Solve by interior points with a step to a corner, by the dual simplex where that gave no clean corner."""
    for method in ("highs-ipm", "highs-ds"):
        solved = linprog(
            rows.cost,
            A_eq=rows.each,
            b_eq=np.ones(rows.each.shape[0]),
            A_ub=rows.loads,
            b_ub=rows.limits,
            bounds=(0, None),
            method=method,
            options={"time_limit": deadline.seconds},
        )
        if solved.status == 0 and (program.counts_minutes or np.abs(solved.x - solved.x.round()).max() < 1e-6):
            return solved
    return solved if solved.status == 0 else None


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """The matrices of a program: each request once, loads within limits, least cost.

    Variables in order: columns, then for every slack that may be used `out` (requests), `over`, `under`, `more`
    (mentors), and last the free places of those left out (requests).
    """

    cost: Floats
    each: sparse.csr_matrix
    loads: sparse.csr_matrix
    limits: Floats
    blocks: dict[str, slice]


def rows_of(program: Program, columns: Columns) -> Rows:
    """Return the matrices over some columns."""
    requests, mentors = program.round.value.shape
    count = len(columns.row)
    order = np.arange(count)
    meets = sparse.csr_matrix((np.ones(count), (columns.row, order)), shape=(requests, count))
    sessions = sparse.csr_matrix((np.ones(count), (columns.mentor, order)), shape=(mentors, count))
    time_used = sparse.csr_matrix((columns.units.astype(np.float64), (columns.mentor, order)), shape=(mentors, count))
    sizes = {"columns": count}
    prices = {"columns": -columns.value}
    for name, price in (
        ("out", program.slack.out),
        ("over", program.slack.over),
        ("under", program.slack.under),
        ("more", program.slack.more),
    ):
        if price is not None:
            sizes[name] = requests if name == "out" else mentors
            prices[name] = np.full(sizes[name], price)
    if program.round.left_out_max:
        sizes["free"], prices["free"] = requests, np.zeros(requests)
    ends = np.cumsum(list(sizes.values()))
    blocks = {name: slice(int(end) - size, int(end)) for (name, size), end in zip(sizes.items(), ends, strict=True)}

    def row(parts: dict[str, sparse.csr_matrix], height: int) -> sparse.csr_matrix:
        return sparse.hstack([parts.get(name, sparse.csr_matrix((height, size))) for name, size in sizes.items()])

    one_each, minus = sparse.identity(requests), -sparse.identity(mentors)
    each = row({"columns": meets, "out": one_each, "free": one_each}, requests)
    loads = [row({"columns": sessions, "over": minus}, mentors), row({"columns": -sessions, "under": minus}, mentors)]
    limits = [program.upper, -program.round.lower]
    if program.counts_minutes:
        loads.append(row({"columns": time_used, "more": minus}, mentors))
        limits.append(program.round.offered)
    if program.round.left_out_max:
        loads.append(row({"free": sparse.csr_matrix(np.ones((1, requests)))}, 1))
        limits.append(np.array([program.round.left_out_max]))
    return Rows(
        np.concatenate(list(prices.values())),
        each.tocsr(),
        sparse.vstack(loads).tocsr(),
        np.concatenate(limits).astype(np.float64),
        blocks,
    )


def _read(program: Program, columns: Columns, rows: Rows, solved: OptimizeResult) -> Solution:
    requests, mentors = program.round.value.shape
    part = {name: np.asarray(solved.x[where], dtype=np.float64) for name, where in rows.blocks.items()}
    none = np.zeros(mentors)
    worth, bound = _priced(program, np.maximum(0.0, -solved.ineqlin.marginals))
    return Solution(
        columns,
        part["columns"],
        part.get("out", np.zeros(requests)) + part.get("free", np.zeros(requests)),
        part.get("over", none),
        part.get("under", none),
        part.get("more", none),
        -float(solved.fun),
        bound,
        worth + np.asarray(solved.eqlin.marginals)[:, None],
    )


def _priced(program: Program, prices: Floats) -> tuple[Floats, float]:
    """Return what every pair is worth less the prices of the loads it adds to, and the bound these prices prove."""
    mentors = program.round.value.shape[1]
    slack = program.slack
    over, under = _capped(prices[:mentors], slack.over), _capped(prices[mentors : 2 * mentors], slack.under)
    more = _capped(prices[2 * mentors : 3 * mentors], slack.more) if program.counts_minutes else np.zeros(mentors)
    place = float(prices[-1]) if program.round.left_out_max else np.inf
    worth = np.stack([value - (over - under) - units[:, None] * more for value, units in program.layers])
    outside = -min(place, np.inf if slack.out is None else slack.out)
    own = np.maximum(worth.max(axis=(0, 2), initial=-np.inf), outside)
    spent = over @ program.upper - under @ program.round.lower + more @ program.round.offered
    free = place * program.round.left_out_max if program.round.left_out_max else 0.0
    return worth, float(own.sum() + spent + free)


def _capped(prices: Floats, limit: float | None) -> Floats:
    return prices if limit is None else np.minimum(prices, limit)


def columns_of(program: Program, chosen: Mask) -> Columns:
    """Return the chosen pairs, shape (layers, requests, mentors), as columns."""
    layer, row, mentor = np.nonzero(chosen)
    value = np.stack([value for value, _ in program.layers])[layer, row, mentor]
    units = np.stack([units for _, units in program.layers])[layer, row]
    return Columns(layer, row, mentor, value, units)


def _foremost(gains: Floats) -> Mask:
    """Return the few pairs of each layer and request that would gain most."""
    layers, requests, _ = gains.shape
    chosen = np.zeros(gains.shape, dtype=np.bool_)
    for layer in range(layers):
        chosen[layer, np.arange(requests)[:, None], _best(gains[layer], FRESH_OF_REQUEST)] = True
    return chosen & np.isfinite(gains)


def _best(rows: Floats, count: int) -> NDArray[np.intp]:
    """Return the columns of the highest numbers of each row, in no order, shape (rows, at most count)."""
    if count >= rows.shape[1]:
        return np.broadcast_to(np.arange(rows.shape[1]), rows.shape)
    return np.argpartition(-rows, count - 1, axis=1)[:, :count]
