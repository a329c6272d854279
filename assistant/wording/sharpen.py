"""Build the sharpened question from the mentee's own sentences.

Extractive: the sentences that show the elements best, in the order the mentee wrote them, the ask
last; replies to questions back become sentences through small frames that add grammar and no fact.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.domain.questions import ELEMENTS, SHARPENED_WORDS_MAX, Element, SharpenedQuestion, Span
from assistant.rubric.answers import is_no_answer
from assistant.rubric.assess import DraftPart, Reading
from assistant.text.segments import count_words
from assistant.wording.frames import as_sentence, framed_reply

_SHOWN_MIN = 0.45
_WANTED: tuple[tuple[Element, int], ...] = (
    ("ask", 1),
    ("goal", 1),
    ("context", 2),
    ("obstacle", 1),
    ("tried", 1),
    ("timeframe", 1),
    ("obstacle", 2),
    ("ask", 2),
)
"""Which element gets its n-th sentence when words are short, most needed first."""
_DANGLING = re.compile(r"^(?:he|she|they|it|this|that|those|these|which|who|him|her|them|also|then|same)\b", re.I)
_DANGLING_COST = 0.25
_LONG_COST = 0.008


@dataclass(frozen=True, slots=True)
class Piece:
    """One sentence of the sharpened question: its words, the source it came from, and its place."""

    sentence: str
    source: Span
    row: int
    is_ask: bool

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
    pieces = _chosen(_candidates(reading, parts), reading)
    if not pieces:
        return None
    ordered = sorted(pieces, key=lambda piece: (piece.is_ask, piece.row))
    text = " ".join(piece.sentence for piece in ordered)
    return SharpenedQuestion(text, tuple(piece.source for piece in ordered))


def _candidates(reading: Reading, parts: Sequence[DraftPart]) -> list[Piece]:
    """Return every segment as a finished sentence; replies in their frames."""
    pieces = []
    offset = 0
    for part in parts:
        end = offset + len(part.text)
        rows = [row for row, span in enumerate(reading.spans) if offset <= span.start < end]
        if part.answers is not None and not is_no_answer(part.text):
            pieces += _reply_pieces(reading, part, rows)
        elif part.answers is None:
            pieces += [_piece(reading, row, as_sentence(reading.spans[row].quote)) for row in rows]
        offset = end + 1
    return [piece for piece in pieces if piece.words >= 1]


def _reply_pieces(reading: Reading, part: DraftPart, rows: Sequence[int]) -> list[Piece]:
    """Return a reply's first segment in the frame of its element, further ones as plain sentences."""
    assert part.answers is not None
    return [
        _piece(reading, row, framed_reply(part.answers, reading.spans[row].quote) if place == 0 else as_sentence(reading.spans[row].quote), asked=part.answers)
        for place, row in enumerate(rows)
    ]


def _piece(reading: Reading, row: int, sentence: str, *, asked: Element | None = None) -> Piece:
    is_ask = asked == "ask" or reading.probability(row, "ask") >= 0.5
    return Piece(sentence, reading.spans[row], row, is_ask)


def _chosen(candidates: Sequence[Piece], reading: Reading) -> list[Piece]:
    """Return the pieces that fit the word limit, by element and need; each element by its best piece first."""
    chosen: list[Piece] = []
    taken: dict[Element, int] = dict.fromkeys(ELEMENTS, 0)
    for element, nth in _WANTED:
        if taken[element] >= nth:
            continue
        ranked = sorted(candidates, key=lambda piece: -_worth(piece, element, reading))
        for piece in ranked:
            if reading.probability(piece.row, element) < _SHOWN_MIN:
                break
            if piece in chosen:
                continue
            if sum(p.words for p in chosen) + piece.words > SHARPENED_WORDS_MAX:
                continue
            chosen.append(piece)
            for shown in ELEMENTS:
                taken[shown] += reading.probability(piece.row, shown) >= _SHOWN_MIN
            break
    return chosen


def _worth(piece: Piece, element: Element, reading: Reading) -> float:
    dangling = _DANGLING_COST if _DANGLING.match(piece.source.quote) else 0.0
    return reading.probability(piece.row, element) - dangling - _LONG_COST * max(0, count_words(piece.sentence) - 25)
