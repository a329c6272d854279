"""A first guess at what mentors' time is worth, so that the linear program begins with the right pairs.

Requests bid for mentors who give way to the highest bids: the auction of Bertsekas (1988), with places for several.
Then mentors below their minimum win over the requests that lose least. Only a guess: any prices lead to the same plan.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from assistant.rounds.encode import Arrays, Ints
from assistant.rounds.problem import Floats

BID_STEP: Final = 0.005
BIDDING_MAX: Final = 2_000


def guessed_prices(arrays: Arrays) -> Floats:
    """Return a price for a session of each mentor, shape (mentors,), in units of value; below 0 where a minimum binds."""
    places = _places(arrays)
    bidding = _Bidding(arrays.value, places)
    for _ in range(BIDDING_MAX):
        if not bidding.round():
            break
    return _with_minima(arrays, bidding)


def _places(arrays: Arrays) -> Ints:
    """Return how many sessions of the mean length each mentor can take."""
    by_minutes: Ints = np.floor(arrays.offered / arrays.units.mean()).astype(np.int64)
    return np.minimum(arrays.upper, by_minutes)


class _Bidding:
    """Who holds whom, at which bid; a mentor without a free place costs the lowest bid held."""

    def __init__(self, value: Floats, places: Ints) -> None:
        self.value = np.where(places > 0, value, -np.inf)
        self.places = places
        self.prices = np.zeros(value.shape[1])
        self.held = np.full(value.shape[0], -1, dtype=np.int64)
        self.bids = np.zeros(value.shape[0])

    def round(self) -> bool:
        """Let everybody without a mentor bid once; return whether anybody did."""
        rows = np.flatnonzero(self.held < 0)
        worth = self.value[rows] - self.prices
        first = worth.argmax(axis=1)
        best = worth[np.arange(len(rows)), first]
        worth[np.arange(len(rows)), first] = -np.inf
        rows, first, ahead = rows[best > -1], first[best > -1], (best - worth.max(axis=1, initial=-1.0))[best > -1]
        self.bids[rows] = self.prices[first] + np.clip(ahead, 0.0, 1.0) + BID_STEP
        self.held[rows] = first
        for mentor in np.unique(first):
            self._give_way(int(mentor))
        return bool(len(rows))

    def _give_way(self, mentor: int) -> None:
        holders, places = np.flatnonzero(self.held == mentor), self.places[mentor]
        if len(holders) >= places:
            holders = holders[np.argsort(-self.bids[holders], kind="stable")]
            self.held[holders[places:]] = -1
            self.prices[mentor] = self.bids[holders[places - 1]]


def _with_minima(arrays: Arrays, bidding: _Bidding) -> Floats:
    """Lower prices until mentors below their minimum would be chosen, one mentor after the other."""
    prices, held = bidding.prices.copy(), bidding.held.copy()
    content = np.maximum((bidding.value - prices).max(axis=1), -1.0)
    sessions = np.bincount(held[held >= 0], minlength=len(prices))
    for mentor in np.flatnonzero(sessions < arrays.lower):
        missing = arrays.lower[mentor] - sessions[mentor]
        is_free = (held < 0) | (sessions[held] > arrays.lower[held])
        losses = np.where(is_free, content - arrays.value[:, mentor], np.inf)
        won = np.argsort(losses, kind="stable")[:missing]
        won = won[np.isfinite(losses[won])]
        if len(won):
            prices[mentor] = min(prices[mentor], -losses[won].max())
            np.subtract.at(sessions, held[won][held[won] >= 0], 1)
            held[won], sessions[mentor] = mentor, sessions[mentor] + len(won)
    return prices
