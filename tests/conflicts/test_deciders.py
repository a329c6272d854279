from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.conflicts.deciders import decider
from assistant.domain.disagreements import CONFLICT_KINDS, Advice, ConflictKind

ASK = Advice("Ask for more money today.", mentor_context="runs a bakery of six")
WAIT = Advice("Wait, unless you have another offer, it only makes them cross.", mentor_context="HR partner in a bank")
QUOTED = re.compile(r"“([^”]*)”")


def test_a_circumstance_that_one_of_them_names_is_asked_about() -> None:
    assert decider(ASK, WAIT, kind="timing") == "Is this so for you: “unless you have another offer”?"
    assert decider(WAIT, ASK, kind="timing") == decider(ASK, WAIT, kind="timing")


@pytest.mark.parametrize(
    "story",
    [
        "I left, if I remember it well, in May.",
        "If my boss had known, he would have shouted.",
        "If we’d waited, too bad.",
    ],
)
def test_a_condition_in_a_mentors_own_story_is_none_of_the_mentees(story: str) -> None:
    assert "Is this so" not in decider(Advice(story), Advice("Stay."), kind="action")


def test_after_an_own_story_a_circumstance_of_the_mentee_is_still_found() -> None:
    told = Advice("If I had known, well. If you have savings, go.")
    assert decider(told, ASK, kind="action") == "Is this so for you: “If you have savings”?"


def test_without_a_circumstance_it_is_asked_whose_are_nearer() -> None:
    asked = decider(ASK, Advice("Wait.", mentor_context="HR partner in a bank"), kind="timing")
    assert asked == "Whose circumstances are nearer to yours: “runs a bakery of six” or “HR partner in a bank”?"


@pytest.mark.parametrize("context", ["", "  ", "runs a bakery of six", "▮▮▮▮▮, nurse"])
def test_circumstances_that_are_missing_alike_or_blotted_out_decide_nothing(context: str) -> None:
    asked = decider(ASK, Advice("Wait.", mentor_context=context), kind="timing")
    assert asked == "What do you lose if you wait, and what if you do not?"


def test_each_kind_has_a_question_of_its_own() -> None:
    asked = [decider(Advice("Go."), Advice("Stay."), kind=kind) for kind in CONFLICT_KINDS]
    assert len(set(asked)) == len(CONFLICT_KINDS)


TEXTS = st.lists(
    st.sampled_from("if unless you my I go stay enough offers wait, long. ; the as boss’s 40% “quiet” ▮▮▮ ?".split()),
    max_size=16,
).map(" ".join)


@given(TEXTS, TEXTS, TEXTS, TEXTS, st.sampled_from(CONFLICT_KINDS))
def test_a_decider_is_one_question_of_fixed_phrases_and_the_words_of_its_texts(
    one: str, other: str, context: str, other_context: str, kind: ConflictKind
) -> None:
    asked = decider(Advice(one, "", context), Advice(other, "", other_context), kind=kind)
    fixed = decider(Advice(""), Advice(""), kind=kind)
    assert asked.endswith("?")
    if asked == fixed:
        return
    said = [one, other, context, other_context]
    for start in ("Is this so for you: “", "Whose circumstances are nearer to yours: “"):
        if asked.startswith(start):
            found = asked.removeprefix(start).removesuffix("”?")
            pieces = found.split("” or “") if start.startswith("Whose") else [found]
            assert all(any(piece in text for text in said) for piece in pieces)
            return
    pytest.fail(f"no known phrase: {asked}")
