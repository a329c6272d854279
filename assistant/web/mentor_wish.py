"""What a mentor asks for, and where it led."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from assistant.domain.people import Person
from assistant.errors import InvalidInput
from assistant.web import mentor_words
from assistant.web.mentor_desk import MentorPage
from assistant.web.mentor_place import MentorPlace
from assistant.web.visit import Notice


@dataclass(frozen=True, slots=True)
class Wish:
    """Who asks, where they are, and what the button or form they used carries."""

    person: Person
    place: MentorPlace
    detail: Mapping[str, str]

    def get(self, name: str) -> str:
        """Return one thing the button or form carries, "" when it does not."""
        return self.detail.get(name, "")


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where an action led, the line that says what happened, and the parts that changed; None for the whole place."""

    place: MentorPlace
    notice: Notice | None = None
    page: MentorPage | None = None


def read_day(text: str) -> date:
    """Return the day a field holds. Raises InvalidInput."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise InvalidInput(f"found the day {text[:40]!r}", for_people=mentor_words.NO_SUCH_DAY) from error
