"""What a suggested mentor must satisfy, over arrays: languages and shared working hours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import numpy as np
from numpy.typing import NDArray

from assistant.domain.mentors import MentorProfile
from assistant.domain.suggestions import Constraints
from assistant.errors import InvalidInput

Mask = NDArray[np.bool_]

WORKDAY_START, WORKDAY_END = time(9), time(17)


@dataclass(frozen=True, slots=True)
class MentorTable:
    """The unchanging facts of many mentors as arrays; the row is the mentor's number.

    Attributes:
        ids: Mentor ids, in row order.
        speaks: For each language, which rows speak it.
        zones: Distinct IANA names.
        zone: Index into `zones`, shape (mentors,).
    """

    ids: tuple[str, ...]
    speaks: dict[str, Mask]
    zones: tuple[str, ...]
    zone: NDArray[np.intp]

    def __len__(self) -> int:
        return len(self.ids)

    def allowed(self, constraints: Constraints, *, seeker_languages: Sequence[str], timezone: str, day: date) -> Mask:
        """Return which rows may be suggested at all, shape (mentors,).

        A mentor must speak one of the languages required, one of the seeker's, and share enough working hours
        on that day. No languages mean any.

        Raises:
            InvalidInput: The seeker's time zone is unknown.
        """
        mask = self._speaking(constraints.languages) & self._speaking(seeker_languages)
        if constraints.overlap_hours_min > 0:
            hours = np.array([overlap_hours(timezone, zone, day=day) for zone in self.zones] or [0.0])
            mask &= hours[self.zone] >= constraints.overlap_hours_min - 1e-9
        return mask

    def _speaking(self, languages: Sequence[str]) -> Mask:
        mask = np.full(len(self.ids), not languages)
        for language in languages:
            if (rows := self.speaks.get(_primary(language))) is not None:
                mask |= rows
        return mask


def mentor_table(profiles: Sequence[MentorProfile]) -> MentorTable:
    """Turn profiles into arrays, in their order."""
    speaks: dict[str, Mask] = {}
    for row, profile in enumerate(profiles):
        for language in profile.languages:
            speaks.setdefault(_primary(language), np.zeros(len(profiles), dtype=np.bool_))[row] = True
    zones = sorted({profile.timezone for profile in profiles})
    number = {zone: n for n, zone in enumerate(zones)}
    zone = np.array([number[profile.timezone] for profile in profiles], dtype=np.intp)
    return MentorTable(tuple(profile.id for profile in profiles), speaks, tuple(zones), zone)


@lru_cache(maxsize=4096)
def overlap_hours(one: str, other: str, *, day: date) -> float:
    """Return how many hours the working days 09:00-17:00 of two IANA zones share, 0 to 8.

    The first zone's working day is that of `day`; the other's of the day before, the same and the next are
    looked at, and the hours they share with it are added up. Offsets are those in force on these days.

    Raises:
        InvalidInput: A zone is unknown.
    """
    start, end = _working_day(one, day)
    shared = 0.0
    for offset in (-1, 0, 1):
        other_start, other_end = _working_day(other, day + timedelta(days=offset))
        shared += max(0.0, (min(end, other_end) - max(start, other_start)).total_seconds())
    return shared / 3600


def _working_day(zone: str, day: date) -> tuple[datetime, datetime]:
    try:
        info = ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise InvalidInput(f"found the time zone {zone!r}, expected an IANA name like Europe/Oslo") from error
    start, end = (datetime.combine(day, at, tzinfo=info).astimezone(UTC) for at in (WORKDAY_START, WORKDAY_END))
    return start, end


def _primary(language: str) -> str:
    """Return the language without its region: "pt-BR" is "pt"."""
    return language.strip().lower().replace("_", "-").split("-", maxsplit=1)[0]
