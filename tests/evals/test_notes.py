"""What the labeled notes promise their users, and that their scores say what they should."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.notes.pieces import pieces
from assistant.schemas.notes import CommitmentRow, ExtractedRow, GuidanceRow
from assistant.text.intake import checked_text
from evals.notes import Reader, rule_readers, scores_of
from training.notes.data import THIRD_HAND, LabeledNote, read_notes, tags_of


@pytest.fixture(scope="module")
def labeled() -> list[LabeledNote]:
    return read_notes()


def perfect(note: LabeledNote) -> ExtractedRow:
    return ExtractedRow(
        guidance=[GuidanceRow(text=s.quote, start=s.start, end=s.end) for s in note.guidance],
        commitments=[CommitmentRow(what=c.what, when=c.when, due=c.due, who=c.who) for c in note.commitments],
    )


def test_every_label_lies_in_its_note_and_no_promise_is_due_before_it(labeled: list[LabeledNote]) -> None:
    for note in (*labeled, *read_notes(THIRD_HAND)):
        assert checked_text(note.note) == note.note
        for span in (*note.guidance, *(one.span for one in note.commitments)):
            assert 0 <= span.start < span.end <= len(note.note)
        assert all(one.when in note.note for one in note.commitments)
        assert all(one.due is None or one.due >= note.session_date for one in note.commitments)


@pytest.mark.parametrize(("split", "low", "high"), [("train", 0.5, 0.65), ("dev", 0.12, 0.25), ("test", 0.2, 0.3)])
def test_each_split_has_its_share(labeled: list[LabeledNote], split: str, low: float, high: float) -> None:
    assert low < np.mean([note.split == split for note in labeled]) < high


def test_pieces_are_small_enough_for_almost_every_label(labeled: list[LabeledNote]) -> None:
    found = sum(tag == 1 for note in labeled for tag in tags_of(note, pieces(note.note)))
    assert found >= 0.98 * sum(len(note.guidance) for note in labeled)


def test_who_finds_what_is_labeled_scores_one_and_who_takes_everything_does_not(labeled: list[LabeledNote]) -> None:
    notes = labeled[:20]
    scores = scores_of(notes, Reader("perfect", [perfect(note) for note in notes]))
    assert {score.value for score in scores.values()} == {1.0}
    for reader in rule_readers(notes):
        assert scores_of(notes, reader)["guidance F1, half overlap"].value < 0.8
