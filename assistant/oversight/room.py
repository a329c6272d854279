"""How much of each week a mentor can still take, beside what already waits for their answer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from assistant.domain.mentors import MentorLoad


class Room:
    """A mentor's minutes week by week; `take` uses them up.

    Args:
        load: The mentor's budget and promises.
        since: Monday of the first week.
        weeks: How many weeks there are.
    """

    def __init__(self, load: MentorLoad, *, since: date, weeks: int) -> None:
        self._load = load
        mondays = [since + timedelta(weeks=ahead) for ahead in range(weeks)]
        self.left = {monday: load.offered_minutes(monday) for monday in mondays}

    def take(self, minutes: int) -> date | None:
        """Use the first week that has a session of that many minutes left, and return it; None when there is none."""
        needed = self._load.needed_minutes(minutes)
        week = next((monday for monday, left in self.left.items() if left >= needed), None)
        if week is not None:
            self.left[week] -= needed
        return week

    def take_all(self, sessions: Iterable[int]) -> None:
        """Use weeks for sessions of these lengths, as far as they fit."""
        for minutes in sessions:
            self.take(minutes)

    def count(self, minutes: int) -> int:
        """Return how many sessions of that many minutes still fit, week by week."""
        return sum(left // self._load.needed_minutes(minutes) for left in self.left.values())

    def has(self, minutes: int) -> bool:
        """Tell whether one session of that many minutes fits into some week."""
        return self.count(minutes) > 0
