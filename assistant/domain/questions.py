"""A mentee's question: rubric elements, assessment, sharpened question, agenda."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

Element = Literal["focus", "goal", "timeframe", "context", "tried", "obstacle", "ask"]
ELEMENTS: tuple[Element, ...] = get_args(Element)

Level = Literal[0, 1, 2]
"""0 missing, 1 partly or vague, 2 clearly there."""

Scope = Literal["micro15", "micro30", "micro60", "sustained", "refer", "not_mentoring"]
SCOPES: tuple[Scope, ...] = get_args(Scope)

READY_READINESS = 0.85
"""Readiness from which no further question is asked."""

SHARPENED_WORDS_MAX = 90


@dataclass(frozen=True, slots=True)
class Span:
    """Words of a text: `quote == text[start:end]`, offsets in characters."""

    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class ElementScore:
    """How far one element is there, and the mentee's own words that show it (empty at level 0)."""

    level: Level
    evidence: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Assessment:
    """What the rubric sees in a draft.

    Attributes:
        text: The draft the evidence spans point into.
        elements: One score for each of the seven elements, in the order of `ELEMENTS`.
        readiness: 0 (nothing there) to 1.0 (a stranger can answer it).
        scope: How much mentoring the question needs, or that it needs something else.
    """

    text: str
    elements: Mapping[Element, ElementScore]
    readiness: float
    scope: Scope

    def level(self, element: Element) -> Level:
        """Return the level of one element."""
        return self.elements[element].level

    @property
    def is_ready(self) -> bool:
        """Tell whether asking the mentee for more would cost more than it brings."""
        return self.readiness >= READY_READINESS

    @property
    def there_count(self) -> int:
        """Count the elements that are clearly there, 0 to 7."""
        return sum(score.level == 2 for score in self.elements.values())


@dataclass(frozen=True, slots=True)
class NextQuestion:
    """The one question back: which element, the words, an example answer, and who worded it."""

    element: Element
    text: str
    example: str
    worded_by: str = "embedded"


@dataclass(frozen=True, slots=True)
class SharpenedQuestion:
    """The question to send: at most 90 words, first person, only what the mentee said.

    `sources` quote the mentee's own words it was made from (offsets into the whole conversation's draft).
    """

    text: str
    sources: tuple[Span, ...]
    worded_by: str = "embedded"

    @property
    def words(self) -> int:
        """Count the words as separated by white space."""
        return len(self.text.split())


@dataclass(frozen=True, slots=True)
class AgendaPoint:
    """One point of the session: how many minutes, and for what."""

    minutes: int
    what: str


@dataclass(frozen=True, slots=True)
class QuestionVersion:
    """One kept wording of the sharpened question; `author` is "mentee", "embedded" or a model's name."""

    id: str
    text: str
    author: str
    at: datetime
