"""Trained heads over pieces of a note, evaluated in numpy: advice, promise or neither, and who wrote the note."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file

from assistant.errors import EncoderUnavailable

Floats = NDArray[np.float32]

TAGS: Final = ("other", "advice", "advice goes on", "promise", "promise goes on")
"""What a piece can be; one that "goes on" belongs to the piece before it."""
OTHER, ADVICE, ADVICE_ON, PROMISE, PROMISE_ON = range(len(TAGS))

VECTOR_GAIN = 4.0
ADVICE_GAIN = 0.5
_NEVER = np.float32(-1e9)


@dataclass(frozen=True, slots=True)
class NoteHeads:
    """The weights of one training run; see the model card beside them.

    Attributes:
        advice_weight: Shape (384,), tells advice sentences of public forums from others by their vector.
        advice_bias: Shape (1,).
        tag_weight: Shape (5, marks + 2 + 384), in the order of `TAGS`.
        tag_bias: Shape (5,).
        author_weight: Shape (author marks + 384,), towards a mentor.
        author_bias: Shape (1,).
    """

    advice_weight: Floats
    advice_bias: Floats
    tag_weight: Floats
    tag_bias: Floats
    author_weight: Floats
    author_bias: Floats

    def tags(self, shown: Floats, vectors: Floats, sentence_vectors: Floats) -> list[int]:
        """Return the likeliest sequence of tags for the pieces of one note.

        Args:
            shown: Shape (n, MARKS), see `notes.marks`.
            vectors: Shape (n, 384), unit length, of each piece.
            sentence_vectors: Shape (n, 384), of the sentence each piece stands in.
        """
        if not len(shown):
            return []
        features = self.features(shown, vectors, sentence_vectors)
        return likeliest_tags(log_softmax(features @ self.tag_weight.T + self.tag_bias))

    def features(self, shown: Floats, vectors: Floats, sentence_vectors: Floats) -> Floats:
        """Return shape (n, marks + 2 + 384), what the tag head reads."""
        advice = np.stack([self.advice_logits(vectors), self.advice_logits(sentence_vectors)], axis=1)
        return np.concatenate([shown, ADVICE_GAIN * advice, VECTOR_GAIN * vectors], axis=1).astype(np.float32)

    def advice_logits(self, vectors: Floats) -> Floats:
        """Return shape (n,), how surely a text is advice by its vector alone, in log odds."""
        logits: Floats = vectors @ self.advice_weight + self.advice_bias[0]
        return logits

    def is_by_mentor(self, author_marks: Floats, opening: Floats) -> bool:
        """Tell whether a mentor rather than a mentee wrote the note.

        Args:
            author_marks: Shape (AUTHOR_MARKS,), see `notes.people`.
            opening: Shape (384,), the mean vector of the sentences the note opens with.
        """
        features = np.concatenate([author_marks, VECTOR_GAIN * opening])
        return bool(features @ self.author_weight + self.author_bias[0] > 0)


def likeliest_tags(log_probabilities: Floats) -> list[int]:
    """Return the best sequence in which nothing goes on that has not begun (Viterbi 1967); shape (n, 5) in, n tags out."""
    moves = np.zeros((len(TAGS), len(TAGS)), dtype=np.float32)
    moves[[OTHER, PROMISE, PROMISE_ON], ADVICE_ON] = _NEVER
    moves[[OTHER, ADVICE, ADVICE_ON], PROMISE_ON] = _NEVER
    best = log_probabilities[0] + np.array([0, 0, _NEVER, 0, _NEVER], dtype=np.float32)
    came_from = []
    for row in log_probabilities[1:]:
        reached = best[:, None] + moves
        came_from.append(reached.argmax(axis=0))
        best = reached.max(axis=0) + row
    tags = [int(best.argmax())]
    for step in reversed(came_from):
        tags.append(int(step[tags[-1]]))
    return tags[::-1]


def log_softmax(logits: Floats) -> Floats:
    """Return log probabilities, shape as given."""
    shifted = logits - logits.max(axis=1, keepdims=True)
    result: Floats = (shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))).astype(np.float32)
    return result


def load_note_heads(path: Path) -> NoteHeads:
    """Read the heads of a weights folder's `heads.safetensors`.

    Raises:
        EncoderUnavailable: The file is missing or incomplete.
    """
    try:
        tensors = {name: value.astype(np.float32) for name, value in load_file(path).items()}
        return NoteHeads(
            advice_weight=tensors["advice.weight"],
            advice_bias=tensors["advice.bias"],
            tag_weight=tensors["tag.weight"],
            tag_bias=tensors["tag.bias"],
            author_weight=tensors["author.weight"],
            author_bias=tensors["author.bias"],
        )
    except (OSError, KeyError) as error:
        raise EncoderUnavailable(
            f"note weights at {str(path)!r} cannot be read ({error}); reinstall the package"
        ) from error
