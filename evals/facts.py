"""Names, numbers and dates of a text, told by their looks alone: a check that shares no code with the one in the product."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

_WORD: Final = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_SENTENCE_START: Final = re.compile(r"(?:^|[.!?:;\n“”\"(•—–-])\s*[^\w\s]*\s*$")
_CALENDAR: Final = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september "
    "october november december".split()
)
_PRONOUN: Final = re.compile(r"I(?:['’]\w+)?")
_TITLE_DOT: Final = re.compile(r"\b(Mrs?|Ms|Dr|Prof)\.")
_HYPHENS: Final = re.compile(r"[-–]")


def invented(text: str, sources: Iterable[str]) -> tuple[str, ...]:
    """Return the facts of a text that none of its sources has, as written, each once.

    Facts are words with a digit, words with a capital letter that does not only begin a sentence, and names of months
    and weekdays. Case and endings such as "'s" do not matter.
    """
    known = {part for source in sources for word in _WORD.findall(source) for part in _parts(word)}
    return tuple(dict.fromkeys(word for word in facts(text) if not set(_parts(word)) <= known))


def facts(text: str) -> Iterator[str]:
    """Yield the words of a text that look like facts, in order."""
    text = _TITLE_DOT.sub(r"\1", text)
    for match in _WORD.finditer(text):
        word = match[0]
        is_name = word[0].isupper() and not _PRONOUN.fullmatch(word) and not _begins_sentence(text, match.start())
        if is_name or any(letter.isdigit() for letter in word) or word.casefold() in _CALENDAR:
            yield word


def _begins_sentence(text: str, start: int) -> bool:
    return _SENTENCE_START.search(text[:start]) is not None


def _parts(word: str) -> list[str]:
    plain = re.sub(r"['’]\w+$", "", word.casefold())
    return _HYPHENS.split(plain)
