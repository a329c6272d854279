from __future__ import annotations

import pytest

from assistant.briefs.shorten import advice_forms, shorter_forms, trimmed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hi!! So basically, I work nights.", "I work nights."),
        ("Hello there, thank you. My question is: how do I ask?", "how do I ask?"),
        ("I was wondering whether to apply, thanks in advance", "whether to apply"),
        ("by May i guess lol", "by May"),
        ("No, my kids are at school here", "No, my kids are at school here"),
        ("I do not know whether to stay", "whether to stay"),
        ("Thanks!", ""),
    ],
)
def test_greetings_and_fillers_go(text: str, expected: str) -> None:
    assert trimmed(text) == expected


@pytest.mark.parametrize(
    ("advice", "shortest"),
    [
        ("You should ask your matron for shifts, because she likes to be asked.", "ask your matron for shifts"),
        (
            "Before you change anything, spend a whole shift with a new starter and write down each question.",
            "spend a whole shift with a new starter",
        ),
        (
            "Contracts do not sponsor; use the sixty days for permanent roles only.",
            "use the sixty days for permanent roles only",
        ),
        ("Write daily, however little; days off kill a book.", "Write daily, however little"),
        ("Choose between the bank and the school this week.", "Choose between the bank and the school this week"),
        ("Stay.", "Stay"),
    ],
)
def test_advice_is_cut_down_to_what_to_do(advice: str, shortest: str) -> None:
    forms = [form.text for form in advice_forms(advice)]
    assert forms[-1] == shortest
    assert [len(form.split()) for form in forms] == sorted({len(form.split()) for form in forms}, reverse=True)


@pytest.mark.parametrize(
    "advice",
    [
        "Do not negotiate before you said yes in principle",
        "Never take a job unless you met the team",
        "Wait until the bonus is on your account",
        "Apply only if they name a salary",
    ],
)
def test_bans_and_conditions_are_never_cut_open(advice: str) -> None:
    assert [form.text for form in advice_forms(advice)] == [advice]


def test_what_denies_something_is_no_aside() -> None:
    text = "The head wants me to threaten her with a warning, which I will not do."
    assert [form.text for form in shorter_forms(text)] == [text]
    assert shorter_forms("I asked a friend, who said I undersell myself.")[-1].text == "I asked a friend."


def test_a_long_text_is_cut_at_commas_and_keeps_the_part_with_the_time() -> None:
    text = "The contract brings most of what we earn and is up for tender, with bids due on 5 April"
    assert "with bids due on 5 April" in [form.text for form in shorter_forms(text)]


def test_a_condition_never_stands_without_what_hangs_on_it() -> None:
    told = "If they insist on the lower grade, fix a written review after six months."
    assert all("written review" in form.text for form in advice_forms(told))
