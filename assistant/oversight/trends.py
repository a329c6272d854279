"""Weekly trends in which no number speaks of fewer than five people.

The rule: weeks with fewer than `PEOPLE_MIN` people are joined with those before them, until each stretch has that many;
what is left over at the beginning joins the oldest stretch. Every number of a trend, those that sum up included, covers
whole stretches, so that taking shown numbers from one another leaves whole stretches again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import sqrt
from typing import Final, Generic, TypeVar

from assistant.domain.mentors import week_of

PEOPLE_MIN: Final = 5
"""Of whom a number may speak; fewer are not shown."""
WEEKS: Final = 12
NOW_WEEKS: Final = 4
"""Weeks that count as now; more where stretches are longer."""

_Z: Final = 1.959964
"""Of the normal distribution, for 95 %."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Case(Generic[T]):
    """One thing that happened to a person in the week that starts on the Monday `week`."""

    person: str
    week: date
    value: T


@dataclass(frozen=True, slots=True)
class Value:
    """A value of some cases with its 95 % interval, None where it has none."""

    value: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """A value over whole weeks.

    Attributes:
        first: Monday of the first week.
        last: Monday of the last week.
        n: Cases it rests on, of `PEOPLE_MIN` or more people.
    """

    first: date
    last: date
    n: int
    value: Value


@dataclass(frozen=True, slots=True)
class Trend:
    """Stretches, the oldest first; empty, and `now` and `whole` None, when too few people are behind it.

    Attributes:
        now: The newest stretches that cover `NOW_WEEKS` or more.
        whole: All of them.
    """

    stretches: tuple[Stretch, ...] = ()
    now: Stretch | None = None
    whole: Stretch | None = None


def complete_weeks(now: datetime) -> list[date]:
    """Return the Mondays of the last `WEEKS` weeks that are over, the oldest first."""
    return [week_of(now) - timedelta(weeks=back) for back in range(WEEKS, 0, -1)]


def trend(
    cases: Sequence[Case[T]], weeks: Sequence[date], value_of: Callable[[Sequence[Case[T]], Sequence[date]], Value]
) -> Trend:
    """Return the trend of what `value_of` makes of the cases of some weeks; cases outside of the weeks are passed over."""
    parts = _joined(cases, weeks)
    if not parts:
        return Trend()

    by_week: dict[date, list[Case[T]]] = {week: [] for week in weeks}
    for case in cases:
        by_week.get(case.week, []).append(case)

    def stretch(own: Sequence[date]) -> Stretch:
        inside = [case for week in own for case in by_week[week]]
        return Stretch(own[0], own[-1], len(inside), value_of(inside, own))

    newest = next(back for back in range(1, len(parts) + 1) if back == len(parts) or _is_now(parts[-back:]))
    return Trend(
        stretches=tuple(stretch(part) for part in parts),
        now=stretch([week for part in parts[-newest:] for week in part]),
        whole=stretch([week for part in parts for week in part]),
    )


def share(hits: Sequence[bool]) -> Value:
    """Return the fraction of hits, 0 to 1.0, with Wilson's interval (1927); cases count as independent.

    Written out because scipy takes a second to import, while somebody waits for the page; a test compares the two.
    """
    n, part = len(hits), sum(hits) / len(hits)
    center = (part + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
    half = _Z * sqrt(part * (1 - part) / n + _Z**2 / (4 * n**2)) / (1 + _Z**2 / n)
    return Value(part, max(0.0, center - half), min(1.0, center + half))


def days_between(first: datetime, last: datetime) -> float:
    """Return the days from one instant to a later one, parts of days included."""
    return (last - first) / timedelta(days=1)


def _joined(cases: Sequence[Case[T]], weeks: Sequence[date]) -> list[list[date]]:
    """Return the weeks in stretches of enough people, the oldest first; weeks before the first case are left out."""
    people: dict[date, set[str]] = {week: set() for week in weeks}
    for case in cases:
        if case.week in people:
            people[case.week].add(case.person)
    begun = next((n for n, week in enumerate(weeks) if people[week]), len(weeks))
    parts: list[list[date]] = []
    open_part: list[date] = []
    for week in reversed(weeks[begun:]):
        open_part.insert(0, week)
        if len(set[str]().union(*(people[one] for one in open_part))) >= PEOPLE_MIN:
            parts.insert(0, open_part)
            open_part = []
    if parts:
        parts[0] = open_part + parts[0]
    return parts


def _is_now(parts: Sequence[Sequence[date]]) -> bool:
    return sum(len(part) for part in parts) >= NOW_WEEKS
