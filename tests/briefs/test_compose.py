"""Briefs by the shipped rubric."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.briefs.compose import compose
from assistant.briefs.fit import count_all_words
from assistant.briefs.source import BriefSource, MenteeFacts, OpenConflict, PastAdvice, Turn
from assistant.domain.briefs import BRIEF_WORDS_MAX, BriefLine
from assistant.rubric.assess import Rubric
from assistant.text.redaction import MASK, contains_any

SOURCE = BriefSource(
    question=(
        "I am a staff nurse on a surgical ward. I want to be ready for the ward manager interview on 12 March. "
        "How should I answer the question about a time I led change? I have done one mock interview with a friend."
    ),
    mentee=MenteeFacts("Noor", "ward nurse, 4 years"),
    minutes=30,
    chat=(Turn("other", "What worries you?"), Turn("mentee", "That they ask about budgets. I never held one.")),
    history=(
        PastAdvice("n1", "Write three stories before you apply.", "Amara", "done"),
        PastAdvice("n2", "Ask your matron to let you shadow the budget meeting.", "Tomas"),
    ),
    open_conflicts=(OpenConflict("n1", "n2", "Amara trusts stories, Tomas trusts budgets."),),
)


def by_source(lines: tuple[BriefLine, ...]) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in lines:
        found[line.source] = f"{found.get(line.source, '')} {line.text}".strip()
    return found


def words(lines: tuple[BriefLine, ...]) -> int:
    return sum(count_all_words(line.text) for line in lines)


def test_a_brief_says_everything_a_mentor_needs_with_its_source(rubric: Rubric) -> None:
    lines = compose(SOURCE, rubric)
    said = by_source(lines)
    assert [line.part for line in lines] == ["who", "ask", "goal", "tried", "constraints", "advised", "advised", "disagreement", "minutes"]  # fmt: skip
    assert "How should I answer the question about a time I led change?" in said["question"]
    assert "12 March" in said["question"]
    assert "I never held one" in said["chat:2"]
    assert said["history:n1"] == "Amara: Write three stories before you apply (done)"
    assert said["history:n2"] == "Tomas: Ask your matron to let you shadow the budget meeting"
    assert said["conflict:n1/n2"] == "Amara trusts stories, Tomas trusts budgets."
    assert said["session"] == "5 to understand, 20 on the question, 5 for the next step"


@pytest.mark.parametrize("history", [0, 3, 40])
@pytest.mark.parametrize("turns", [0, 30])
def test_a_brief_never_has_more_than_120_words(rubric: Rubric, history: int, turns: int) -> None:
    told = tuple(
        PastAdvice(f"h{n}", f"Ask the {n}th person on your list for a long talk about the budget of their ward.", "Bo")
        for n in range(history)
    )
    said = tuple(
        Turn("mentee", f"I tried plan {n} with my manager, and it cost me {n} evenings.") for n in range(turns)
    )
    lines = compose(replace(SOURCE, history=told, chat=said), rubric)
    assert words(lines) <= BRIEF_WORDS_MAX
    assert words(lines) >= 90 or (history, turns) == (0, 0) or history == 3


def test_when_words_are_short_the_ask_the_date_and_the_disagreement_stay(rubric: Rubric) -> None:
    told = tuple(PastAdvice(f"h{n}", f"Read chapter {n} of the handbook about rosters twice.", "Bo") for n in range(30))
    lines = compose(replace(SOURCE, history=(*told, *SOURCE.history)), rubric)
    parts = {line.part for line in lines}
    assert {"ask", "goal", "disagreement"} <= parts
    assert "12 March" in by_source(lines)["question"]


def test_what_was_taken_back_is_not_said(rubric: Rubric) -> None:
    chat = (*SOURCE.chat, Turn("mentee", "Correction, they moved the interview to 19 March."))
    said = by_source(compose(replace(SOURCE, chat=chat), rubric))
    assert "19 March" in said["chat:3"]
    assert "12 March" not in said["question"]


def test_only_the_mentee_is_quoted_from_the_chat(rubric: Rubric) -> None:
    chat = (Turn("mentee", "I only work nights."), Turn("other", "I can lend you my zebra book."))
    said = by_source(compose(replace(SOURCE, chat=chat), rubric))
    assert "chat:1" in said
    assert not any("zebra" in text for text in said.values())


def test_redacted_words_are_masked_and_the_line_stays(rubric: Rubric) -> None:
    hidden = ("matron", "surgical", "Amara", "change")
    lines = compose(replace(SOURCE, redacted=hidden), rubric)
    said = by_source(lines)
    assert not any(contains_any(line.text, hidden) for line in lines)
    assert said["history:n2"] == f"Tomas: Ask your {MASK} to let you shadow the budget meeting"
    assert f"a time I led {MASK}?" in said["question"]


def test_every_word_of_a_line_stands_in_its_source(rubric: Rubric) -> None:
    known = {"question": SOURCE.question, "chat:2": SOURCE.chat[1].text} | {
        f"history:{one.id}": f"{one.mentor} {one.text} {one.outcome}" for one in SOURCE.history
    }
    for source, text in by_source(compose(SOURCE, rubric)).items():
        if source in known:
            plain = known[source].casefold()
            assert all(word.strip("().,:;?").casefold() in plain for word in text.split())


def test_advice_that_is_not_in_the_history_is_named_by_its_words(rubric: Rubric) -> None:
    conflict = OpenConflict("Resign now, they know already.", "Wait for the bonus at Acme.", "timing")
    lines = compose(replace(SOURCE, open_conflicts=(conflict,), redacted=("Acme",)), rubric)
    line = next(line for line in lines if line.part == "disagreement")
    assert line.text == f"Resign now, they know already / Wait for the bonus at {MASK}: timing"
    assert "Acme" not in line.source


def test_who_says_who_they_are_is_not_introduced_again(rubric: Rubric) -> None:
    introduced = compose(replace(SOURCE, question="How should I answer the question about change?"), rubric)
    assert by_source(introduced)["mentee"] == "Ward nurse, 4 years"
    assert "mentee" not in by_source(compose(SOURCE, rubric))


def test_nothing_said_gives_nothing(rubric: Rubric) -> None:
    assert compose(BriefSource(question=""), rubric) == ()


def test_the_same_source_gives_the_same_brief(rubric: Rubric) -> None:
    assert compose(SOURCE, rubric) == compose(SOURCE, rubric)
