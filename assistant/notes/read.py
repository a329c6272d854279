"""Read a session note: guidance and commitments, each with its place in the note."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate, pairwise

from assistant.domain.questions import Span
from assistant.notes.heads import Floats, NoteHeads
from assistant.notes.marks import marks
from assistant.notes.people import Side, author_marks, people_of
from assistant.notes.pieces import Piece, pieces
from assistant.notes.promises import FoundCommitment, read_promise
from assistant.notes.spans import advice_spans, promise_spans
from assistant.ports.encoder import Encoder
from assistant.text.segments import sentences

OPENING_SENTENCES = 3


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
        cut = [_Cut.of(note.text) for note in notes]
        vectors = self.encoder.encode([text for parts in cut for text in parts.texts])
        ends = list(accumulate(len(parts.texts) for parts in cut))
        return [
            self._read(note, parts, vectors[end - len(parts.texts) : end])
            for note, parts, end in zip(notes, cut, ends, strict=True)
        ]

    def _read(self, note: NoteToRead, cut: _Cut, vectors: Floats) -> NoteReading:
        found, count = cut.found, len(cut.found)
        tags = self.heads.tags(marks(note.text, found), vectors[:count], vectors[count : 2 * count])
        author = note.author or self._author(note.text, vectors[2 * count :])
        people = people_of(note.text, found, author=author)
        commitments: list[FoundCommitment] = []
        anchor = None
        for first, span in promise_spans(note.text, found, tags):
            promise = read_promise(span, first.label, people, note.session_date, anchor=anchor)
            anchor = promise.due or anchor
            commitments.append(promise)
        return NoteReading(advice_spans(note.text, found, tags), tuple(commitments))

    def _author(self, note: str, opening: Floats) -> Side:
        if not len(opening):
            return "mentee"
        is_by_mentor = self.heads.is_by_mentor(author_marks(note), opening.mean(axis=0))
        return "mentor" if is_by_mentor else "mentee"


@dataclass(frozen=True, slots=True)
class _Cut:
    """The pieces of a note, and all texts to encode: pieces, the sentence around each, the opening sentences."""

    found: list[Piece]
    texts: list[str]

    @classmethod
    def of(cls, note: str) -> _Cut:
        found = pieces(note)
        return cls(found, [*(p.text for p in found), *sentences_around(note, found), *opening_sentences(note)])


def opening_sentences(note: str) -> list[str]:
    """Return the sentences a note opens with, which tell best who writes."""
    return [sentence.quote for sentence in sentences(note)[:OPENING_SENTENCES]]


def sentences_around(note: str, found: Sequence[Piece]) -> list[str]:
    """Return for each piece the sentence it stands in."""
    begins = [row for row, piece in enumerate(found) if row == 0 or piece.border in ("line", "stop")]
    bounds = [*begins, len(found)]
    texts: list[str] = []
    for begin, end in pairwise(bounds):
        texts.extend([note[found[begin].start : found[end - 1].end]] * (end - begin))
    return texts
