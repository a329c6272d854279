"""Batch rows of `assess` and `prepare`, as docs and evaluations rely on them."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from assistant.domain.questions import Element, Level, Scope


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True)


class AssessRow(_Row):
    """A draft to be assessed."""

    text: str


class PrepareRow(_Row):
    """A draft and a simulated mentee."""

    text: str
    answers: dict[Element, str] = Field(default_factory=dict)
    """What the mentee replies when that element is asked for; "skip" for elements left out."""
    max_turns: int | None = Field(default=None, ge=0, le=20)


class SpanRow(_Row):
    """Words of the draft; `quote == text[start:end]`."""

    start: int
    end: int
    quote: str


class ElementRow(_Row):
    """One element's level and the words that show it."""

    score: Level
    evidence: list[SpanRow]


class NextQuestionRow(_Row):
    """The one question back."""

    element: Element
    text: str


class AssessmentRow(_Row):
    """What `assess` returns beside the id."""

    elements: dict[Element, ElementRow]
    readiness: float
    scope: Scope
    next_question: NextQuestionRow | None


class TurnRow(_Row):
    """One question back and its reply, with the levels after it."""

    element: Element
    question: str
    reply: str
    readiness: float
    scores: dict[Element, Level]


class SourceRow(_Row):
    """The mentee's words a sentence was made from."""

    quote: str


class SharpenedRow(_Row):
    """The sharpened question; empty text when nothing usable was said."""

    text: str
    words: int
    sources: list[SourceRow]


class AgendaRow(_Row):
    """One point of the session."""

    minutes: int
    what: str


class PreparedRow(_Row):
    """What `prepare` returns beside the id."""

    turns: list[TurnRow]
    sharpened: SharpenedRow
    agenda: list[AgendaRow]
    assessment: AssessmentRow
