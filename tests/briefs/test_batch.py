from __future__ import annotations

from typing import Any

import pytest

from assistant.briefs.batch import brief_row
from assistant.errors import InvalidInput
from assistant.rubric.assess import Rubric
from assistant.schemas.briefs import BriefedRow, BriefRow

ROW: dict[str, Any] = {
    "mentee": {"name": "Noor", "headline": "ward nurse, 4 years"},
    "session": {"minutes": 30},
    "question": "How do I lead my old colleagues by March?",
    "chat": [
        {"speaker": "assistant", "text": "What limits you?"},
        {"speaker": "mentee", "text": "I only work nights."},
    ],
    "history": [{"id": 7, "date": "2026-11-03", "mentor": "Amara", "text": "Talk to each alone.", "outcome": "done"}],
    "open_conflicts": [{"a": 7, "b": "n8", "why": "one by one or all together"}],
    "redacted": [],
}


def brief(rubric: Rubric, **changes: Any) -> BriefedRow:
    return brief_row(BriefRow.model_validate(ROW | changes), rubric)


def sources(answer: BriefedRow) -> list[str]:
    return [line.source for line in answer.lines]


def test_a_row_becomes_lines_with_documented_sources(rubric: Rubric) -> None:
    answer = brief(rubric)
    assert sources(answer) == ["question", "chat:2", "history:7", "conflict:7/n8"]
    assert answer.words == sum(len(line.text.split()) for line in answer.lines) <= 120
    assert answer.who == "Noor, ward nurse, 4 years"
    assert [point.minutes for point in answer.agenda] == [5, 20, 5]


@pytest.mark.parametrize(
    ("mentee", "who"),
    [
        ("Noor, ward nurse", "Noor, ward nurse"),
        ({"id": "p1", "name": "Noor", "role": {"title": "nurse"}, "years": 4, "languages": ["en"]}, "Noor, nurse"),
        (None, ""),
        ([], ""),
    ],
)
def test_the_mentee_comes_in_any_shape(rubric: Rubric, mentee: object, who: str) -> None:
    assert brief(rubric, mentee=mentee).who == who


@pytest.mark.parametrize(
    ("session", "minutes"),
    [
        ({"duration_minutes": 60, "id": "30"}, 60),
        ("30 minutes, Thursday", 30),
        ({"length": "15 min"}, 15),
        (60, 60),
        ({"minutes": 45}, 0),
        (None, 0),
    ],
)
def test_the_session_comes_in_any_shape(rubric: Rubric, session: object, minutes: int) -> None:
    assert sum(point.minutes for point in brief(rubric, session=session).agenda) == minutes


@pytest.mark.parametrize("speaker", ["mentee", "Mentee", "user", "noor"])
def test_the_mentee_is_known_by_role_or_name(rubric: Rubric, speaker: str) -> None:
    answer = brief(rubric, chat=[{"speaker": speaker, "text": "I only work nights."}])
    assert "chat:1" in sources(answer)


@pytest.mark.parametrize(
    ("outcome", "shown"),
    [
        ("done: he liked it", "(done: he liked it)"),
        ({"status": "stuck", "why": "no time"}, "(stuck: no time)"),
        (None, None),
        ("unknown", None),
        ("", None),
    ],
)
def test_an_outcome_comes_in_any_shape(rubric: Rubric, outcome: object, shown: str | None) -> None:
    history = [{"id": "n1", "mentor": "Amara", "text": "Talk to each alone.", "outcome": outcome}]
    line = next(line for line in brief(rubric, history=history).lines if line.source == "history:n1")
    assert line.text == " ".join(["Amara: Talk to each alone", *([shown] if shown else [])])


def test_a_mentor_who_is_only_an_identifier_is_not_named(rubric: Rubric) -> None:
    answer = brief(rubric, history=[{"id": "n1", "mentor": "m_17", "text": "Talk to each alone."}])
    assert "Talk to each alone" in [line.text for line in answer.lines]


def test_redacted_words_are_nowhere_in_the_answer(rubric: Rubric) -> None:
    conflicts = [{"a": "Leave Acme now", "b": "7", "why": "acme or not"}]
    answer = brief(rubric, redacted=["Noor", "acme"], open_conflicts=conflicts, question="How do I leave ACME’s ward?")
    text = answer.model_dump_json()
    assert "acme" not in text.casefold()
    assert "Noor" not in text


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"question": "", "chat": []}, "empty_text"),
        ({"question": "x" * 9000}, "too_long"),
        ({"question": "Ich möchte gern wissen, wie ich die Station leiten kann, und ob das für mich gut ist"}, "not_english"),
        ({"chat": [{"speaker": "mentee", "text": "\x00\x01\x02\x03 a"}]}, "not_text"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused(rubric: Rubric, changes: dict[str, object], code: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        brief(rubric, **changes)
    assert refusal.value.code == code


def test_blank_turns_and_missing_fields_are_no_error(rubric: Rubric) -> None:
    row = BriefRow.model_validate(
        {
            "question": "How do I lead?",
            "chat": [{"speaker": "mentee", "text": "👍"}],
            "history": None,
            "redacted": "Acme",
        }
    )
    assert sources(brief_row(row, rubric)) == ["question"]
