from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from assistant.briefs.fit import Choice, Variant, count_all_words, fits

variants = st.builds(
    Variant,
    text=st.integers(1, 6).map(lambda words: " ".join(["word"] * words)),
    worth=st.integers(0, 9).map(float),
)
choices = st.lists(st.lists(variants, min_size=1, max_size=3).map(tuple), max_size=4).map(
    lambda found: [Choice(number, ways) for number, ways in enumerate(found)]
)


def worth_of(choices: list[Choice[int]], said: list[tuple[int, str]]) -> float:
    best = {
        choice.about: {v.text: v.worth for v in sorted(choice.variants, key=lambda v: v.worth)} for choice in choices
    }
    return sum(best[about][text] for about, text in said)


@given(choices, st.integers(0, 15))
def test_what_is_said_fits_and_nothing_that_fits_is_worth_more(choices: list[Choice[int]], words_max: int) -> None:
    said = next(fits(choices, words_max=words_max))
    assert sum(count_all_words(text) for _, text in said) <= words_max
    ways = product(*[[*choice.variants, Variant("", 0.0)] for choice in choices])
    fitting = [way for way in ways if sum(count_all_words(variant.text) for variant in way) <= words_max]
    best = max(sum(variant.worth for variant in way) for way in fitting)
    assert worth_of(choices, said) == best


@given(choices)
def test_with_less_room_less_is_said_down_to_nothing(choices: list[Choice[int]]) -> None:
    rounds = list(fits(choices, words_max=15))
    worths = [worth_of(choices, said) for said in rounds]
    assert len(rounds) == 16
    assert worths == sorted(worths, reverse=True)
    assert rounds[-1] == []


def test_what_is_said_stays_in_order() -> None:
    found = next(fits([Choice(n, (Variant("two words", 1.0),)) for n in range(3)], words_max=6))
    assert [about for about, _ in found] == [0, 1, 2]


def test_words_are_counted_in_the_way_that_finds_more() -> None:
    assert count_all_words("one – two") == 3
    assert count_all_words("one/two three") == 3
