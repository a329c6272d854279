from __future__ import annotations

import pytest

from assistant.briefs.corrections import struck
from assistant.briefs.said import Said


def taken_back(*texts: str, asked: str = "") -> list[str]:
    """Return what the last text took back of those before it."""
    said = [Said("question", texts[0]), *(Said(f"chat:{n}", text) for n, text in enumerate(texts[1:], start=1))]
    said[-1] = Said(said[-1].source, said[-1].text, asked)
    return [one.text[start:end] for one, spans in zip(said, struck(said), strict=True) for start, end in spans]


@pytest.mark.parametrize(
    ("before", "later", "expected"),
    [
        ("I have until the end of January to decide.", "They extended it to the end of February.", "until the end of January"),
        ("They want my answer by 1 February.", "They just wrote, they need my answer by 15 January already", "by 1 February"),
        ("The exam is in October.", "Sorry, November.", "in October"),
        ("I need to decide by 3 May whether to go.", "They gave me more time: it is valid until 20 May.", "by 3 May"),
        ("I want to move within eighteen months.", "honestly make that a year", "within eighteen months"),
        ("He retires in the summer, July I think", "he retires in May, not July, I asked him", "July"),
        ("I get a posting with a 20 % allowance, decision soon", "It is 15 %, not 20 %, I looked it up", "with a 20 % allowance"),
        ("My exam is in May and I fail each test.", "Sorry, it's the 22nd of April, I mixed it up with the other part.", "in May"),
        ("I retire in eighteen months.", "Correction: I've brought my retirement forward, it's twelve months now.", "in eighteen months"),
        ("I want to move to Leeds for work", "Actually not Leeds but Manchester", "to Leeds"),
        ("I want to become a team lead. How do I start?", "I no longer want to become a team lead.", "I want to become a team lead."),
    ],
)  # fmt: skip
def test_the_latest_statement_wins(before: str, later: str, expected: str) -> None:
    assert taken_back(before, later) == [expected]


def test_a_corrected_amount_strikes_the_one_before() -> None:
    assert taken_back("What can I pay?", "around 1,900 before tax", "no wait, 1,700 is right") == [
        "around 1,900 before tax"
    ]


@pytest.mark.parametrize(
    ("turn", "expected"),
    [
        ("they said 15 January. hang on, the letter says 31 January", "15 January"),
        ("they want my list on 9 January, no wait, they changed it, on 19 January", "on 9 January"),
        ("I can pay 400, I mean 600", "400"),
    ],
)
def test_a_turn_can_correct_itself(turn: str, expected: str) -> None:
    assert taken_back("What should I ask for?", turn) == [expected]


def test_an_answer_to_whether_a_time_is_firm_corrects_that_time() -> None:
    question = "I have been out since 2020 and want to return from September, at best in a firm I knew in May."
    later = "It was, but the school place only starts in January, so January it is."
    assert taken_back(question, later, asked="Is September firm?") == ["from September"]


@pytest.mark.parametrize(
    ("before", "later"),
    [
        ("I want to finish by June.", "I already applied for two jobs in March, no answer."),
        ("The interview is on 12 March.", "I also have to tell my yard by the end of November."),
        ("I want to decide by June.", "Sorry, I forgot to say that I have to pay my own suppliers in May."),
        ("I work three nights a week.", "Not really, Python and Fortran."),
        (
            "I apply this round or wait for autumn, due 15 February.",
            "Knowing whether to wait for the next one in autumn.",
        ),
        ("I asked my team lead for feedback in May.", "I no longer want to be a team lead."),
    ],
)
def test_what_only_adds_takes_nothing_back(before: str, later: str) -> None:
    assert taken_back(before, later) == []
