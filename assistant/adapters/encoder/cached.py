"""Remember the vectors of texts that come again: a chat encodes its whole draft each turn."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from assistant.ports.encoder import Encoder, Vectors

TEXTS_MAX = 8_192
"""Vectors kept: 12 MB at 384 dimensions."""


class CachedEncoder:
    """Implements `ports.encoder.Encoder` over another one; the texts used last stay, safe between threads."""

    def __init__(self, encoder: Encoder, *, texts_max: int = TEXTS_MAX) -> None:
        self._encoder = encoder
        self._texts_max = texts_max
        self._vectors: OrderedDict[str, NDArray[np.float32]] = OrderedDict()
        self._lock = Lock()

    @property
    def fingerprint(self) -> str:
        """Return the inner encoder's fingerprint."""
        return self._encoder.fingerprint

    @property
    def dimensions(self) -> int:
        """Return the inner encoder's dimensions."""
        return self._encoder.dimensions

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return what the inner encoder gives; only texts not seen lately are encoded."""
        with self._lock:
            known = {text: self._vectors[text] for text in set(texts) if text in self._vectors}
        missing = [text for text in dict.fromkeys(texts) if text not in known]
        if missing:
            known |= dict(zip(missing, self._encoder.encode(missing), strict=True))
        with self._lock:
            for text in texts[-self._texts_max :]:
                self._vectors[text] = known[text]
                self._vectors.move_to_end(text)
            while len(self._vectors) > self._texts_max:
                self._vectors.popitem(last=False)
        if not texts:
            return np.zeros((0, self.dimensions), dtype=np.float32)
        return np.stack([known[text] for text in texts])
