"""Counts in a row with a total, in which nobody can be counted alone.

The rule: a count that speaks of one to four people is hidden. Where hidden counts together speak of fewer than five
people, they could be told from the total; the smallest other counts are hidden with them, and the total when nothing
else is left. A count of nobody is shown.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from assistant.oversight.trends import PEOPLE_MIN

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class CountedRow(Generic[K]):
    """Counts by what they count, and their total; None for those that are hidden."""

    counts: Mapping[K, int | None]
    total: int | None


def counted_row(people: Mapping[K, list[str]]) -> CountedRow[K]:
    """Return how many cases each cell has, given the person of each case."""
    hidden = {key for key, those in people.items() if 0 < len(set(those)) < PEOPLE_MIN}
    rest = sorted((key for key in people if people[key] and key not in hidden), key=lambda key: len(set(people[key])))
    while hidden and (len(hidden) == 1 or _people_in(people, hidden) < PEOPLE_MIN) and rest:
        hidden.add(rest.pop(0))
    is_total_hidden = bool(hidden) and (len(hidden) == 1 or _people_in(people, hidden) < PEOPLE_MIN)
    return CountedRow(
        {key: None if key in hidden else len(those) for key, those in people.items()},
        None if is_total_hidden else sum(len(those) for those in people.values()),
    )


def shown_count(people: list[str]) -> int | None:
    """Return how many cases there are, None when one to four people are behind them."""
    return None if 0 < len(set(people)) < PEOPLE_MIN else len(people)


def _people_in(people: Mapping[K, list[str]], keys: set[K]) -> int:
    return len({person for key in keys for person in people[key]})
