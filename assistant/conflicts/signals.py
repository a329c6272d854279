"""Explicit signs that two pieces of advice pull apart: opposed do and don't, now and later, other amounts for one thing.

Each sign is small and blind by itself; the judge weighs them together. All are symmetric in the two texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from assistant.text.calendar import calendar_name
from assistant.text.inflection import lemmas
from assistant.text.numbers import read_number
from assistant.text.words import is_function_word, tokens

SIGNS: Final = ("opposed_words", "opposed_timing", "other_amounts", "opposed_stance", "shared_words")
"""Names of the signs, in the order of `signs`."""
RESTATED_SHARE_MIN: Final = 0.6
"""Of the content words of the longer text, how many stand in the shorter one where it says the same again."""

_DENIAL: Final = frozenset(
    """not no never don't dont doesn't didn't won't wouldn't shouldn't can't cannot without nobody nothing neither nor stop avoid skip refuse
    leave drop forget against instead rather hardly""".split()
)
_DENIAL_REACH: Final = 4
_NOW: Final = frozenset(
    """now today tonight tomorrow immediately already early earlier first before straight quickly soon monday once start begin early week
    same-day prompt upfront beforehand""".split()
)
_LATER: Final = frozenset(
    """wait later until till after afterwards eventually hold off postpone delay delayed next year months patience slowly gradually yet
    spring autumn summer winter last once wait""".split()
)
_DO: Final = frozenset(
    "yes do go take apply send ask tell accept buy join sign say show raise push fight insist always definitely".split()
)
_DONT: Final = frozenset(
    "no don't stay keep quiet decline refuse skip leave wait never avoid stop enough nothing without alone silent".split()
)
_CLAUSE: Final = re.compile(r"[.!?:;,\n“”\"()—–]")


@dataclass(frozen=True, slots=True)
class _Word:
    bases: frozenset[str]
    plain: str
    is_denied: bool


def signs(one: str, other: str) -> tuple[float, ...]:
    """Return the signs of a pair, in the order of `SIGNS`; each 0 (nothing seen) or more, the higher the clearer."""
    first, second = list(_words(one)), list(_words(other))
    shared = [*_shared(first, second), *_shared(second, first)]
    return (
        sum(a.is_denied != b.is_denied for a, b in shared) / 2,
        abs(_lean(first, _NOW, _LATER) - _lean(second, _NOW, _LATER)),
        float(_other_amounts(one, other)),
        abs(_lean(first, _DO, _DONT) - _lean(second, _DO, _DONT)),
        len(shared) / 2 / max(1, min(len(first), len(second))),
    )


def restates(one: str, other: str) -> bool:
    """Tell whether one text says in nearly the same words what the other says; symmetric."""
    if one.casefold().split() == other.casefold().split():
        return True
    if any(signs(one, other)[: SIGNS.index("shared_words")]):
        return False
    first, second = _content(_words(one)), _content(_words(other))
    shares = [
        len(_shared(mine, theirs)) / len(mine) if mine else 0.0 for mine, theirs in ((first, second), (second, first))
    ]
    return max(shares) == 1 and min(shares) >= RESTATED_SHARE_MIN


def _words(text: str) -> Iterator[_Word]:
    clause_ends = [match.start() for match in _CLAUSE.finditer(text)]
    denied_until, place, end = -1, 0, 0
    for token in tokens(text):
        if any(end <= stop < token.start for stop in clause_ends):
            denied_until = -1
        plain = token.quote.lower().replace("’", "'")
        if plain in _DENIAL:
            denied_until = place + _DENIAL_REACH
        yield _Word(lemmas(plain), plain, is_denied=place <= denied_until and plain not in _DENIAL)
        place, end = place + 1, token.end


def _shared(first: list[_Word], second: list[_Word]) -> list[tuple[_Word, _Word]]:
    """Return pairs of content words that are forms of one word, each word of the first text at most once."""
    mine, theirs = _content(first), _content(second)
    pairs = ((a, next((b for b in theirs if not a.bases.isdisjoint(b.bases)), None)) for a in mine)
    return [(a, b) for a, b in pairs if b is not None]


def _content(words: Iterable[_Word]) -> list[_Word]:
    return [word for word in words if not is_function_word(word.plain) and word.plain not in _DENIAL]


def _lean(words: list[_Word], for_it: frozenset[str], against: frozenset[str]) -> float:
    """Return where a text leans, -1 to 1: 1 all words for it, -1 all against, 0 none or as many."""
    ayes = sum((word.plain in for_it) != (word.is_denied and word.plain in for_it) for word in words)
    noes = sum(word.plain in against or (word.is_denied and word.plain in for_it) for word in words)
    return (ayes - noes) / (ayes + noes) if ayes + noes else 0.0


def _other_amounts(one: str, other: str) -> int:
    """Count things that both texts number, with no number in common ("two pages", "one page")."""
    first, second = _amounts(one), _amounts(other)
    return sum(first[thing].isdisjoint(second[thing]) for thing in first.keys() & second.keys())


def _amounts(text: str) -> dict[str, set[object]]:
    """Return what is numbered, by its base forms, with the numbers it has; months and weekdays are things too."""
    found: dict[str, set[object]] = {}
    words = [token.quote for token in tokens(text)]
    for place, word in enumerate(words[:-1]):
        number, after = read_number(word), words[place + 1]
        if number is None or read_number(after) is not None:
            continue
        for base in lemmas(after):
            found.setdefault(base, set()).add(number.value)
    for place, word in enumerate(words):
        before, after = words[place - 1] if place else "", words[place + 1] if place + 1 < len(words) else ""
        name = calendar_name(word, before=before, after=after, starts_sentence=place == 0)
        if name is not None:
            found.setdefault("weekday" if name.endswith("day") else "month", set()).add(name)
    return found
