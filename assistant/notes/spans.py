"""Join tagged pieces to the words of advice and promises."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.domain.questions import Span
from assistant.notes.heads import ADVICE, ADVICE_ON, OTHER, PROMISE, PROMISE_ON
from assistant.notes.pieces import Piece
from assistant.notes.time_words import time_words

_GAP_LETTERS_MAX = 4
"""Letters between a promise and the time that stands beside it, as in "ask Tom (by Friday)" or "ask Tom | Friday"."""


def advice_spans(note: str, found: Sequence[Piece], tags: Sequence[int]) -> tuple[Span, ...]:
    """Return the words of each piece of advice, in the order of the note."""
    return tuple(_span(note, run) for run in _runs(found, tags, ADVICE, ADVICE_ON))


def promise_spans(note: str, found: Sequence[Piece], tags: Sequence[int]) -> list[tuple[Piece, Span]]:
    """Return the first piece and the words of each promise, with the time that stands right after it."""
    runs = _runs(found, tags, PROMISE, PROMISE_ON)
    return [(run[0], _span(note, [*run, *_time_after(found, tags, run)])) for run in runs]


def _runs(found: Sequence[Piece], tags: Sequence[int], begins: int, goes_on: int) -> list[list[Piece]]:
    runs: list[list[Piece]] = []
    for piece, tag in zip(found, tags, strict=True):
        if tag == begins:
            runs.append([piece])
        elif tag == goes_on and runs:
            runs[-1].append(piece)
    return runs


def _time_after(found: Sequence[Piece], tags: Sequence[int], run: Sequence[Piece]) -> list[Piece]:
    """Return the pieces after a promise without a time that are nothing but an owner or a time."""
    if any(time_words(piece.text) for piece in run):
        return []
    place = found.index(run[-1]) + 1
    taken: list[Piece] = []
    while place < len(found) and len(taken) < 2 and tags[place] == OTHER:
        piece, before = found[place], found[place - 1]
        if piece.line != before.line or piece.start - before.end > _GAP_LETTERS_MAX:
            return []
        taken.append(piece)
        if _is_time(piece.text):
            return taken
        if len(piece.text.split()) > 1:
            return []
        place += 1
    return []


def _is_time(text: str) -> bool:
    """Tell whether a text is hardly more than words that say by when."""
    times = time_words(text)
    return bool(times) and times[-1][1] - times[0][0] >= len(text) - 8


def _span(note: str, run: Sequence[Piece]) -> Span:
    return Span(run[0].start, run[-1].end, note[run[0].start : run[-1].end])
