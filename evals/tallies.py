"""What one case adds to a metric: the pairs of numbers most suites need."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.domain.evaluation import Tally


def yes(is_right: bool) -> Tally:
    """Return the tally of a case that is right or wrong as a whole."""
    return float(is_right), 1.0


def share(part: float, whole: float) -> Tally:
    """Return the tally of a case of which a part is right."""
    return float(part), float(whole)


def f1(right: float, found: float, labeled: float) -> Tally:
    """Return what a case adds to F1: twice what is right, over all that was found and all that is labeled."""
    return 2.0 * right, float(found + labeled)


def weighed(tallies: Mapping[str, Tally]) -> dict[str, Tally]:
    """Leave out pairs over nothing: a case without promises is not one more case in which their days are right."""
    return {name: tally for name, tally in tallies.items() if len(tally) != 2 or tally[1] > 0}
