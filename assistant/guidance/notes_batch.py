"""Batch rows of `extract`: pure functions from input rows to output rows."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from assistant.errors import InvalidInput
from assistant.notes.read import NoteReader, NoteReading, NoteToRead
from assistant.schemas.notes import CommitmentRow, ExtractedRow, ExtractRow, GuidanceRow
from assistant.text.intake import checked_text


def extract_rows(rows: Sequence[ExtractRow], reader: NoteReader) -> list[ExtractedRow | InvalidInput]:
    """Read many notes with one pass of the encoder; a note that cannot be read gives its error."""
    texts = [_checked(row.note) for row in rows]
    good = [NoteToRead(text, row.session_date) for row, text in zip(rows, texts, strict=True) if isinstance(text, str)]
    readings = iter(reader.read_notes(good))
    return [
        text if isinstance(text, InvalidInput) else _extracted(row.note, text, next(readings))
        for row, text in zip(rows, texts, strict=True)
    ]


def _extracted(note: str, text: str, reading: NoteReading) -> ExtractedRow:
    """Return a row whose places are those of the note as it was sent."""
    places = _places(note, text)
    guidance = [(places[span.start], places[span.end - 1] + 1) for span in reading.guidance]
    return ExtractedRow(
        guidance=[GuidanceRow(text=note[start:end], start=start, end=end) for start, end in guidance],
        commitments=[CommitmentRow(what=c.what, when=c.when, due=c.due, who=c.who) for c in reading.commitments],
    )


def _places(note: str, text: str) -> list[int]:
    """Return for each character of the checked text its place in the note, from which characters may be missing."""
    if note == text:
        return list(range(len(note)))
    places: list[int] = []
    place = 0
    for character in text:
        while note[place] != character and not _was_replaced(note, place, character):
            place += 1
        places.append(place)
        place += 1
    return places


def _was_replaced(note: str, place: int, character: str) -> bool:
    """Tell whether the checked text has this in place of a control character or a bare carriage return."""
    if character == "\n":
        return note[place] == "\r" and note[place + 1 : place + 2] != "\n"
    return character == " " and unicodedata.category(note[place]) in ("Cc", "Cs", "Co")


def _checked(text: str) -> str | InvalidInput:
    try:
        return checked_text(text)
    except InvalidInput as error:
        return error
