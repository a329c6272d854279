"""Say in an owner's words what a round would need."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.domain.rounds import Infeasible


def sentences(infeasible: Infeasible, names: Mapping[str, str]) -> tuple[str, ...]:
    """Return why there is no plan, then one sentence for each change that would help, smallest first.

    Args:
        names: What to call requests and mentors, by id; an id without a name stands for itself.
    """
    raise NotImplementedError
