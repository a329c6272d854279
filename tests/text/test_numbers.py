"""One number, however it is written."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.text.numbers import Number, read_number


@pytest.mark.parametrize(
    "words", [("3000", "3,000", "3k"), ("2", "two", "both", "twice"), ("0.5", "half"), ("1000000", "1m", "million")]
)
def test_spellings_of_one_number_are_equal(words: tuple[str, ...]) -> None:
    assert len({read_number(word) for word in words}) == 1


def test_ordinals_are_not_counts() -> None:
    assert read_number("2nd") == read_number("second") == Number(Decimal(2), is_ordinal=True)
    assert read_number("twelfth") == read_number("12th")
    assert read_number("second") != read_number("two")


@given(st.integers(0, 10**9))
def test_grouping_by_commas_changes_nothing(value: int) -> None:
    assert read_number(f"{value:,}") == read_number(str(value))


@pytest.mark.parametrize("word", ["", "nurse", "NHS", "²", "one-off", "a1"])
def test_other_words_are_no_numbers(word: str) -> None:
    assert read_number(word) is None
