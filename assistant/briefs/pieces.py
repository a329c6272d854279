"""Cut what the mentee said into pieces, each with the part of the brief it belongs to and what it is worth there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from assistant.briefs.corrections import Range, struck
from assistant.briefs.said import Said
from assistant.briefs.shorten import trimmed
from assistant.briefs.times import figures
from assistant.domain.briefs import BriefPart
from assistant.domain.questions import Element
from assistant.rubric.assess import Reading
from assistant.text.inflection import lemmas
from assistant.text.words import is_function_word, tokens

_PARTS: Final[dict[Element, BriefPart]] = {
    "ask": "ask",
    "goal": "goal",
    "timeframe": "goal",
    "obstacle": "constraints",
    "tried": "tried",
    "context": "who",
}
_WORTH: Final[dict[Element, float]] = {
    "ask": 1.3,
    "goal": 0.9,
    "timeframe": 1.0,
    "obstacle": 1.0,
    "tried": 0.9,
    "context": 0.45,
}
"""What a clear piece of each element is worth to a mentor (by eye on the development rows)."""
_WORTH_MIN = 0.12
"""What words are worth that show nothing in particular: they are said where there is room."""
_CONSTRAINT = re.compile(
    r"""\b(?:can['’]?t|cannot|can\snot|couldn['’]?t|won['’]?t|don['’]?t\shave|doesn['’]?t|haven['’]?t|no\s(?!rush|hurry|problem)\w+|only|at\smost|max(?:imum)?
      |without|budget|afford|costs?|mortgage|visa|refuses?|forbids?|forbidden|not\sallowed|may\snot|must\snot|have\sto|depends\son|(?:hours|days?|nights)\sa\sweek
      |at\sleast|nobody|never|poor|behind|off\sthe\stable|worried|afraid|scared)\b""",
    re.VERBOSE | re.IGNORECASE,
)
_CONSTRAINT_SHOWN = 0.3
"""How much more surely words of limits show an obstacle: the rubric looks for what blocks, a brief for what binds too."""
_LEANING = re.compile(
    r"^(?:because|cos|bc|if|unless|as\slong\sas|provided|except|even\sif|but|however|although|though)\b", re.IGNORECASE
)
_DANGLING_END = re.compile(
    r"(?:[\s,]+(?:which|that|is|are|was|be|due|on|for|by|until|it's|and|or|but))+$", re.IGNORECASE
)
_CUT_SHARE, _CUT_WORDS_MIN = 0.6, 3
"""What is left of a piece is worth that share, and needs that many words that carry meaning."""
_SAME_SHARE, _SAME_WORDS_MIN = 0.8, 4


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of the mentee that stand together.

    Attributes:
        said: Place among what was said.
        start, end: Where the words stand in that text.
        text: The words, without greetings and without what was taken back.
        element: What they show most.
        worth: What they are worth to a mentor, 0 to 1.3.
        is_cut: Something in them was taken back.
    """

    said: int
    start: int
    end: int
    text: str
    element: Element
    worth: float
    is_cut: bool

    @property
    def part(self) -> BriefPart:
        """Return the part of the brief the piece belongs to."""
        return _PARTS[self.element]

    def is_whole(self, text: str) -> bool:
        """Tell whether a text is all of the piece, as it stands in what was said."""
        return text == self.text and not self.is_cut


def pieces_of(said: Sequence[Said], reading: Reading) -> list[Piece]:
    """Return the pieces worth saying, in order; the rubric read `said` as the messages of one draft."""
    found: list[Piece] = []
    offset = 0
    for number, (one, taken_back) in enumerate(zip(said, struck(said), strict=True)):
        end = offset + len(one.text)
        rows = [row for row, span in enumerate(reading.spans) if offset <= span.start < end]
        for group in _groups(rows, reading):
            span = (reading.spans[group[0]].start - offset, reading.spans[group[-1]].end - offset)
            text, is_cut = _left(one.text, span, taken_back)
            if _says_something(text, is_cut=is_cut):
                element, worth = _shown(text, group, reading)
                found.append(Piece(number, *span, text, element, worth * (_CUT_SHARE if is_cut else 1.0), is_cut))
        offset = end + 1
    return _without_repeats(found)


def content(text: str) -> frozenset[str]:
    """Return the base forms of the words that carry meaning."""
    return frozenset(min(lemmas(word.quote)) for word in tokens(text) if not is_function_word(word.quote))


def _groups(rows: Sequence[int], reading: Reading) -> list[list[int]]:
    """Keep a condition or reason with what it belongs to."""
    groups: list[list[int]] = []
    for row in rows:
        if groups and _LEANING.match(reading.spans[row].quote):
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups


def _left(text: str, span: Range, taken_back: Sequence[Range]) -> tuple[str, bool]:
    """Return the words of a range without those taken back, and whether there were any."""
    kept, (place, end), is_cut = "", span, False
    for first, last in taken_back:
        if first < end and last > place:
            kept += _DANGLING_END.sub("", text[place : max(first, place)])
            place, is_cut = min(last, end), True
    kept += text[place:end]
    return trimmed(re.sub(r"\s+([,.;:!?])", r"\1", " ".join(kept.split()))), is_cut


def _says_something(text: str, *, is_cut: bool) -> bool:
    words = content(text)
    return len(words) >= _CUT_WORDS_MIN if is_cut else bool(words or figures(text))


def _shown(text: str, rows: Sequence[int], reading: Reading) -> tuple[Element, float]:
    """Return the element that words show most, weighed by what it is worth, and that worth."""
    shown = {element: max(reading.strength(row, element) for row in rows) for element in _PARTS}
    if _CONSTRAINT.search(text):
        shown["obstacle"] += _CONSTRAINT_SHOWN
    worths = {element: min(1.0, shown[element]) * _WORTH[element] for element in _PARTS}
    best = max(worths, key=lambda element: worths[element])
    return best, max(_WORTH_MIN, worths[best])


def _without_repeats(pieces: Sequence[Piece]) -> list[Piece]:
    """Leave out a piece whose words another piece says; of two alike the one worth more stays, the later of equals."""
    order = sorted(pieces, key=lambda piece: (-len(content(piece.text)), -piece.worth, -piece.said))
    kept: list[Piece] = []
    for piece in order:
        words = content(piece.text)
        is_repeat = any(len(words & content(other.text)) >= _SAME_SHARE * len(words) for other in kept)
        if len(words) < _SAME_WORDS_MIN or not is_repeat:
            kept.append(piece)
    return [piece for piece in pieces if piece in kept]
