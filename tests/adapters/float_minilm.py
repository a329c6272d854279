"""MiniLM in float32 with numpy alone: what the converted encoder is held to."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from assistant.adapters.encoder.adapter import merge_adapter
from assistant.adapters.encoder.sources import find_source

Array = NDArray[np.float32]

_HEADS = 12
_erf = np.vectorize(math.erf, otypes=[np.float32])


class FloatMiniLm:
    """The forward pass of BERT (Devlin et al. 2019) as all-MiniLM-L6-v2 was trained: mean pooling, unit length."""

    def __init__(self, *, adapter: Path | None = None) -> None:
        source = find_source()
        weights: dict[str, Array] = load_file(source.weights)
        self._weights = weights if adapter is None else merge_adapter(weights, adapter)
        self._tokenizer = Tokenizer.from_file(str(source.tokenizer))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(256)

    def encode(self, text: str) -> Array:
        """Return the unit vector of a text, shape (384,)."""
        found = self._tokenizer.encode(text)
        return self._vector(found.ids, found.type_ids)

    def encode_pair(self, first: str, second: str) -> Array:
        """Return the unit vector of two segments, shape (384,)."""
        found = self._tokenizer.encode(first, second)
        return self._vector(found.ids, found.type_ids)

    def _vector(self, ids: list[int], types: list[int]) -> Array:
        weights = self._weights
        hidden = (
            weights["embeddings.word_embeddings.weight"][ids]
            + weights["embeddings.token_type_embeddings.weight"][types]
            + weights["embeddings.position_embeddings.weight"][: len(ids)]
        )
        hidden = self._norm(hidden, "embeddings.LayerNorm")
        for layer in range(6):
            hidden = self._layer(hidden, f"encoder.layer.{layer}")
        mean: Array = hidden.mean(axis=0)
        vector: Array = mean / np.linalg.norm(mean)
        return vector

    def _layer(self, hidden: Array, name: str) -> Array:
        attended = self._linear(self._attend(hidden, f"{name}.attention.self"), f"{name}.attention.output.dense")
        hidden = self._norm(hidden + attended, f"{name}.attention.output.LayerNorm")
        inner = self._linear(hidden, f"{name}.intermediate.dense")
        inner = inner * 0.5 * (1 + _erf(inner / math.sqrt(2)))
        return self._norm(hidden + self._linear(inner, f"{name}.output.dense"), f"{name}.output.LayerNorm")

    def _attend(self, hidden: Array, name: str) -> Array:
        length, width = hidden.shape
        query, key, value = (
            self._linear(hidden, f"{name}.{part}").reshape(length, _HEADS, -1).transpose(1, 0, 2)
            for part in ("query", "key", "value")
        )
        logits = query @ key.transpose(0, 2, 1) / math.sqrt(width / _HEADS)
        shares = np.exp(logits - logits.max(axis=-1, keepdims=True))
        shares /= shares.sum(axis=-1, keepdims=True)
        mixed: Array = (shares @ value).transpose(1, 0, 2).reshape(length, width)
        return mixed

    def _linear(self, values: Array, name: str) -> Array:
        result: Array = values @ self._weights[f"{name}.weight"].T + self._weights[f"{name}.bias"]
        return result

    def _norm(self, values: Array, name: str) -> Array:
        centered = values - values.mean(axis=-1, keepdims=True)
        scaled = centered / np.sqrt((centered**2).mean(axis=-1, keepdims=True) + 1e-12)
        result: Array = scaled * self._weights[f"{name}.weight"] + self._weights[f"{name}.bias"]
        return result
