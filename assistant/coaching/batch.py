"""Batch rows of `coach`: pure functions from input rows to output rows."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from assistant.coaching.engine import CoachingEngine
from assistant.domain.advice import AdviceReview
from assistant.errors import InvalidInput
from assistant.schemas.coaching import CoachedRow, CoachRow, ShorterRow
from assistant.schemas.preparation import SpanRow
from assistant.text.intake import checked_text


def coach_rows(rows: Sequence[CoachRow], engine: CoachingEngine) -> list[CoachedRow | InvalidInput]:
    """Review many drafts with one pass of the encoder; a row that cannot be read gives its error.

    Offsets count in the draft as it was given.
    """
    checked = [_checked(row) for row in rows]
    reviews = iter(engine.reviews([texts for texts in checked if not isinstance(texts, InvalidInput)]))
    return [
        texts if isinstance(texts, InvalidInput) else _coached_row(next(reviews), row)
        for texts, row in zip(checked, rows, strict=True)
    ]


def _checked(row: CoachRow) -> tuple[str, str] | InvalidInput:
    try:
        return checked_text(row.question), checked_text(row.draft)
    except InvalidInput as error:
        return error


def _coached_row(review: AdviceReview, row: CoachRow) -> CoachedRow:
    places = _places(row.draft, review.draft)
    shorter = review.shorter or review.draft
    return CoachedRow(
        labels=dict(review.levels),
        issues=list(review.issues),
        actions=[_span_row(row.draft, places[span.start], places[span.end - 1] + 1) for span in review.actions],
        nudge=review.nudge,
        shorter=ShorterRow(text=shorter, words=len(shorter.split())),
    )


def _span_row(draft: str, start: int, end: int) -> SpanRow:
    return SpanRow(start=start, end=end, quote=draft[start:end])


def _places(given: str, read: str) -> list[int]:
    """Return where each character of a text as it was read stands in the text as it was given.

    Reading leaves out invisible characters and the first half of a two-character line break; nothing else moves.
    """
    places, at = [], 0
    for character in read:
        while given[at] != character and (unicodedata.category(given[at]) == "Cf" or given[at : at + 2] == "\r\n"):
            at += 1
        places.append(at)
        at += 1
    return places
