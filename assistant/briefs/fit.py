"""Choose what a limit of words leaves room for: the most worth.

This is the multiple-choice knapsack problem, solved exactly by dynamic programming (Kellerer, Pferschy and Pisinger,
Knapsack Problems, 2004, chapter 11).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from assistant.text.segments import count_words

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to say something, and what that is worth."""

    text: str
    worth: float


@dataclass(frozen=True, slots=True)
class Choice(Generic[T]):
    """Something to be said in one of several ways, the best first; leaving it out is always possible and worth 0."""

    about: T
    variants: tuple[Variant, ...]


@dataclass(frozen=True, slots=True)
class _Best:
    """The best that fits some number of words: its worth, the variant taken last (None for none), and what was before."""

    worth: float = 0.0
    taken: int | None = None
    before: _Best | None = None


def fits(choices: Sequence[Choice[T]], *, words_max: int) -> Iterator[list[tuple[T, str]]]:
    """Yield what is said, in order, with room for `words_max` words, then for ever fewer, down to none.

    Each time it is what is worth most of all that fits; of equals, earlier variants and later choices.
    """
    best = [_Best()] * (words_max + 1)
    for choice in choices:
        sized = [(count_all_words(variant.text), variant.worth) for variant in choice.variants]
        best = [_better(best, room, sized) for room in range(words_max + 1)]
    for room in range(words_max, -1, -1):
        said = zip(choices, _taken(best[room]), strict=True)
        yield [(choice.about, choice.variants[number].text) for choice, number in said if number is not None]


def count_all_words(text: str) -> int:
    """Count words by white space or by letters, whichever are more."""
    return max(len(text.split()), count_words(text))


def _better(best: Sequence[_Best], room: int, sized: Sequence[tuple[int, float]]) -> _Best:
    ways = [
        _Best(best[room - words].worth + worth, number, best[room - words])
        for number, (words, worth) in enumerate(sized)
        if words <= room
    ]
    ways.append(_Best(best[room].worth, None, best[room]))
    return max(ways, key=lambda way: way.worth)


def _taken(last: _Best) -> list[int | None]:
    """Return the number of the variant taken of each choice, in order."""
    numbers: list[int | None] = []
    while last.before is not None:
        numbers.append(last.taken)
        last = last.before
    return numbers[::-1]
