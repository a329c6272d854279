"""Build the sharpened question from the mentee's own sentences.

Extractive: the sentences that show the elements best, in the order the mentee wrote them, the ask
last; replies to questions back become sentences through small frames that add grammar and no fact.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.domain.questions import ELEMENTS, SHARPENED_WORDS_MAX, Element, SharpenedQuestion, Span
from assistant.rubric.answers import is_no_answer
from assistant.rubric.assess import DraftPart, Reading
from assistant.text.segments import count_words, sentences
from assistant.wording.frames import as_sentence, framed_reply

_STRENGTH_MIN = 0.4
_SENTENCE_WORDS_MAX = 30
"""Longer sentences are cut at their clause borders, so that a rambling one does not take all the words."""
_LIKENESS_MAX = 0.85
"""Cosine from which a sentence says again what a chosen one says."""
_WANTED: tuple[tuple[Element, int], ...] = (
    ("ask", 1),
    ("goal", 1),
    ("context", 1),
    ("obstacle", 1),
    ("timeframe", 1),
    ("tried", 1),
    ("context", 2),
    ("obstacle", 2),
    ("goal", 2),
    ("ask", 2),
)
"""Which element gets its n-th sentence when words are short, most needed first."""
_REPLY_ORDER: tuple[Element, ...] = ("context", "focus", "goal", "tried", "obstacle", "timeframe", "ask")
_DANGLING = re.compile(
    r"^(?:and |but |so |or )?(?:he|she|they|it|that|those|these|which|who|him|her|them|also|then|same|if so|because|either|both|neither)\b",
    re.I,
)
_DANGLING_COST = 0.2
_APOLOGY = re.compile(
    r"^(?:sorry|apologies|thanks?|thank you|hi|hello|long time|first time|not sure if this|edit|update|tl;?dr)\b", re.I
)
_APOLOGY_COST = 0.5
_LONG_COST = 0.01
_SHORT_COST = 0.15
_HEADING = re.compile(r"^[^?.!]{0,60}:$|^(?:what|things|so what|what's)\b[^?.!,]{0,40}$", re.I)


@dataclass(frozen=True, slots=True)
class Piece:
    """One sentence of the sharpened question: its words, where they come from, and the segments in it.

    Attributes:
        place: 0 for what was said unasked, then replies in the order in which a stranger wants to read them.
    """

    sentence: str
    source: Span
    rows: tuple[int, ...]
    place: int = 0

    @property
    def words(self) -> int:
        """Count words as the limit counts them."""
        return len(self.sentence.split())


def sharpen(reading: Reading, parts: Sequence[DraftPart]) -> SharpenedQuestion | None:
    """Return the sharpened question of a draft, None when nothing was said that belongs in one.

    Args:
        reading: The rubric's reading of `parts`.
        parts: The mentee's messages, with the element each answers.
    """
    candidates = [piece for piece in _pieces(reading, parts) if piece.rows and 1 <= piece.words <= SHARPENED_WORDS_MAX]
    chosen = _chosen(candidates, reading)
    if not chosen:
        return None
    ordered = sorted(chosen, key=lambda piece: (_is_ask(piece, reading), piece.place, piece.rows[0]))
    return SharpenedQuestion(" ".join(piece.sentence for piece in ordered), tuple(piece.source for piece in ordered))


def _pieces(reading: Reading, parts: Sequence[DraftPart]) -> Iterator[Piece]:
    """Yield every sentence of every message, finished; a reply's first one in the frame of its element."""
    offset = 0
    for part in parts:
        framed = part.answers if part.answers is not None and not is_no_answer(part.text) else None
        if part.answers is None or framed is not None:
            for span in sentences(part.text):
                whole = Span(span.start + offset, span.end + offset, span.quote)
                for piece in _cut(reading, whole):
                    place = 0 if part.answers is None else _REPLY_ORDER.index(part.answers) + 1
                    words = piece.sentence if framed is None else framed_reply(framed, piece.source.quote)
                    yield Piece(words, piece.source, piece.rows, place)
                    framed = None
        offset += len(part.text) + 1


def _cut(reading: Reading, sentence: Span) -> list[Piece]:
    """Return a sentence as one piece, or as its clauses when it is long; headings give none."""
    rows = [row for row, span in enumerate(reading.spans) if sentence.start <= span.start < sentence.end]
    if _HEADING.match(sentence.quote):
        return []
    if count_words(sentence.quote) <= _SENTENCE_WORDS_MAX:
        return [Piece(as_sentence(sentence.quote), sentence, tuple(rows))]
    return [Piece(as_sentence(reading.spans[row].quote), reading.spans[row], (row,)) for row in rows]


def _chosen(candidates: Sequence[Piece], reading: Reading) -> list[Piece]:
    """Return the pieces that fit the word limit, by element and need; each element by its best piece first."""
    chosen: list[Piece] = []
    for element, nth in _WANTED:
        if sum(_strength(piece, element, reading) >= _STRENGTH_MIN for piece in chosen) >= nth:
            continue
        room = SHARPENED_WORDS_MAX - sum(piece.words for piece in chosen)
        fitting = [
            piece
            for piece in candidates
            if piece.words <= room
            and _strength(piece, element, reading) >= _STRENGTH_MIN
            and not _is_said(piece, chosen, reading)
        ]
        if fitting:
            chosen.append(max(fitting, key=lambda piece: _worth(piece, element, reading)))
    if not chosen and candidates:
        chosen.append(max(candidates, key=lambda piece: max(_worth(piece, element, reading) for element in ELEMENTS)))
    return chosen


def _is_said(piece: Piece, chosen: Sequence[Piece], reading: Reading) -> bool:
    rows = [row for other in chosen for row in other.rows]
    if set(piece.rows) & set(rows):
        return True
    return bool(rows) and float((reading.vectors[list(piece.rows)] @ reading.vectors[rows].T).max()) > _LIKENESS_MAX


def _is_ask(piece: Piece, reading: Reading) -> bool:
    return _strength(piece, "ask", reading) >= 0.5


def _strength(piece: Piece, element: Element, reading: Reading) -> float:
    return max(reading.strength(row, element) for row in piece.rows)


def _worth(piece: Piece, element: Element, reading: Reading) -> float:
    """Return how good a sentence is for an element; what leans on words before it, is long or tiny counts less."""
    dangling = _DANGLING_COST if _DANGLING.match(piece.source.quote) else 0.0
    dangling += _APOLOGY_COST if _APOLOGY.match(piece.sentence) else 0.0
    length = _LONG_COST * max(0, piece.words - 22) + (_SHORT_COST if piece.words < 4 else 0.0)
    also = 0.06 * sum(_strength(piece, other, reading) >= 0.5 for other in ELEMENTS if other not in (element, "focus"))
    return _strength(piece, element, reading) + also - dangling - length
