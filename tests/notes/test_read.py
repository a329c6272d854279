from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from assistant.bootstrap import build
from assistant.errors import EncoderUnavailable
from assistant.notes.heads import ADVICE, ADVICE_ON, PROMISE, PROMISE_ON, TAGS, likeliest_tags, load_note_heads
from assistant.notes.read import NoteReader, NoteToRead
from assistant.settings import Settings

NOTE = """Call with Ingrid, 40 min, bad line.
- told her about the reorg, she was not surprised
- don't apply for the lead role before I know who it reports to
- ask Tom directly, he won't volunteer it
- I'll put 20 min in Tom's calendar by Friday
- she sends me the name of her recruiter tomorrow"""


@pytest.fixture(scope="module")
def reader() -> NoteReader:
    return build(Settings(_env_file=None)).note_reader


def test_advice_and_promises_of_a_plain_note_are_found(reader: NoteReader) -> None:
    reading = reader.read_note(NOTE, date(2026, 5, 12), author="mentee")
    assert [span.quote for span in reading.guidance] == [
        "don't apply for the lead role before I know who it reports to",
        "ask Tom directly, he won't volunteer it",
    ]
    assert [(one.who, one.due) for one in reading.commitments] == [
        ("mentee", date(2026, 5, 15)),
        ("mentor", date(2026, 5, 13)),
    ]


def test_a_note_is_read_alike_alone_and_beside_others(reader: NoteReader) -> None:
    notes = [
        NoteToRead(NOTE, date(2026, 5, 12)),
        NoteToRead("x"),
        NoteToRead("Thanks, that was lovely!"),
        NoteToRead(NOTE),
    ]
    assert reader.read_notes(notes) == [reader.read_note(note.text, note.session_date) for note in notes]


def test_thanks_alone_hold_neither_advice_nor_promises(reader: NoteReader) -> None:
    reading = reader.read_note("Thanks so much, it was lovely to talk to you. The weather was nice too.")
    assert (reading.guidance, reading.commitments) == ((), ())


@pytest.mark.parametrize(
    "text", ["", "...", "-\n-\n", "a" * 3000, "says " * 500, "I'll " * 300, "- \n" * 400, "🙂 → 🙂"]
)
def test_strange_notes_are_read_without_a_fault(reader: NoteReader, text: str) -> None:
    reading = reader.read_note(text, date(2026, 5, 12))
    places = [place for span in reading.guidance for place in (span.start, span.end)]
    assert places == sorted(places)
    assert all(text[span.start : span.end] == span.quote for span in reading.guidance)


@given(arrays(np.float32, st.tuples(st.integers(1, 12), st.just(len(TAGS))), elements=st.floats(-9, 0, width=32)))
def test_nothing_goes_on_that_has_not_begun(log_probabilities: np.ndarray) -> None:
    tags = likeliest_tags(log_probabilities)
    assert len(tags) == len(log_probabilities)
    assert tags[0] not in (ADVICE_ON, PROMISE_ON)
    for before, after in pairwise(tags):
        assert after != ADVICE_ON or before in (ADVICE, ADVICE_ON)
        assert after != PROMISE_ON or before in (PROMISE, PROMISE_ON)


def test_heads_that_are_missing_say_what_to_do(tmp_path: Path, reader: NoteReader) -> None:
    with pytest.raises(EncoderUnavailable, match="reinstall"):
        load_note_heads(tmp_path / "heads.safetensors")
    assert replace(reader).heads is reader.heads
