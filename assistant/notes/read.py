"""Read a session note: guidance and commitments, each with its place in the note."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate, pairwise

from assistant.domain.questions import Span
from assistant.notes.heads import ADVICE, ADVICE_ON, PROMISE, PROMISE_ON, Floats, NoteHeads
from assistant.notes.marks import marks
from assistant.notes.people import Side, author_marks, people_of
from assistant.notes.pieces import Piece, pieces
from assistant.notes.promises import FoundCommitment, read_promise
from assistant.ports.encoder import Encoder


@dataclass(frozen=True, slots=True)
class NoteReading:
    """What was found in a note, each in the order of the note."""

    guidance: tuple[Span, ...]
    commitments: tuple[FoundCommitment, ...]


@dataclass(frozen=True, slots=True)
class NoteToRead:
    """A note; `session_date` is None when unknown, `author` when it is to be told from the words."""

    text: str
    session_date: date | None = None
    author: Side | None = None


@dataclass(frozen=True, slots=True)
class NoteReader:
    """The encoder and the heads over it."""

    encoder: Encoder
    heads: NoteHeads

    def read_note(self, note: str, session_date: date | None = None, *, author: Side | None = None) -> NoteReading:
        """Read one note."""
        return self.read_notes([NoteToRead(note, session_date, author)])[0]

    def read_notes(self, notes: Sequence[NoteToRead]) -> list[NoteReading]:
        """Read many notes with one pass of the encoder; each result is as `read_note` gives it alone."""
        cut = [pieces(note.text) for note in notes]
        around = [sentences_around(note.text, found) for note, found in zip(notes, cut, strict=True)]
        texts = [text for found, wide in zip(cut, around, strict=True) for text in (*(p.text for p in found), *wide)]
        vectors = self.encoder.encode(texts)
        ends = list(accumulate(2 * len(found) for found in cut))
        return [
            self._read(note, found, vectors[end - 2 * len(found) : end])
            for note, found, end in zip(notes, cut, ends, strict=True)
        ]

    def _read(self, note: NoteToRead, found: list[Piece], vectors: Floats) -> NoteReading:
        own, wide = vectors[: len(found)], vectors[len(found) :]
        tags = self.heads.tags(marks(note.text, found), own, wide)
        author = note.author or self._author(note.text)
        people = people_of(note.text, found, author=author)
        commitments: list[FoundCommitment] = []
        anchor = None
        for first, span in _joined(note.text, found, tags, PROMISE, PROMISE_ON):
            promise = read_promise(span, first.label, people, note.session_date, anchor=anchor)
            anchor = promise.due or anchor
            commitments.append(promise)
        guidance = tuple(span for _, span in _joined(note.text, found, tags, ADVICE, ADVICE_ON))
        return NoteReading(guidance, tuple(commitments))

    def _author(self, note: str) -> Side:
        return "mentor" if self.heads.is_by_mentor(author_marks(note)) else "mentee"


def sentences_around(note: str, found: Sequence[Piece]) -> list[str]:
    """Return for each piece the sentence it stands in."""
    begins = [row for row, piece in enumerate(found) if row == 0 or piece.border in ("line", "stop")]
    bounds = [*begins, len(found)]
    texts: list[str] = []
    for begin, end in pairwise(bounds):
        texts.extend([note[found[begin].start : found[end - 1].end]] * (end - begin))
    return texts


def _joined(
    note: str, found: Sequence[Piece], tags: Sequence[int], begins: int, goes_on: int
) -> list[tuple[Piece, Span]]:
    """Return the first piece and the words of each run of a kind."""
    runs: list[tuple[Piece, int]] = []
    for piece, tag in zip(found, tags, strict=True):
        if tag == begins:
            runs.append((piece, piece.end))
        elif tag == goes_on and runs:
            runs[-1] = (runs[-1][0], piece.end)
    return [(first, Span(first.start, end, note[first.start : end])) for first, end in runs]
