"""What is found in a note scores 1 where it is labeled, 0 where it is not, and nothing where it was refused."""

from __future__ import annotations

from datetime import date
from typing import Any

from assistant.domain.questions import Span
from evals.engine import answers
from evals.suite import Case, Part
from evals.suites.extraction import DUE, GUIDANCE, PROMISES, VERBATIM, WHO, compare
from training.notes.data import LabeledCommitment, LabeledNote

TEXT = "Ask for the budget first. I send you the sheet by Friday."
ADVICE, PROMISE = TEXT[:24], TEXT[26:]
NOTE = LabeledNote(
    "n1-1",
    "n1",
    "test",
    date(2026, 11, 23),
    "mentor",
    TEXT,
    guidance=(Span(0, 24, ADVICE),),
    commitments=(
        LabeledCommitment(
            "send you the sheet", "by Friday", date(2026, 11, 27), "mentor", Span(26, len(TEXT), PROMISE)
        ),
    ),
)
CASE = Case("n1-1", ({"note": TEXT},), NOTE, TEXT, "")


def said(**changes: Any) -> dict[str, Any]:
    promise = {"what": "send you the sheet", "when": "by Friday", "due": "2026-11-27", "who": "Mentor"} | changes
    return {"guidance": [{"text": ADVICE, "start": 0, "end": 24}], "commitments": [promise]}


def test_what_the_writer_labeled_scores_one() -> None:
    found = compare(CASE, [said()])
    assert found.tallies == {
        GUIDANCE: (2.0, 2.0),
        VERBATIM: (1.0, 1.0),
        PROMISES: (2.0, 2.0),
        DUE: (1.0, 1.0),
        WHO: (1.0, 1.0),
    }
    assert found.explanation == "as the writer says"


def test_a_wrong_day_and_a_wrong_person_score_nought_and_are_told() -> None:
    found = compare(CASE, [said(due="2026-12-04", who="mentee")])
    assert (found.tallies[DUE], found.tallies[WHO], found.tallies[PROMISES]) == ((0.0, 1.0), (0.0, 1.0), (2.0, 2.0))
    assert "due 2026-12-04 (“by Friday”), is 2026-11-27" in found.explanation
    assert "by mentee, is mentor" in found.explanation


def test_a_piece_in_another_place_is_both_missed_and_too_much() -> None:
    output = said() | {"guidance": [{"text": "made up", "start": 30, "end": 37}]}
    found = compare(CASE, [output])
    assert (found.tallies[GUIDANCE], found.tallies[VERBATIM]) == ((0.0, 2.0), (0.0, 1.0))
    assert f"missed: “{ADVICE}”" in found.explanation
    assert "not labeled: “made up”" in found.explanation


def test_where_nothing_is_found_days_and_people_are_not_scored() -> None:
    found = compare(CASE, [{"guidance": [], "commitments": []}])
    assert found.tallies == {GUIDANCE: (0.0, 1.0), PROMISES: (0.0, 1.0)}


def test_a_refused_note_is_unscored() -> None:
    part = Part([CASE], answers("extract"), compare, (GUIDANCE,))
    found = part.found(CASE, [{"error": {"code": "empty_text", "message": "There is no text."}}])
    assert (found.tallies, found.missed, found.unscored) == ({}, (GUIDANCE,), "empty_text: There is no text.")
