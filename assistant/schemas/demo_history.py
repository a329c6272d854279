"""Rows of the demo's last ninety days: mentees nobody enters, told from the same week as the others."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant.domain.sessions import Minutes
from assistant.schemas.demo import AdviceRow, DisagreementRow, PromiseRow

HistoryStatus = Literal["pending", "declined", "more_asked", "withdrawn", "accepted", "held"]


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class AskedRow(_Row):
    """One request, and the session that came of it; `asked_back` is what a mentor asked before the yes."""

    mentor: str
    minutes: Minutes
    asked: datetime
    status: HistoryStatus
    decided: datetime | None = None
    starts_at: datetime | None = None
    reply: str = ""
    asked_back: str = ""
    is_heavy: bool = False
    note: str = ""
    advice: tuple[AdviceRow, ...] = ()
    promises: tuple[PromiseRow, ...] = ()
    thanks: str = ""


class ChatRow(_Row):
    """One chat: the first words, what was asked in the end, and how ready each was."""

    at: datetime
    draft: str
    question: str
    before: float = Field(ge=0, le=1)
    after: float = Field(ge=0, le=1)
    requests: tuple[AskedRow, ...]


class PastMenteeRow(_Row):
    """One mentee; disagreements name advice by the day of its session and its number: "2026-09-30-2"."""

    id: str
    name: str
    email: str
    role: str
    languages: tuple[str, ...]
    timezone: str
    chats: tuple[ChatRow, ...]
    disagreements: tuple[DisagreementRow, ...] = ()
