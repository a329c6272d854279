"""Nobody can be counted alone, not even by taking shown counts from a total."""

from __future__ import annotations

from itertools import chain

from hypothesis import given
from hypothesis import strategies as st

from assistant.oversight.small_groups import counted_row, shown_count
from assistant.oversight.trends import PEOPLE_MIN

MANY = [f"person{n}" for n in range(9)]


def test_counts_of_enough_people_and_of_nobody_are_shown() -> None:
    row = counted_row({"open": MANY, "both": [], "follow_a": MANY[:5]})
    assert row.counts == {"open": 9, "both": 0, "follow_a": 5}
    assert row.total == 14


def test_a_small_count_takes_the_next_smallest_with_it() -> None:
    row = counted_row({"open": MANY, "both": MANY[:6], "follow_a": MANY[:2]})
    assert row.counts == {"open": 9, "both": None, "follow_a": None}
    assert row.total == 17


def test_small_counts_that_are_many_together_hide_each_other() -> None:
    row = counted_row({"open": MANY, "both": MANY[:4], "follow_a": MANY[5:8]})
    assert row.counts == {"open": 9, "both": None, "follow_a": None}
    assert row.total == 16


def test_a_row_of_few_people_shows_no_total() -> None:
    row = counted_row({"open": ["noor", "noor"], "both": ["zoe"]})
    assert row.counts == {"open": None, "both": None}
    assert row.total is None


def test_many_cases_of_few_people_are_few() -> None:
    assert shown_count(["noor", "zoe"] * 20) is None
    assert shown_count(MANY) == 9
    assert shown_count([]) == 0


@given(st.dictionaries(st.sampled_from("abcdef"), st.lists(st.sampled_from(MANY), max_size=12), max_size=6))
def test_what_is_hidden_cannot_be_told_from_what_is_shown(people: dict[str, list[str]]) -> None:
    row = counted_row(people)
    for key, count in row.counts.items():
        assert count is None or not people[key] or len(set(people[key])) >= PEOPLE_MIN
    hidden = [key for key, count in row.counts.items() if count is None]
    if row.total is not None and hidden:
        assert len(hidden) >= 2
        assert len(set(chain.from_iterable(people[key] for key in hidden))) >= PEOPLE_MIN
