from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.notes.time_words import names_a_day, time_words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mail the hotel Monday", ["Monday"]),
        ("I'll send it by Friday.", ["by Friday"]),
        ("call her on Tuesday at ten", ["on Tuesday at ten"]),
        ("first version: 27 Feb", ["27 Feb"]),
        ("he talks to them at five today", ["at five today"]),
        ("She rings me each shift this week, till Friday", ["this week, till Friday"]),
        ("ask in tomorrow's meeting", ["in tomorrow's meeting"]),
        ("text v2 wed eve from me, she marks it thurs", ["wed eve", "thurs"]),
        ("the outcome once it's drafted", ["once it's drafted"]),
        ("report back the same week", ["the same week"]),
        ("bring the Tuesday client on 5 March", ["on 5 March"]),
        ("read the 3rd draft", []),
        ("two days a week in the shop", []),
        ("we sat in the sun with a cake", []),
        ("since last Friday it works", []),
        ("room at 8.45", []),
        ("", []),
    ],
)
def test_words_that_say_by_when_are_found(text: str, expected: list[str]) -> None:
    assert [text[begin:end] for begin, end in time_words(text)] == expected


def test_vague_words_name_no_day() -> None:
    assert names_a_day("send it by Friday")
    assert not names_a_day("send it soon")


@given(st.text(max_size=80))
def test_found_words_lie_in_the_text_in_order(text: str) -> None:
    bounds = [place for span in time_words(text) for place in span]
    assert bounds == sorted(bounds)
    assert all(0 <= place <= len(text) for place in bounds)
