"""For whom does it work: metrics by the groups that cases belong to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from assistant.domain.evaluation import CaseResult, Measurement, Metric
from assistant.evaluation.measure import measure

GROUP_MIN: Final = 20
"""Scored cases under which a group's value is not shown: its interval would cover nearly everything."""


@dataclass(frozen=True, slots=True)
class GroupValue:
    """A metric within one group.

    Attributes:
        group: Value of the slice ("care").
        n: Cases of the group that were scored.
        measurement: None where `n` is too few to say.
    """

    group: str
    n: int
    measurement: Measurement | None


def dimensions(cases: Sequence[CaseResult]) -> dict[str, tuple[str, ...]]:
    """Return what the cases are divided by, with the groups of each; the largest group first, then by name."""
    counted: dict[str, Counter[str]] = {}
    for case in cases:
        for dimension, group in case.slices.items():
            counted.setdefault(dimension, Counter())[group] += 1
    return {
        dimension: tuple(sorted(groups, key=lambda group: (-groups[group], group)))
        for dimension, groups in sorted(counted.items())
    }


def within(cases: Sequence[CaseResult], chosen: Mapping[str, str]) -> list[CaseResult]:
    """Return the cases that belong to all chosen groups; of a dimension a case does not know, it belongs to none."""
    return [case for case in cases if all(case.slices.get(name) == group for name, group in chosen.items())]


def by_group(metric: Metric, cases: Sequence[CaseResult], dimension: str) -> list[GroupValue]:
    """Measure a metric in each group of a dimension, over the cases of one suite, the largest group first."""
    found = []
    for group in dimensions(cases).get(dimension, ()):
        members = within(cases, {dimension: group})
        scored = sum(metric.name in case.tallies for case in members)
        found.append(GroupValue(group, scored, measure(metric, members) if scored >= GROUP_MIN else None))
    return found
