"""Cut what the mentee said into pieces, each with the part of the brief it belongs to and what it is worth there."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from assistant.briefs.corrections import Range, corrects, struck
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
    "obstacle": 1.2,
    "tried": 1.0,
    "context": 0.45,
}
"""What a clear piece of each element is worth to a mentor (by eye on the development rows)."""
_WORTH_MIN = 0.12
"""What words are worth that show nothing in particular: they are said where there is room."""
_SHOWN_MIN, _ALSO_SHARE = 0.5, 0.4
_LIMIT = re.compile(
    r"""\b(?:can['’]?t|cannot|can\snot|couldn['’]?t|won['’]?t|don['’]?t\shave|doesn['’]?t|haven['’]?t|no\s(?!rush|hurry|problem)\w+|only|at\smost|max(?:imum)?
      |without|budget|afford|costs?|refuses?|forbids?|forbidden|not\sallowed|may\snot|must\snot|have\sto|depends\son|at\sleast|nobody|never|poor|behind
      |off\sthe\stable|worried|afraid|scared|freeze|frozen|unless|against)\b""",
    re.VERBOSE | re.IGNORECASE,
)
_CIRCUMSTANCE = re.compile(
    r"""\b(?:kids?|child(?:ren)?|baby|twins|son|daughter|husband|wife|mother|father|mum|dad|parents?|family|pregnan\w+|care|single
      |salary|income|savings?|saved|loan|debt|rent|mortgage|pension|euros?|pounds?|dollars?|a\smonth|unpaid|bonus
      |(?:hours?|days?|nights?|evenings?)\sa\s(?:week|month)|part[\s-]time|full[\s-]time|weekends?|evenings?|night\sshifts?
      |visa|permit|licen[cs]e|degree|diploma|certificate|probation|contract|notice|ill|illness|injur\w+|back|knees?|shoulder|health|doctor
      |commute|move\saway|relocat\w+|car|law|legal|rules?|boss|manager|owners?|team\sleader|percent)\b|[£$€%]""",
    re.VERBOSE | re.IGNORECASE,
)
_LIMIT_SHOWN, _CIRCUMSTANCE_SHOWN = 0.3, 0.25
"""How much more surely words of limits, and of money, time, family, health and papers, show an obstacle: the rubric looks
for what blocks, a brief for what binds too."""
_LEANING = re.compile(
    r"^(?:because|cos|bc|if|unless|as\slong\sas|provided|except|even\sif|but|however|although|though|which)\b",
    re.IGNORECASE,
)
_DANGLING_END = re.compile(
    r"(?:[\s,]+(?:which|that|is|are|was|be|due|on|for|by|until|it's|and|or|but))+$", re.IGNORECASE
)
_CORRECTION_WORTH = 0.5
"""What a piece of a turn that corrects something is worth more: whoever reads on without it is misled."""
_QUESTION_WORDS_MIN = 3
_CUT_SHARE, _CUT_WORDS_MIN = 0.6, 2
"""What is left of a piece is worth that share, and needs that many words that carry meaning."""
_SAME_SHARE, _SAME_WORDS_MIN = 0.8, 4


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of the mentee that stand together.

    Attributes:
        said: Place among what was said.
        start, end: Where the words stand in that text.
        text: The words, without greetings and without what was taken back.
        shows: What each element they show is worth here, the most first; elements they hardly show are left out.
        worth: What they are worth to a mentor in all, 0 to about 3.
        is_cut: Something in them was taken back.
        is_correction: They stand in a turn that takes something back.
    """

    said: int
    start: int
    end: int
    text: str
    shows: Mapping[Element, float]
    worth: float
    is_cut: bool
    is_correction: bool

    @property
    def element(self) -> Element:
        """Return the element the words show most."""
        return next(iter(self.shows))

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
                shows = _shown(text, group, reading)
                is_correction = corrects(one)
                worth = _worth(shows) * (_CUT_SHARE if is_cut else 1.0) + _CORRECTION_WORTH * is_correction
                found.append(Piece(number, *span, text, shows, worth, is_cut, is_correction))
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
    if is_cut:
        return len(words) >= _CUT_WORDS_MIN
    return bool(words or figures(text)) or (text.endswith("?") and len(text.split()) >= _QUESTION_WORDS_MIN)


def _shown(text: str, rows: Sequence[int], reading: Reading) -> dict[Element, float]:
    """Return what the elements that words show are worth, the most first; at least the one they show most."""
    shown = {element: max(reading.strength(row, element) for row in rows) for element in _PARTS}
    shown["obstacle"] += _LIMIT_SHOWN * (_LIMIT.search(text) is not None)
    shown["obstacle"] += _CIRCUMSTANCE_SHOWN * (_CIRCUMSTANCE.search(text) is not None)
    worths = {element: min(1.0, shown[element]) * _WORTH[element] for element in _PARTS}
    best = max(worths, key=lambda element: worths[element])
    also = sorted((e for e in _PARTS if e != best and shown[e] >= _SHOWN_MIN), key=lambda e: -worths[e])
    return {element: worths[element] for element in (best, *also)}


def _worth(shows: Mapping[Element, float]) -> float:
    """Return what a piece is worth: all of what it shows most, and a share of what it shows besides."""
    most, *others = shows.values()
    return max(_WORTH_MIN, most + _ALSO_SHARE * sum(others))


def _without_repeats(pieces: Sequence[Piece]) -> list[Piece]:
    """Leave out a piece that another piece says, in the same or in most of its words; of two alike the one worth more stays, the later of equals."""
    order = sorted(pieces, key=lambda piece: (-len(content(piece.text)), -piece.worth, -piece.said))
    kept: list[Piece] = []
    said: list[frozenset[str]] = []
    for piece in order:
        words = content(piece.text)
        is_repeat = any(len(words & others) >= _SAME_SHARE * len(words) for others in said)
        is_copy = any(piece.text.casefold() == other.text.casefold() for other in kept)
        if not is_copy and (len(words) < _SAME_WORDS_MIN or not is_repeat):
            kept.append(piece)
            said.append(words)
    return [piece for piece in pieces if piece in kept]
