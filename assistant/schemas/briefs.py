"""Batch rows of `brief`, as docs and evaluations rely on them."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, JsonValue

from assistant.domain.briefs import BriefPart
from assistant.schemas.preparation import AgendaRow


def _as_text(value: object) -> object:
    """Take numbers as ids, and nothing at all as nothing said."""
    if value is None:
        return ""
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


def _as_list(value: object) -> object:
    if value is None:
        return []
    return [value] if isinstance(value, str) else value


Text = Annotated[str, BeforeValidator(_as_text)]


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True)


class TurnRow(_Row):
    """One turn of the chat; `speaker` is "mentee", or anybody else."""

    speaker: Text
    text: Text


class PastAdviceRow(_Row):
    """What another mentor advised; `outcome` is a word, a line, or an object with both."""

    id: Text
    date: Text = ""
    mentor: Text = ""
    text: Text
    outcome: JsonValue = None


class OpenConflictRow(_Row):
    """Two pieces of advice, by id or by text, that pull apart."""

    a: Text
    b: Text
    why: Text = ""


class BriefRow(_Row):
    """A session to be prepared for. Who the mentee is and what the session is come as objects or as plain text."""

    mentee: JsonValue = None
    session: JsonValue = None
    question: Text = ""
    chat: Annotated[list[TurnRow], BeforeValidator(_as_list)] = Field(default_factory=list)
    history: Annotated[list[PastAdviceRow], BeforeValidator(_as_list)] = Field(default_factory=list)
    open_conflicts: Annotated[list[OpenConflictRow], BeforeValidator(_as_list)] = Field(default_factory=list)
    redacted: Annotated[list[Text], BeforeValidator(_as_list)] = Field(default_factory=list)


class BriefLineRow(_Row):
    """One line; `source` is "question", "chat:N", "history:ID" or "conflict:A/B"."""

    text: str
    source: str
    part: BriefPart


class BriefedRow(_Row):
    """What `brief` returns beside the id; `words` are those of the lines, at most 120."""

    lines: list[BriefLineRow]
    words: int
    who: str
    """Who asks, as the row says it; "" when it does not."""
    agenda: list[AgendaRow]
    """A split of the minutes; empty when their number is unknown."""
