"""Streams of requests, given to mentors one after the other by the rule suggestions are made by, and by best fit alone."""

from __future__ import annotations

from typing import Final

import numpy as np

from assistant.fairness import assign_stream, zipf_stream

REQUESTS: Final = 400
MENTORS: Final = 90
MINUTES: Final = 30
"""Length of every session."""
SESSIONS: Final = (20, 40, 80)
"""Streams differ in how many sessions each mentor has time for."""
SEED: Final = 20_000
"""Of the first stream; the constants of the rule were chosen on streams 0 to 49."""
STREAMS_EACH: Final = 50
FIT_KEPT_MIN: Final = 0.97


def outcome_of(*, seed: int, sessions: int) -> dict[str, float]:
    """Return what becomes of a stream: most loaded mentor over mean, mean fit, and how many got more than they give."""
    affinities = zipf_stream(np.random.default_rng(seed), requests=REQUESTS, mentors=MENTORS)
    capacities = [sessions * MINUTES] * MENTORS
    spread, best_fit = (
        assign_stream(affinities, capacities, minutes=MINUTES, load_aware_choice=is_aware) for is_aware in (True, False)
    )
    return {
        "peak": spread.peak_to_mean,
        "peak_best_fit": best_fit.peak_to_mean,
        "fit": spread.mean_affinity,
        "fit_best_fit": best_fit.mean_affinity,
        "over": sum(used > given for used, given in zip(spread.used, capacities, strict=True)),
    }
