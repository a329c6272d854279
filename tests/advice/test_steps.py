"""Steps hold all of a draft that says something, in order, and begin where a further action or remark begins."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from assistant.advice.openings import is_imperative
from assistant.advice.steps import steps

TEXTS = st.text(alphabet="ab Ask the,.!?\n-1;:'’and because (if) ring her", max_size=200)


def _quotes(draft: str) -> list[str]:
    return [step.quote for step in steps(draft)]


@given(TEXTS)
def test_steps_are_exact_ordered_and_apart(draft: str) -> None:
    found = steps(draft)
    assert all(draft[step.start : step.end] == step.quote for step in found)
    assert all(before.end <= after.start for before, after in pairwise(found))


def test_a_further_imperative_begins_a_step() -> None:
    assert _quotes("Ring her today, ask for the form and keep a copy.") == [
        "Ring her today",
        "ask for the form",
        "keep a copy.",
    ]


def test_an_adverb_stays_with_its_verb() -> None:
    assert _quotes("Read it twice and never send a file at night.") == ["Read it twice", "never send a file at night."]


def test_a_condition_stays_with_what_it_conditions() -> None:
    assert _quotes("If you get no answer in a week, ring the inspector.") == [
        "If you get no answer in a week, ring the inspector."
    ]


def test_two_verbs_of_one_subject_are_not_torn_apart() -> None:
    assert _quotes("You can take it or leave it.") == ["You can take it or leave it."]


def test_a_reason_can_be_left_out() -> None:
    assert _quotes("Ask about notice periods, because they eat into your eight weeks.") == [
        "Ask about notice periods",
        "because they eat into your eight weeks.",
    ]


def test_numbers_of_a_list_are_no_steps() -> None:
    assert _quotes("1. Call the bank.\n2. Write to the landlord.") == ["Call the bank.", "Write to the landlord."]


def test_imperatives_are_seen_behind_openers_and_circumstances() -> None:
    assert is_imperative("And then, on Monday, ask the head for the form")
    assert is_imperative("Don't answer in the evening")
    assert not is_imperative("I asked the head for the form")
    assert not is_imperative("Work was hard in those days")
