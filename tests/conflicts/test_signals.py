from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.conflicts.signals import SIGNS, restates, signs

SAMPLES = [
    "Take the lead post, say yes this week.",
    "Do not take the lead post, stay at your desk.",
    "Two pages are right for your CV, so use two pages.",
    "Keep your CV to one page.",
    "Never skip the talk with your boss; ask now.",
    "Wait until March, then ask your boss twice.",
    "Don’t mail them, don’t call them.",
    "",
]


def sign(name: str, one: str, other: str) -> float:
    return dict(zip(SIGNS, signs(one, other), strict=True))[name]


@pytest.mark.parametrize("one", SAMPLES)
@pytest.mark.parametrize("other", SAMPLES)
def test_signs_are_the_same_both_ways(one: str, other: str) -> None:
    assert signs(one, other) == signs(other, one)
    assert all(value >= 0 for value in signs(one, other))


WORDS = "ask wait not never pages page two one 3 Monday march boss bosses . , don't now later take the".split()


@given(st.lists(st.sampled_from(WORDS), max_size=14), st.lists(st.sampled_from(WORDS), max_size=14))
def test_signs_of_any_words_are_the_same_both_ways(one: list[str], other: list[str]) -> None:
    assert signs(" ".join(one), " ".join(other)) == signs(" ".join(other), " ".join(one))


def test_what_one_denies_and_the_other_does_not_is_opposed() -> None:
    assert sign("opposed_words", "Call the recruiter yourself.", "Never call the recruiter yourself.") >= 1
    assert sign("opposed_words", "Call the recruiter yourself.", "Call the recruiter at home.") == 0
    assert sign("opposed_words", "Don't call the recruiter.", "Never call the recruiter.") == 0


def test_a_denial_reaches_no_further_than_its_clause() -> None:
    assert sign("opposed_words", "No, call the recruiter.", "Call the recruiter.") == 0


def test_do_and_do_not_lean_apart() -> None:
    apart = sign("opposed_stance", "Apply, and accept it.", "Decline, stay where you are.")
    assert apart == 2
    assert sign("opposed_stance", "Apply, and accept it.", "Accept, and sign.") == 0


def test_now_and_later_lean_apart() -> None:
    assert sign("opposed_timing", "Tell them today.", "Tell them later, after the summer.") == 2
    assert sign("opposed_timing", "Tell them today.", "Tell them tomorrow.") == 0
    assert sign("opposed_timing", "Tell them kindly.", "Tell them on paper.") == 0


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        ("Show them two pages.", "Show them 5 pages.", 1),
        ("Show them two pages.", "Show them 2 pages, by mail.", 0),
        ("Meet on Tuesday at the desk.", "Meet on Friday at the desk.", 1),
        ("Go in March, please.", "Go in May, please.", 1),
        ("Save for six months.", "Show them 3 pages.", 0),
        ("Save for three months and show 2 pages.", "Save for one month and show 9 pages.", 2),
    ],
)
def test_other_amounts_of_one_thing_are_counted(one: str, other: str, count: int) -> None:
    assert sign("other_amounts", one, other) >= count
    assert (sign("other_amounts", one, other) > 0) == (count > 0)


def test_shared_words_are_a_share_of_the_shorter_text() -> None:
    assert sign("shared_words", "Rehearse the salary talk.", "Rehearse salary talks with a friend of yours.") == 0.75
    assert sign("shared_words", "Rehearse the talk.", "Paint your kitchen.") == 0
    assert signs("", "") == (0.0,) * len(SIGNS)


@pytest.mark.parametrize(
    ("one", "other", "is_restated"),
    [
        ("Keep your CV to one page.", "One page is enough for your CV.", True),
        ("Go.", "go. ", True),
        ("Keep your CV to one page.", "Two pages are enough for your CV.", False),
        ("Call the recruiter.", "Never call the recruiter.", False),
        ("Call the recruiter.", "Call the recruiter, the old lawyer, your aunt and the press.", False),
        ("Call the recruiter.", "Paint your kitchen.", False),
        ("", "Paint your kitchen.", False),
    ],
)
def test_a_text_is_said_again_when_hardly_a_word_is_new_and_nothing_is_denied(
    one: str, other: str, is_restated: bool
) -> None:
    assert restates(one, other) == restates(other, one) == is_restated
