"""Assign a round: the one entry to this package."""

from __future__ import annotations

from assistant.domain.rounds import Infeasible, RoundPlan, RoundRule
from assistant.rounds.problem import RoundProblem

SECONDS_MAX = 60.0
"""Time a round may take; what is found by then comes with a proven bound."""


def solve(problem: RoundProblem, rule: RoundRule, *, seconds: float = SECONDS_MAX) -> RoundPlan | Infeasible:
    """Return the best plan by the rule, or what stands in the way of any plan.

    Raises:
        InvalidInput: Ids repeat, shapes differ, a number is out of its range, or a conflict names nobody.
    """
    raise NotImplementedError
