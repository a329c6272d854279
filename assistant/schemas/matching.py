"""Batch rows of `match`, as docs and evaluations rely on them."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from assistant.domain.mentors import FacetField


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True)


class MenteeRow(_Row):
    """Who asks; without languages any mentor's will do."""

    role: str = ""
    languages: list[str] = Field(default_factory=list)
    timezone: str = "UTC"


class MustRow(_Row):
    """What every mentor suggested must satisfy: at least one of the languages, shared hours from 09:00 to 17:00."""

    languages: list[str] = Field(default_factory=list)
    min_timezone_overlap_hours: float = Field(default=0.0, ge=0.0, le=8.0)


class MatchRow(_Row):
    """A question that needs a mentor."""

    question: str
    mentee: MenteeRow = Field(default_factory=MenteeRow)
    must: MustRow = Field(default_factory=MustRow)
    limit: int = Field(default=5, ge=1, le=50)
    minutes: int = Field(default=30, ge=1, le=480)
    ignore_availability: bool = False


class ReasonRow(_Row):
    """Why, in a sentence, and the profile's own words it rests on."""

    text: str
    quote: str
    field: FacetField


class SuggestionRow(_Row):
    """One mentor; `score` is fit and load together, 0 to 1."""

    mentor_id: str
    score: float
    affinity: float
    reasons: list[ReasonRow]
    first_week: str | None = None
    """Monday of the first week with the minutes, ISO 8601; null when none is near."""


class MatchedRow(_Row):
    """What `match` returns beside the id."""

    suggestions: list[SuggestionRow]
    unavailable: list[SuggestionRow]
    considered: int
