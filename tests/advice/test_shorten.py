"""Laws of shortening: only the draft's own words, in order, within the budget, and what matters first."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from assistant.advice.shorten import KEPT_SHARE_MAX, LONG_WORDS, Worth, shorten
from assistant.advice.steps import steps

SENTENCES = st.sampled_from(
    [
        "Ring her on Monday, ask for the form and keep a copy.",
        "When I was young, we walked to school, which was far.",
        "If nobody answers, write to the ombudsman by 3 May.",
        "It depends, perhaps, on many things.",
        "Good luck, you can do this!",
        "\n1. Call the bank.\n2. Pay £40, because they charge for it.\n",
        "Well: take two days off.",
        "“Start small,” she said.",
    ]
)
DRAFTS = st.lists(st.tuples(SENTENCES, st.floats(0, 1), st.floats(0, 1)), min_size=1, max_size=30)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def _is_in_order(words: list[str], draft: list[str]) -> bool:
    rest = iter(draft)
    return all(word in rest for word in words)


@given(DRAFTS)
def test_a_shorter_version_is_the_drafts_own_words_in_their_order(rows: list[tuple[str, float, float]]) -> None:
    draft = " ".join(text for text, _, _ in rows)
    found = steps(draft)
    worths = [Worth(*rows[place % len(rows)][1:]) for place in range(len(found))]
    shorter = shorten(draft, found, worths)
    assert _is_in_order(_words(shorter.text), _words(draft))
    assert all(draft[span.start : span.end] == span.quote for span in shorter.cut)
    if shorter.text and len(draft.split()) > LONG_WORDS:
        assert len(shorter.text.split()) <= KEPT_SHARE_MAX * len(draft.split())
    if not shorter.text:
        assert shorter.cut == ()


def _shorter(draft: str, kept: str) -> str:
    """Shorten a draft in which only steps that hold one of the words of `kept` are worth keeping."""
    found = steps(draft)
    wanted = set(kept.split())
    return shorten(draft, found, [Worth(0.0, float(bool(wanted & set(step.quote.split())))) for step in found]).text


def test_a_gap_is_closed_with_a_stop_and_a_capital() -> None:
    assert _shorter("Ring her today, ask for the form and keep a copy.", "Ring copy.") == "Ring her today. Keep a copy."


def test_what_was_not_cut_stays_as_it_was_typed() -> None:
    draft = "I had a dog once, long ago.\n\nRing her today, ask for the form and keep a copy."
    assert _shorter(draft, "Ring form copy.") == "Ring her today, ask for the form and keep a copy."


def test_a_list_keeps_its_shape_and_its_numbers() -> None:
    draft = "I will be brief.\n1. Call the bank.\n2. Have a nice day, all of you.\n3. Pay the fee."
    assert _shorter(draft, "bank. fee.") == "1. Call the bank.\n3. Pay the fee."


def test_a_reason_never_stands_without_what_it_gives_a_reason_for() -> None:
    draft = "I like the sea and its smell. Ask about notice, because it eats into eight weeks."
    assert _shorter(draft, "eight") == "Ask about notice, because it eats into eight weeks."


def test_one_courtesy_may_stay() -> None:
    draft = "Thank you for asking. I was in Leeds in those days, a grey town. Ring her today. Good luck with it."
    assert _shorter(draft, "Ring") == "Thank you for asking. Ring her today."


def test_what_cannot_be_made_shorter_is_left_alone() -> None:
    assert _shorter("Ring her today.", "Ring") == ""
