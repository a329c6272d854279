"""Mask what a mentee wants nobody to read, however it is written.

A redacted word is found in any case, inflected ("divorce", "divorced"), with or without accents, and an
amount in any spelling (42k, 42,000). A redacted phrase is found whatever stands between its words; of a
name, each part is found alone. In doubt a word is masked: a line that says less is better than a leak.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from assistant.text.inflection import lemmas
from assistant.text.numbers import read_number
from assistant.text.words import FUNCTION_WORDS

MASK: Final = "▮▮▮"

_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*[^\W\d_]*|[^\W_]+(?:['’][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s?$", re.IGNORECASE)
_INSIDE_LETTERS_MIN = 5
"""A redacted word of this many letters is found inside longer words too."""
_FORMS_LETTERS_MIN = 3
"""Shorter words have no other forms here: "HR" is no "hour"."""
_STEM_LETTERS_MIN = 6
_DERIVED = re.compile(r"(?:ts?|c(?:y|ies)|ed|ing|ions?|is|ic|y|ies|ists?|ants?|ments?|able|al|es?|s|ers?|ors?)$")
_NAME_WORDS_MAX = 4
_NAME_LETTERS_MIN = 3
_MASKED_TWICE = re.compile(rf"{MASK}(?:[\s\-–]+{MASK})+")


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a text; `plain` is its lower-case form without accents and possessive ending."""

    start: int
    end: int
    quote: str
    plain: str


def redacted(text: str, words: Sequence[str]) -> str:
    """Return the text with every redacted word or phrase masked; what has no letter or digit redacts nothing."""
    spans = sorted(_found(text, words))
    pieces: list[str] = []
    place = 0
    for start, end in spans:
        if start >= place:
            pieces += [text[place:start], MASK]
        place = max(place, end)
    pieces.append(text[place:])
    return _MASKED_TWICE.sub(MASK, "".join(pieces)) if spans else text


def contains_any(text: str, words: Sequence[str]) -> bool:
    """Tell whether any redacted word or phrase can be read in the text."""
    return any(True for _ in _found(text, words))


def _found(text: str, words: Sequence[str]) -> Iterator[tuple[int, int]]:
    if not words:
        return
    read = _words(text)
    for phrase in map(_phrase, dict.fromkeys(words)):
        yield from _phrase_found(read, phrase)
        if _is_name(phrase):
            yield from _name_parts_found(read, phrase)


def _phrase_found(read: Sequence[_Word], phrase: Sequence[_Word]) -> Iterator[tuple[int, int]]:
    if not phrase:
        return
    for place in range(len(read) - len(phrase) + 1):
        window = read[place : place + len(phrase)]
        if all(_is_form(found.plain, hidden.plain) for found, hidden in zip(window, phrase, strict=True)):
            yield window[0].start, window[-1].end
    if len(phrase) > 1:
        joined = "".join(word.plain for word in phrase)
        yield from (
            (word.start, word.end) for word in read if len(joined) >= _INSIDE_LETTERS_MIN and joined in word.plain
        )


def _name_parts_found(read: Sequence[_Word], name: Sequence[_Word]) -> Iterator[tuple[int, int]]:
    parts = {w.plain for w in name if len(w.plain) >= _NAME_LETTERS_MIN and w.plain not in FUNCTION_WORDS}
    yield from ((word.start, word.end) for word in read if word.plain in parts and word.quote[:1].isupper())


def _is_name(phrase: Sequence[_Word]) -> bool:
    return 1 < len(phrase) <= _NAME_WORDS_MAX and all(word.quote[:1].isupper() for word in phrase)


@lru_cache(maxsize=50_000)
def _is_form(found: str, hidden: str) -> bool:
    if found == hidden:
        return True
    if hidden in FUNCTION_WORDS or (hidden.isalpha() and len(hidden) < _FORMS_LETTERS_MIN):
        return False
    if hidden[:1].isdigit() or found[:1].isdigit():
        return _is_same_number(found, hidden)
    if len(hidden) >= _INSIDE_LETTERS_MIN and hidden in found:
        return True
    return not lemmas(found).isdisjoint(lemmas(hidden)) or not _stems(found).isdisjoint(_stems(hidden))


def _is_same_number(found: str, hidden: str) -> bool:
    one, other = read_number(found), read_number(hidden)
    return one is not None and other is not None and (one.value, one.unit) == (other.value, other.unit)


def _stems(word: str) -> frozenset[str]:
    """Return what is left of a long word without a derived ending: redundan of redundant and redundancy."""
    endings = (match.start() for place in range(_STEM_LETTERS_MIN, len(word)) if (match := _DERIVED.match(word, place)))
    return frozenset(word[:start] for start in endings) | ({word} if len(word) >= _STEM_LETTERS_MIN else frozenset())


@lru_cache(maxsize=1_000)
def _phrase(words: str) -> tuple[_Word, ...]:
    return tuple(_words(words))


def _words(text: str) -> list[_Word]:
    found = []
    for match in _TOKEN.finditer(text):
        quote = _POSSESSIVE.sub("", match.group())
        found.append(_Word(match.start(), match.start() + len(quote), quote, _plain(quote)))
    return found


def _plain(word: str) -> str:
    apart = unicodedata.normalize("NFKD", word.casefold().replace("’", "'"))
    return "".join(character for character in apart if not unicodedata.combining(character))
