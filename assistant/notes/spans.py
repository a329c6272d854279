"""Join tagged pieces to the words of advice and promises."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.domain.questions import Span
from assistant.notes.heads import ADVICE, ADVICE_ON, OTHER, PROMISE, PROMISE_ON
from assistant.notes.pieces import Piece
from assistant.notes.time_words import time_words

_OTHER_SUBJECT = re.compile(r"(?:i|he|she|they|you|we)(?:['’]\w+)?\s", re.IGNORECASE)
_DENIAL_BEFORE = re.compile(
    r"\b(?:(?:not|never)\s+(?:to|even)|(?:to\s+)?(?:not|never)|(?:do|should|would|must|need)(?:n['’]?t|\s+not)|dont|against|avoid|stop|without|instead\s+of)\s+$",
    re.IGNORECASE,
)
"""Without these words advice would say its opposite: "told her not to | wait"."""
_GAP_LETTERS_MAX = 4
"""Letters between a promise and the time that stands beside it, as in "ask Tom (by Friday)" or "ask Tom | Friday"."""


def advice_spans(note: str, found: Sequence[Piece], tags: Sequence[int]) -> tuple[Span, ...]:
    """Return the words of each piece of advice, in the order of the note."""
    return tuple(_with_denial(note, _span(note, run)) for run in _runs(found, tags, ADVICE, ADVICE_ON))


def promise_spans(note: str, found: Sequence[Piece], tags: Sequence[int]) -> list[tuple[Piece, Span]]:
    """Return the first piece and the words of each promise, with the time that stands right after it."""
    runs = [part for run in _runs(found, tags, PROMISE, PROMISE_ON) for part in _parted(run)]
    return [(run[0], _span(note, [*run, *_time_after(found, tags, run)])) for run in runs]


def _runs(found: Sequence[Piece], tags: Sequence[int], begins: int, goes_on: int) -> list[list[Piece]]:
    runs: list[list[Piece]] = []
    for piece, tag in zip(found, tags, strict=True):
        if tag == begins:
            runs.append([piece])
        elif tag == goes_on and runs:
            runs[-1].append(piece)
    return runs


def _parted(run: Sequence[Piece]) -> list[list[Piece]]:
    """Part a run in which somebody else begins a promise with a time of its own: "list by wed, she comments thu"."""
    parts = [[run[0]]]
    for piece in run[1:]:
        begins = _OTHER_SUBJECT.match(piece.text) is not None and piece.border in ("comma", "stop", "join", "dash")
        has_time_before = any(time_words(before.text) for before in parts[-1])
        if begins and has_time_before and time_words(piece.text):
            parts.append([])
        parts[-1].append(piece)
    return parts


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


def _with_denial(note: str, span: Span) -> Span:
    """Return a span with the denial right before it, on its line."""
    before = note[note.rfind("\n", 0, span.start) + 1 : span.start]
    found = _DENIAL_BEFORE.search(before)
    start = span.start - len(before) + found.start() if found else span.start
    return Span(start, span.end, note[start : span.end])
