"""What a button of the mentee's workspace carries, and where it leads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.domain.people import Person
from assistant.web.place import Place
from assistant.web.visit import Notice


@dataclass(frozen=True, slots=True)
class Wish:
    """Who asks, where they are, and what the button or form they used carries."""

    person: Person
    place: Place
    detail: Mapping[str, str]

    def get(self, name: str) -> str:
        """Return one thing the button or form carries, "" when it does not."""
        return self.detail.get(name, "")


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where an action led, and the line that says what happened; `is_note_kept` empties the box for notes for good."""

    place: Place
    notice: Notice | None = None
    is_note_kept: bool = False
