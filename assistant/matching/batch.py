"""Batch rows of `match`: a pure function from an input row and an engine to an output row."""

from __future__ import annotations

from datetime import datetime

from assistant.domain.suggestions import Constraints, Seeker, Suggestion
from assistant.matching.engine import MatchingEngine
from assistant.matching.suggest import suggest
from assistant.schemas.matching import MatchedRow, MatchRow, ReasonRow, SuggestionRow
from assistant.text.intake import checked_text


def match_row(row: MatchRow, engine: MatchingEngine, *, now: datetime) -> MatchedRow:
    """Suggest mentors for one row.

    Raises:
        InvalidInput: The question cannot be read, or the time zone is unknown.
    """
    found = suggest(
        checked_text(row.question),
        engine,
        now=now,
        seeker=Seeker(row.mentee.role, tuple(row.mentee.languages), row.mentee.timezone),
        constraints=Constraints(
            languages=tuple(row.must.languages),
            overlap_hours_min=row.must.min_timezone_overlap_hours,
            minutes=row.minutes,
            ignore_availability=row.ignore_availability,
        ),
        limit=row.limit,
    )
    return MatchedRow(
        suggestions=[_suggestion_row(one) for one in found.available],
        unavailable=[_suggestion_row(one) for one in found.unavailable],
        considered=found.considered,
    )


def _suggestion_row(one: Suggestion) -> SuggestionRow:
    return SuggestionRow(
        mentor_id=one.mentor.id,
        score=one.score,
        affinity=one.affinity,
        reasons=[ReasonRow(text=reason.text, quote=reason.quote, field=reason.field) for reason in one.reasons],
        first_week=one.first_week.isoformat() if one.first_week is not None else None,
    )
