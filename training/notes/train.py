"""Train the heads that read session notes, and write them beside their model card.

    python -m training.notes.train --sentences advice_sentences.jsonl.gz
    python -m training.notes.train                 # keeps the head that was trained on public sentences

Three linear heads: advice or not, on public sentences; the tag of each piece, on the labeled notes; who wrote a
note. The encoder stays as it is packaged. Strengths of regularization were chosen on the dev part.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file
from sklearn.linear_model import LogisticRegression

from assistant.bootstrap import build
from assistant.notes.heads import TAGS, VECTOR_GAIN, Floats, NoteHeads, load_note_heads
from assistant.notes.marks import MARKS, marks
from assistant.notes.people import AUTHOR_MARKS, author_marks
from assistant.notes.pieces import pieces
from assistant.notes.read import opening_sentences, sentences_around
from assistant.ports.encoder import Encoder
from assistant.settings import Settings
from training.notes.data import LabeledNote, read_advice_sentences, read_notes, tags_of

ADVICE_C, TAG_C, AUTHOR_C = 10.0, 0.1, 1.0


def advice_head(path: Path, encoder: Encoder) -> tuple[Floats, Floats]:
    """Fit advice or not on the public sentences; return weight and bias."""
    texts, labels = read_advice_sentences(path)
    head = LogisticRegression(C=ADVICE_C, max_iter=1000).fit(encoder.encode(texts), labels)
    return head.coef_[0].astype(np.float32), head.intercept_.astype(np.float32)


def train(notes: Sequence[LabeledNote], advice: tuple[Floats, Floats], encoder: Encoder) -> NoteHeads:
    """Fit the tag head and the author head on labeled notes."""
    heads = _blank(*advice)
    features, tags = _tag_rows(notes, heads, encoder)
    tag = LogisticRegression(C=TAG_C, max_iter=1000).fit(features, tags)
    written = np.array([_author_features(note.note, encoder) for note in notes])
    author = LogisticRegression(C=AUTHOR_C, max_iter=1000).fit(written, [note.by == "mentor" for note in notes])
    return NoteHeads(
        heads.advice_weight,
        heads.advice_bias,
        tag.coef_.astype(np.float32),
        tag.intercept_.astype(np.float32),
        author.coef_[0].astype(np.float32),
        author.intercept_.astype(np.float32),
    )


def _author_features(note: str, encoder: Encoder) -> Floats:
    opening = encoder.encode(opening_sentences(note)).mean(axis=0)
    features: Floats = np.concatenate([author_marks(note), VECTOR_GAIN * opening])
    return features


def _blank(advice_weight: Floats, advice_bias: Floats) -> NoteHeads:
    size = MARKS + 2 + len(advice_weight)
    zeros = np.zeros
    return NoteHeads(
        advice_weight,
        advice_bias,
        zeros((len(TAGS), size), dtype=np.float32),
        zeros(len(TAGS), dtype=np.float32),
        zeros(AUTHOR_MARKS + len(advice_weight), dtype=np.float32),
        zeros(1, dtype=np.float32),
    )


def _tag_rows(notes: Sequence[LabeledNote], heads: NoteHeads, encoder: Encoder) -> tuple[Floats, list[int]]:
    """Return the features of every piece of every note, shape (pieces, features), and its tag."""
    features, tags = [], []
    for note in notes:
        found = pieces(note.note)
        vectors = encoder.encode([piece.text for piece in found])
        wide = encoder.encode(sentences_around(note.note, found))
        features.append(heads.features(marks(note.note, found), vectors, wide))
        tags += tags_of(note, found)
    return np.concatenate(features), tags


def save(heads: NoteHeads, folder: Path) -> None:
    """Write `heads.safetensors`."""
    folder.mkdir(parents=True, exist_ok=True)
    tensors = {
        "advice.weight": heads.advice_weight,
        "advice.bias": heads.advice_bias,
        "tag.weight": heads.tag_weight,
        "tag.bias": heads.tag_bias,
        "author.weight": heads.author_weight,
        "author.bias": heads.author_bias,
    }
    save_file({name: np.ascontiguousarray(value) for name, value in tensors.items()}, folder / "heads.safetensors")


def main() -> None:
    """Train on the chosen parts and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--sentences", type=Path, help="public advice sentences, gzipped JSON lines")
    parser.add_argument("--out", type=Path, default=Path("assistant/weights/notes"))
    parser.add_argument("--hands", nargs="+", default=["n1", "n2"], help="whose notes to learn from")
    options = parser.parse_args()
    notes = [note for note in read_notes() if note.split == "train" and note.hand in options.hands]
    encoder = build(Settings()).encoder
    if options.sentences is None:
        kept = load_note_heads(options.out / "heads.safetensors")
        advice = kept.advice_weight, kept.advice_bias
    else:
        advice = advice_head(options.sentences, encoder)
    save(train(notes, advice, encoder), options.out)
    print(f"trained on {len(notes)} notes")


if __name__ == "__main__":
    main()
