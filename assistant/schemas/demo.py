"""Rows of the demo's mentees."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict


class PastSessionRow(BaseModel):
    """One session a demo mentee had before."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    date: date
    mentor_field: str
    question: str
    note: str


class MenteeRow(BaseModel):
    """One demo mentee."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    name: str
    email: str
    role: str
    field: str
    languages: tuple[str, ...]
    timezone: str
    about: str
    history: tuple[PastSessionRow, ...] = ()
