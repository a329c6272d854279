"""Text to vectors, and pairs of texts to scores."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


class Encoder(Protocol):
    """Map texts to unit vectors."""

    @property
    def fingerprint(self) -> str:
        """Name encoder, weights and quantization; an index made under another fingerprint is refused."""

    @property
    def dimensions(self) -> int:
        """Return the length of a vector."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return shape (len(texts), dimensions), float32, rows of length 1, in the order given.

        No texts give shape (0, dimensions). Texts over 256 word pieces are cut there.
        """


class PairScorer(Protocol):
    """Read a question and a passage together and say how well the passage answers it."""

    @property
    def fingerprint(self) -> str:
        """Name the weights."""

    def score(self, question: str, passages: Sequence[str]) -> NDArray[np.float32]:
        """Return shape (len(passages),), each 0 to 1, higher is closer."""
