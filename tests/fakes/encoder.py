"""An encoder without weights: texts that share words are close."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence

import numpy as np

from assistant.ports.encoder import Vectors


class HashingEncoder:
    """Implements `ports.encoder.Encoder` as a bag of words, each word a direction; `encoded` shows all texts.

    A text without words is the first unit vector.
    """

    def __init__(self, *, name: str = "hashing", dimensions: int = 384) -> None:
        self.encoded: list[str] = []
        self._name = name
        self._dimensions = dimensions

    @property
    def fingerprint(self) -> str:
        return f"{self._name}-{self._dimensions}"

    @property
    def dimensions(self) -> int:
        return self._dimensions

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.encoded.extend(texts)
        vectors = np.zeros((len(texts), self._dimensions), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in re.findall(r"\w+", text.lower()) or [""]:
                vectors[row, zlib.crc32(word.encode()) % self._dimensions if word else 0] += 1.0
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors
