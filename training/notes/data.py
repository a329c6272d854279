"""Read the labeled notes and the public advice sentences, and turn them into what the trainer needs."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from assistant.domain.questions import Span
from assistant.notes.heads import ADVICE, ADVICE_ON, OTHER, PROMISE, PROMISE_ON
from assistant.notes.people import Side
from assistant.notes.pieces import Piece
from evals import DATASETS

NOTES = DATASETS / "notes/notes.jsonl"
THIRD_HAND = NOTES.with_name("third_hand.jsonl")
"""Notes of another writer, for measuring alone."""
Split = Literal["train", "dev", "test"]


@dataclass(frozen=True, slots=True)
class LabeledCommitment:
    """A promise as the reader found it; `span` is the quote it stands in."""

    what: str
    when: str
    due: date | None
    who: str
    span: Span


@dataclass(frozen=True, slots=True)
class LabeledNote:
    """One note with its labels; `hand` names who wrote it ("n1", "n2")."""

    id: str
    hand: str
    split: Split
    session_date: date
    by: Side
    note: str
    guidance: tuple[Span, ...]
    commitments: tuple[LabeledCommitment, ...]


def read_notes(path: Path = NOTES) -> list[LabeledNote]:
    """Read every labeled note of the data set, in file order."""
    return [_note(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]


def _note(row: dict) -> LabeledNote:  # type: ignore[type-arg]
    def span(place: dict) -> Span:  # type: ignore[type-arg]
        return Span(place["start"], place["end"], row["note"][place["start"] : place["end"]])

    return LabeledNote(
        id=row["id"],
        hand=row["id"].split("-")[0],
        split=row["split"],
        session_date=date.fromisoformat(row["session_date"]),
        by=row["by"],
        note=row["note"],
        guidance=tuple(span(place) for place in row["guidance"]),
        commitments=tuple(
            LabeledCommitment(
                c["what"], c["when"], date.fromisoformat(c["due"]) if c["due"] else None, c["who"], span(c)
            )
            for c in row["commitments"]
        ),
    )


def tags_of(labeled: LabeledNote, found: Sequence[Piece]) -> list[int]:
    """Return the tag of each piece: that of the labeled span it mostly lies in."""
    tags = [OTHER] * len(found)
    for commitment in labeled.commitments:
        begin = _begin_of_act(labeled.note, commitment)
        inside = [row for row, piece in enumerate(found) if _lies_in(piece, commitment.span)]
        own = [row for row in inside if found[row].end > begin] or inside
        for row in own:
            if row == own[0]:
                tags[row] = PROMISE
            elif tags[row] == OTHER:
                tags[row] = PROMISE_ON
    for span in labeled.guidance:
        inside = [row for row, piece in enumerate(found) if _lies_in(piece, span)]
        for row in inside:
            tags[row] = ADVICE if row == inside[0] else ADVICE_ON
    return [tag if not _starts_nowhere(tags, row) else OTHER for row, tag in enumerate(tags)]


def _starts_nowhere(tags: Sequence[int], row: int) -> bool:
    """Tell whether a promise goes on here that another label has cut from its beginning."""
    return tags[row] == PROMISE_ON and (row == 0 or tags[row - 1] not in (PROMISE, PROMISE_ON))


def _lies_in(piece: Piece, span: Span) -> bool:
    return 2 * (min(piece.end, span.end) - max(piece.start, span.start)) > piece.end - piece.start


def _begin_of_act(note: str, commitment: LabeledCommitment) -> int:
    """Return where the first words of the act stand; several promises may share a quote."""
    words = commitment.what.split()
    for start in (" ".join(words[:2]), words[0]):
        match = re.compile(re.escape(start)).search(note, commitment.span.start, commitment.span.end)
        if match:
            return match.start()
    return commitment.span.start


def read_advice_sentences(path: Path) -> tuple[list[str], list[int]]:
    """Read the public sentences with label 1 for advice; their tokens are joined as people write them."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    texts = [re.sub(r"\s+(n['’]t|['’]\w{1,2}\b|[,.;:!?)])", r"\1", row["text"]) for row in rows]
    return texts, [row["label"] for row in rows]
