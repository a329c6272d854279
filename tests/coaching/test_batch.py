from __future__ import annotations

from assistant.coaching.batch import coach_rows
from assistant.coaching.engine import CoachingEngine
from assistant.domain.advice import DIMENSIONS
from assistant.errors import InvalidInput
from assistant.schemas.coaching import CoachedRow, CoachRow

QUESTION = "How do I ask for a raise?"


def _one(engine: CoachingEngine, draft: str) -> CoachedRow:
    (row,) = coach_rows([CoachRow(question=QUESTION, draft=draft)], engine)
    assert isinstance(row, CoachedRow)
    return row


def test_a_row_has_all_labels_and_exact_spans(engine: CoachingEngine) -> None:
    draft = "Ring HR tomorrow and ask for the band table."
    row = _one(engine, draft)
    assert set(row.labels) == set(DIMENSIONS)
    assert [draft[span.start : span.end] for span in row.actions] == [span.quote for span in row.actions]
    assert row.actions


def test_spans_count_in_the_draft_as_it_was_given(engine: CoachingEngine) -> None:
    draft = "\u200bHello you.\r\n\r\nRing HR tomorrow.\r\x07Ask for the\u00ad band\u200b table."
    row = _one(engine, draft)
    assert [span.quote for span in row.actions] == [draft[span.start : span.end] for span in row.actions]
    assert "Ring HR tomorrow" in row.actions[0].quote


def test_a_draft_that_cannot_be_made_shorter_comes_back_whole(engine: CoachingEngine) -> None:
    row = _one(engine, "Ring HR tomorrow.")
    assert (row.shorter.text, row.shorter.words) == ("Ring HR tomorrow.", 3)


def test_a_bad_row_costs_only_itself(engine: CoachingEngine) -> None:
    rows = [
        CoachRow(question=QUESTION, draft="Ring HR tomorrow."),
        CoachRow(question=QUESTION, draft=" \n"),
        CoachRow(question="", draft="Ring HR tomorrow."),
        CoachRow(question=QUESTION, draft="x" * 8_001),
        CoachRow(question=QUESTION, draft="Je suis dans le travail avec vous et nous, mais pas pour les autres."),
    ]
    answers = coach_rows(rows, engine)
    assert isinstance(answers[0], CoachedRow)
    codes = [answer.code for answer in answers[1:] if isinstance(answer, InvalidInput)]
    assert codes == ["empty_text", "empty_text", "too_long", "not_english"]
