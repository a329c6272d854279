from __future__ import annotations

from datetime import date

import pytest

from assistant.bootstrap import build
from assistant.errors import InvalidInput
from assistant.guidance.notes_batch import extract_rows
from assistant.notes.read import NoteReader
from assistant.schemas.notes import ExtractedRow, ExtractRow
from assistant.settings import Settings

NOTE = "Ingrid told me:\n- ask Tom directly\n- keep the phone in another room\nI'll mail Tom by Friday"


@pytest.fixture(scope="module")
def reader() -> NoteReader:
    return build(Settings(_env_file=None)).note_reader


def extracted(note: str, reader: NoteReader) -> ExtractedRow:
    (row,) = extract_rows([ExtractRow(note=note, session_date=date(2026, 5, 12))], reader)
    assert isinstance(row, ExtractedRow)
    return row


def test_a_row_holds_advice_with_its_place_and_promises_with_their_day(reader: NoteReader) -> None:
    row = extracted(NOTE, reader)
    assert [found.text for found in row.guidance] == ["ask Tom directly", "keep the phone in another room"]
    assert all(NOTE[found.start : found.end] == found.text for found in row.guidance)
    assert row.commitments[0].model_dump(mode="json") == {
        "what": "mail Tom",
        "when": "by Friday",
        "due": "2026-05-15",
        "who": "mentee",
    }


@pytest.mark.parametrize(
    "note",
    [
        NOTE.replace("\n", "\r\n"),
        NOTE.replace("\n", "\r"),
        "\u200b" + NOTE.replace("- ", "\u200e- \ufeff"),
        NOTE.replace(" me:", "\x07me:\x00"),
    ],
)
def test_places_are_those_of_the_note_as_it_was_sent(note: str, reader: NoteReader) -> None:
    row = extracted(note, reader)
    assert [found.text for found in row.guidance] == ["ask Tom directly", "keep the phone in another room"]
    assert all(note[found.start : found.end] == found.text for found in row.guidance)


def test_a_note_that_cannot_be_read_costs_only_itself(reader: NoteReader) -> None:
    rows = extract_rows([ExtractRow(note=" "), ExtractRow(note=NOTE), ExtractRow(note="x" * 8_001)], reader)
    assert [row.code for row in rows if isinstance(row, InvalidInput)] == ["empty_text", "too_long"]
    assert isinstance(rows[1], ExtractedRow)
    assert {found.due for found in rows[1].commitments} == {None}
