"""Cohort rounds: many requests given to many mentors at once, by a named rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, get_args

RoundRule = Literal["most_fit", "worst_off_first", "even_load"]
"""What a round is fair by.

- `most_fit`: the most affinity in all; some may be served badly so that others are served well.
- `worst_off_first`: the lowest affinity anybody gets is as high as it can be; among such plans, the most affinity in all.
- `even_load`: the largest share any mentor uses of the minutes they offer is as low as it can be; then the most affinity.
"""
ROUND_RULES: tuple[RoundRule, ...] = get_args(RoundRule)

RelaxationKind = Literal[
    "raise_everyone", "raise_maximum", "add_minutes", "lower_minimum", "lift_conflicts", "leave_out", "shorten"
]

SHORTEST_MINUTES: Final = 15
"""What a session can be shortened to."""


@dataclass(frozen=True, slots=True)
class RoundRequest:
    """Somebody who asks for one session of that many minutes."""

    id: str
    minutes: int = 30


@dataclass(frozen=True, slots=True)
class RoundMentor:
    """What a mentor can take in a round.

    Attributes:
        minutes: Offered for the whole round; never exceeded.
        sessions_min: Sessions they are to get at least.
        sessions_max: Sessions they are to get at most, None when only their minutes count.
    """

    id: str
    minutes: int
    sessions_min: int = 0
    sessions_max: int | None = None


@dataclass(frozen=True, slots=True)
class RoundFigures:
    """One way to assign a round, in numbers.

    Attributes:
        assigned: Requests that got a mentor.
        total_affinity: Summed over them; each counts 0 to 1.
        worst_off: Lowest affinity among them, None when there are none.
        busiest: Id of the mentor with most sessions, the first in order of the problem; "" when there are none.
        busiest_sessions: Their sessions.
        peak_to_mean: Their sessions over the mean of all mentors; 1.0 is perfectly even, 0.0 when there are none.
        share_max: Largest fraction anybody uses of the minutes they offer, 0 to 1.
        sessions_missing: Sessions missing to the minimum loads, over all mentors.
    """

    assigned: int
    total_affinity: float
    worst_off: float | None
    busiest: str
    busiest_sessions: int
    peak_to_mean: float
    share_max: float
    sessions_missing: int = 0

    @property
    def mean_affinity(self) -> float:
        """Return the mean over assigned requests, 0 to 1; 0.0 when there are none."""
        return self.total_affinity / self.assigned if self.assigned else 0.0


@dataclass(frozen=True, slots=True)
class RoundPlan:
    """Who gets whom.

    Attributes:
        mentor_of: Mentor id by request id, for every request that got one.
        left_out: Ids of requests without a mentor; empty unless the owner allows it.
        total_max: No plan that keeps what the rule puts first has more affinity in all (a proven bound).
        first_bound: Proven bound of what the rule puts first: no plan has a higher `worst_off`, or a lower
            `share_max`; None for `most_fit`, and where nobody is assigned.
        left_out_min: No plan leaves out fewer (a proven bound).
        beside: What two plain ways give on the same round, by name; None where one finds no plan.
    """

    rule: RoundRule
    mentor_of: Mapping[str, str]
    left_out: tuple[str, ...]
    figures: RoundFigures
    total_max: float
    first_bound: float | None = None
    left_out_min: int = 0
    beside: Mapping[str, RoundFigures | None] = field(default_factory=dict)

    @property
    def gap(self) -> float:
        """Return how much of the total may be missing at most, as a fraction of it; 0.0 when it is the best there is."""
        missing = self.total_max - self.figures.total_affinity
        return max(0.0, missing) / self.total_max if self.total_max > 0 else 0.0

    @property
    def is_optimal(self) -> bool:
        """Return whether nothing better exists by this rule, to within one part in a million."""
        return self.gap <= 1e-6 and self.is_first_optimal and len(self.left_out) == self.left_out_min

    @property
    def is_first_optimal(self) -> bool:
        """Return whether what the rule puts first is proven to be the best there is."""
        if self.first_bound is None:
            return True
        if self.rule == "even_load":
            return self.figures.share_max <= self.first_bound + 1e-9
        return self.figures.worst_off is None or self.figures.worst_off >= self.first_bound - 1e-9


@dataclass(frozen=True, slots=True)
class Relaxation:
    """One change that would make a plan possible.

    Attributes:
        amount: Sessions for each mentor (`raise_everyone`) or over all (`raise_maximum`, `lower_minimum`), minutes
            (`add_minutes`), pairs (`lift_conflicts`) or requests (`leave_out`, `shorten`, to `SHORTEST_MINUTES`);
            None when no plan was found however much is changed in this way alone.
        is_smallest: Whether it is proven that less is not enough; for None, that nothing is.
        mentors: By how much for which mentor.
        requests: Which requests.
        pairs: Which pairs of request and mentor.
    """

    kind: RelaxationKind
    amount: int | None
    is_smallest: bool = True
    mentors: Mapping[str, int] = field(default_factory=dict)
    requests: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Infeasible:
    """No plan keeps every bound; this is an answer, not an error.

    Attributes:
        unassigned: Requests that cannot all have a mentor at once: how many are left over at best.
        sessions_missing: Sessions missing to the minimum loads at best.
        alone: What each single kind of change would need.
        together: The fewest changes when all kinds may be mixed; empty when one alone is as good.
        is_proven: Whether there is no plan for certain; else none was found in the time given.
    """

    unassigned: int
    sessions_missing: int
    alone: tuple[Relaxation, ...]
    together: tuple[Relaxation, ...] = ()
    is_proven: bool = True
