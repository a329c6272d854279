"""Batch rows of `coach`, as docs and evaluations rely on them."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from assistant.domain.advice import Dimension, Issue
from assistant.domain.questions import Level
from assistant.schemas.preparation import SpanRow


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True)


class CoachRow(_Row):
    """A mentor's draft and the question it answers."""

    question: str
    draft: str


class ShorterRow(_Row):
    """The draft in fewer words; the draft itself when nothing can go."""

    text: str
    words: int


class CoachedRow(_Row):
    """What `coach` returns beside the id."""

    labels: dict[Dimension, Level]
    issues: list[Issue]
    actions: list[SpanRow]
    nudge: str | None
    shorter: ShorterRow
