"""Forms of one word meet; words that merely look alike do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.text.inflection import is_misspelling, lemmas, same_word


@pytest.mark.parametrize(
    "forms",
    [
        "hope hopes hoped hoping",
        "plan plans planned planning",
        "visit visited visiting",
        "company companies",
        "class classes",
        "move moves moved moving",
        "go goes went going gone",
        "apply applies applied applying application applications",
        "decide decision decisions",
        "child children kids",
        "quick quickly",
    ],
)
def test_forms_of_a_word_meet_its_base(forms: str) -> None:
    base, *others = forms.split()
    assert [form for form in others if not same_word(base, form)] == []


@pytest.mark.parametrize(
    "pair",
    [
        "hire fire",
        "teach teacher",
        "employer employee",
        "car caring",
        "hop hoping",
        "new news",
        "late lately",
        "nurse nursery",
        "mentor mentee",
        "bus business",
    ],
)
def test_other_words_do_not_meet(pair: str) -> None:
    one, other = pair.split()
    assert not same_word(one, other)


@given(st.text(max_size=20))
def test_a_word_is_a_form_of_itself_in_any_case(word: str) -> None:
    assert same_word(word, word)
    assert lemmas(word) == lemmas(word.casefold())


def test_misspellings_are_slips_inside_a_longer_word() -> None:
    assert is_misspelling("promtion", "promotion")
    assert is_misspelling("intreview", "interview")
    assert not is_misspelling("manage", "manager")
    assert not is_misspelling("hiring", "firing")
    assert not is_misspelling("form", "from")
