"""Score what is found in session notes on the labeled notes, beside rules that know next to nothing.

    python -m evals.notes --split test

A found span counts when it overlaps a labeled one, each used once, best overlap first: "any" for one character,
"half" for an intersection of half the union. A promise counts when half of the words of its act are those of the
labeled act. "all sentences" takes every sentence for advice; "first half" those of the first half;
"modal or imperative" each line or sentence with a modal verb or that begins with an imperative.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.bootstrap import build
from assistant.guidance.notes_batch import extract_rows
from assistant.notes.marks import is_imperative
from assistant.schemas.notes import CommitmentRow, ExtractedRow, ExtractRow, GuidanceRow
from assistant.settings import Settings
from assistant.text.segments import sentences
from evals import metrics
from evals.metrics import Score
from training.notes.data import LabeledCommitment, LabeledNote, read_notes

_MODAL = re.compile(r"\b(?:should|must|ought|needs?\sto|ha(?:s|ve)\sto|had\sbetter|could|might)\b", re.IGNORECASE)
HALF = 0.5

Counts = NDArray[np.float64]
"""Shape (notes, 3): right, found, labeled."""


@dataclass(frozen=True, slots=True)
class Reader:
    """What one reader found in each note."""

    name: str
    rows: Sequence[ExtractedRow]


def embedded_reader(notes: Sequence[LabeledNote]) -> Reader:
    """Read with the engine as shipped."""
    rows = extract_rows(
        [ExtractRow(note=n.note, session_date=n.session_date) for n in notes], build(Settings()).note_reader
    )
    return Reader("embedded", [row for row in rows if isinstance(row, ExtractedRow)])


def rule_reader(name: str, notes: Sequence[LabeledNote], takes: Callable[[LabeledNote, int, str], bool]) -> Reader:
    """Take sentences by a rule of the note, the place and the words."""
    return Reader(
        name,
        [
            ExtractedRow(
                guidance=[
                    GuidanceRow(text=span.quote, start=span.start, end=span.end)
                    for span in sentences(note.note)
                    if takes(note, span.start, span.quote)
                ],
                commitments=[],
            )
            for note in notes
        ],
    )


def rule_readers(notes: Sequence[LabeledNote]) -> list[Reader]:
    """Return the three trivial readers."""
    return [
        rule_reader("all sentences", notes, lambda _note, _start, _text: True),
        rule_reader("first half", notes, lambda note, start, _text: 2 * start < len(note.note)),
        rule_reader(
            "modal or imperative",
            notes,
            lambda _note, _start, text: _MODAL.search(text) is not None or is_imperative(text),
        ),
    ]


def guidance_counts(notes: Sequence[LabeledNote], reader: Reader, *, overlap_min: float) -> Counts:
    """Return what is right, found and labeled in each note."""
    counted = [
        [len(guidance_pairs(note, row, overlap_min=overlap_min)), len(row.guidance), len(note.guidance)]
        for note, row in zip(notes, reader.rows, strict=True)
    ]
    return np.array(counted, dtype=float)


def guidance_pairs(note: LabeledNote, row: ExtractedRow, *, overlap_min: float) -> list[tuple[int, int]]:
    """Return places of found and labeled pieces of advice that are the same, each once, the most alike first."""
    alike = np.array([[_overlap(g.start, g.end, s.start, s.end) for s in note.guidance] for g in row.guidance])
    return _pairs(alike, overlap_min)


def promise_counts(notes: Sequence[LabeledNote], reader: Reader) -> tuple[Counts, Counts]:
    """Return what is right, found and labeled in each note; and of the right ones, due right, who right, all right ones."""
    counted, details = [], []
    for note, row in zip(notes, reader.rows, strict=True):
        pairs = promise_pairs(note, row)
        counted.append([len(pairs), len(row.commitments), len(note.commitments)])
        matched = [(row.commitments[i], note.commitments[j]) for i, j in pairs]
        due = sum(found.due == labeled.due for found, labeled in matched)
        who = sum(found.who.casefold() == labeled.who.casefold() for found, labeled in matched)
        details.append([due, who, len(pairs)])
    return np.array(counted, dtype=float), np.array(details, dtype=float)


def promise_pairs(note: LabeledNote, row: ExtractedRow) -> list[tuple[int, int]]:
    """Return places of found and labeled promises that are the same, each once, the most alike first."""
    alike = np.array([[_same_words(f, c) for c in note.commitments] for f in row.commitments])
    return _pairs(alike, HALF)


def scores_of(notes: Sequence[LabeledNote], reader: Reader) -> dict[str, Score]:
    """Return measure -> score; promises are left out for readers that look for none."""
    found = {
        "guidance F1, any overlap": _f1(guidance_counts(notes, reader, overlap_min=1e-9)),
        "guidance F1, half overlap": _f1(guidance_counts(notes, reader, overlap_min=HALF)),
    }
    if any(row.commitments for row in reader.rows):
        promises, details = promise_counts(notes, reader)
        found["promises F1"] = _f1(promises)
        found["due right, of promises found"] = _ratio(details[:, 0], details[:, 2])
        found["due right, of all labeled"] = _ratio(details[:, 0], promises[:, 2])
        found["who right, of promises found"] = _ratio(details[:, 1], details[:, 2])
    return found


def _overlap(start: int, end: int, other_start: int, other_end: int) -> float:
    both = max(0, min(end, other_end) - max(start, other_start))
    return both / (end - start + other_end - other_start - both)


def _same_words(found: CommitmentRow, labeled: LabeledCommitment) -> float:
    one, other = (set(re.findall(r"\w+", text.casefold())) for text in (found.what, labeled.what))
    return len(one & other) / max(min(len(one), len(other)), 1)


def _pairs(alike: NDArray[np.float64], least: float) -> list[tuple[int, int]]:
    """Return (row, column) pairs of at least `least`, each row and column once, the most alike first."""
    if alike.size == 0:
        return []
    pairs: list[tuple[int, int]] = []
    rows, columns = alike.shape
    for place in np.argsort(-alike, axis=None, kind="stable"):
        row, column = divmod(int(place), columns)
        if alike[row, column] < least or len(pairs) == min(rows, columns):
            break
        if all(row != r and column != c for r, c in pairs):
            pairs.append((row, column))
    return pairs


def _f1(counts: Counts) -> Score:
    right, found, labeled = (metrics.resample_counts(len(counts)) @ counts).T
    with np.errstate(invalid="ignore"):
        return metrics.score_of(2 * right / (found + labeled), len(counts))


def _ratio(right: NDArray[np.float64], of: NDArray[np.float64]) -> Score:
    weights = metrics.resample_counts(len(right))
    with np.errstate(invalid="ignore"):
        return metrics.score_of((weights @ right) / (weights @ of), len(right))


def main() -> None:
    """Score one split and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--split", choices=("train", "dev", "test"), default="test")
    parser.add_argument("--hand", help="only notes of one writer, n1 or n2")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    notes = [n for n in read_notes() if n.split == options.split and options.hand in (None, n.hand)]
    readers = [embedded_reader(notes), *rule_readers(notes)]
    results = {reader.name: scores_of(notes, reader) for reader in readers}
    if options.json:
        print(json.dumps({name: {m: asdict(s) for m, s in found.items()} for name, found in results.items()}, indent=1))
        return
    print(f"{len(notes)} notes of the {options.split} split\n")
    for measure in next(iter(results.values())):
        for name, found in results.items():
            if measure in found:
                print(f"{measure:<32}{name:<22}{found[measure]}")


if __name__ == "__main__":
    main()
