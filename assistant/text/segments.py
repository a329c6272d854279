"""Cut a mentee's draft into segments, the units that heads score and evidence quotes.

Boundaries are local: whether the text is cut at a place depends only on the words around that place,
so text appended to a draft leaves the earlier segments as they were. Chat drafts lack full stops, so
clause borders cut too when both sides can stand alone.
"""

from __future__ import annotations

import re
from itertools import pairwise

from assistant.domain.questions import Span

_SENTENCE_END = re.compile(
    r"""
    (?<!\b[A-Za-z])(?<!\be\.g)(?<!\bi\.e)(?<!\betc)(?<!\bvs)(?<!\b[DMS]r)(?<!\bMrs)(?<!\bapprox)  # no initials, abbreviations
    [.!?…]+["')\]]*(?=\s|$)      # a stop followed by space
    | (?<=[a-z)])[.!?](?=[A-Z][a-z])  # a stop without space before a capital
    | [!?]{2,}
    | \n+
    | ;\s
    | \s[-–—]{1,2}\s
    | \s*[•▪]\s*
    """,
    re.VERBOSE,
)
_CLAUSE_START = re.compile(
    r"""
    (?:,\s*|\s)(?=(?:but|because|however|although|though|whereas|cos|bc)\s)
    | ,\s*(?=(?:and|so|or|also|then|plus|while|since|which|if|as|i|i'm|im|i've|ive|i'd|we|my|should|can|could|how|what|do|is|would)\s)
    | \s(?=(?:and|so)\s+(?:i|i'm|im|i've|ive|i'd|we|my|now|then|should|can|could|how|what)\s)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_CLAUSE_WORDS_MIN = 5
"""Both sides of a clause border need this many words to stand alone (chosen on drafts of the training split)."""

_WORD = re.compile(r"\w[\w'’.-]*")


def segments(text: str) -> list[Span]:
    """Return the segments of a text in order, without surrounding white space; none for a blank text."""
    found: list[Span] = []
    for start, end in _sentences(text):
        found.extend(_clauses(text, start, end))
    return found


def sentences(text: str) -> list[Span]:
    """Return the sentences of a text in order, not cut at clause borders; none for a blank text."""
    pieces = (_trimmed(text, start, end) for start, end in _sentences(text))
    return [piece for piece in pieces if piece is not None]


def count_words(text: str) -> int:
    """Count words: runs of letters and digits, with inner apostrophes, dots and hyphens."""
    return len(_WORD.findall(text))


def _sentences(text: str) -> list[tuple[int, int]]:
    bounds: list[tuple[int, int]] = []
    start = 0
    for match in _SENTENCE_END.finditer(text):
        bounds.append((start, match.end()))
        start = match.end()
    bounds.append((start, len(text)))
    return bounds


def _clauses(text: str, start: int, end: int) -> list[Span]:
    cuts = [start]
    for match in _CLAUSE_START.finditer(text, start, end):
        left_is_whole = count_words(text[cuts[-1] : match.start()]) >= _CLAUSE_WORDS_MIN
        if left_is_whole and _right_is_whole(text[match.end() : end]):
            cuts.append(match.end())
    cuts.append(end)
    pieces = (_trimmed(text, left, right) for left, right in pairwise(cuts))
    return [piece for piece in pieces if piece is not None]


def _right_is_whole(rest: str) -> bool:
    return count_words(rest) >= _CLAUSE_WORDS_MIN


def _trimmed(text: str, start: int, end: int) -> Span | None:
    while start < end and (text[start].isspace() or text[start] in "-–—•▪,;*"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "-–—•▪,;*"):
        end -= 1
    if not any(character.isalnum() for character in text[start:end]):
        return None
    return Span(start, end, text[start:end])
