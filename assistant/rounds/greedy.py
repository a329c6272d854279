"""The plain way beside which a round is judged: requests in order, each to the best mentor with room."""

from __future__ import annotations

import numpy as np

from assistant.rounds.encode import Arrays, Ints
from assistant.rounds.flow import NOBODY


def greedy(arrays: Arrays) -> Ints:
    """Return the mentor of each request, `NOBODY` where no acceptable one had room; minimum loads are not looked at."""
    sessions, minutes = arrays.upper.copy(), arrays.offered.copy()
    chosen = np.full(len(arrays.units), NOBODY, dtype=np.int64)
    for row, (values, units) in enumerate(zip(arrays.value, arrays.units, strict=True)):
        open_ = np.where((sessions > 0) & (minutes >= units), values, -np.inf)
        mentor = int(open_.argmax())
        if np.isfinite(open_[mentor]):
            chosen[row] = mentor
            sessions[mentor] -= 1
            minutes[mentor] -= units
    return chosen
