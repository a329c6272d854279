"""Batch rows of `extract`, as docs and evaluations rely on them."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True)


class ExtractRow(_Row):
    """A session note; without `session_date` no promise gets a day."""

    note: str
    session_date: date | None = None


class GuidanceRow(_Row):
    """One piece of advice; `text == note[start:end]`."""

    text: str
    start: int
    end: int


class CommitmentRow(_Row):
    """What somebody promised; `when` is "" when no words say by when, `due` None when they name no day."""

    what: str
    when: str
    due: date | None
    who: str


class ExtractedRow(_Row):
    """What `extract` returns beside the id."""

    guidance: list[GuidanceRow]
    commitments: list[CommitmentRow]
