"""The sentence encoder: all-MiniLM-L6-v2 (Reimers and Gurevych 2019; Wang et al. 2020), int8 on the CPU."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import ctranslate2
import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from assistant.adapters.encoder.build import Progress, ensure_model, model_name
from assistant.adapters.encoder.sources import file_sha256
from assistant.errors import EncoderUnavailable
from assistant.ports.encoder import Vectors

DIMENSIONS = 384
PIECES_MAX = 256
QUESTION_PIECES_MAX = 128
_BATCH_PIECES = 512
"""Word pieces a batch holds, padding included; measured best of 512 to 4096 on two cores."""
_SHORT_PIECES = 16
"""Texts up to here are never padded beyond it: wider rows are summed in another order, which shifts texts such as "?"."""
_WORKERS = 2
"""Batches under way at once, each on one core: faster than two cores on one batch."""


@dataclass(frozen=True, slots=True)
class _Pieces:
    """Word pieces of one text, with the special ones; `types` are 0, in a pair's passage 1."""

    ids: list[int]
    types: list[int]


class MiniLmEncoder:
    """Implements `ports.encoder.Encoder`; safe to call from several threads.

    Cosine to the float32 weights: over 0.99 for sentences and paragraphs; for texts of a word or two it can
    fall to 0.97 (tests/adapters/test_encoder.py).

    Args:
        cache_dir: Where the converted model is kept.
        adapter: A low-rank adapter to merge, None for the plain encoder.
        progress: Told in a sentence when long first-start work begins.

    Raises:
        EncoderUnavailable: The weights are missing or damaged.
    """

    def __init__(self, cache_dir: Path, *, adapter: Path | None = None, progress: Progress | None = None) -> None:
        folder = ensure_model(cache_dir, adapter=adapter, progress=progress)
        self._fingerprint = model_name(adapter)
        self._model = _Model(folder)

    @property
    def fingerprint(self) -> str:
        """Name encoder, weights, adapter and quantization."""
        return self._fingerprint

    @property
    def dimensions(self) -> int:
        """Return 384."""
        return DIMENSIONS

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return unit vectors, shape (len(texts), 384): the mean over a text's word pieces, at most 256."""
        return self._model.vectors(self._model.pieces(texts))


class MiniLmPairScorer:
    """Implements `ports.encoder.PairScorer`: question and passage in one pass, mean pooled, one linear head.

    Args:
        cache_dir: Where the converted model is kept.
        weights_dir: Holds `adapter.safetensors` and `head.safetensors` (`weight` (1, 384), `bias` (1,)).

    Raises:
        EncoderUnavailable: The weights are missing or damaged.
    """

    def __init__(self, cache_dir: Path, *, weights_dir: Path, progress: Progress | None = None) -> None:
        adapter, head = weights_dir / "adapter.safetensors", weights_dir / "head.safetensors"
        folder = ensure_model(cache_dir, adapter=adapter, progress=progress)
        self._model = _Model(folder)
        try:
            tensors = load_file(head)
            self._weight = tensors["weight"].astype(np.float32).reshape(DIMENSIONS)
            self._bias = float(tensors["bias"].reshape(-1)[0])
            self._fingerprint = f"{model_name(adapter)}-head-{file_sha256(head)[:12]}"
        except (OSError, KeyError, ValueError, SafetensorError) as error:
            raise EncoderUnavailable(
                f"the head {str(head)!r} cannot be read ({error}); reinstall the program"
            ) from error

    @property
    def fingerprint(self) -> str:
        """Name the weights."""
        return self._fingerprint

    def score(self, question: str, passages: Sequence[str]) -> NDArray[np.float32]:
        """Return shape (len(passages),), each 0 to 1; the question is cut at 128 word pieces, both at 256."""
        vectors = self._model.vectors(self._model.pair_pieces(question, passages))
        logits = vectors @ self._weight + self._bias
        scores: NDArray[np.float32] = ((1 + np.tanh(logits / 2)) / 2).astype(np.float32)  # the logistic function
        return scores


class _Model:
    """Tokenizer and converted encoder of one folder."""

    def __init__(self, folder: Path) -> None:
        try:
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            self._encoder = ctranslate2.Encoder(
                str(folder), device="cpu", compute_type="int8", inter_threads=_WORKERS, intra_threads=1
            )
        except Exception as error:  # both vendors raise their own kinds, the tokenizer a bare Exception
            raise EncoderUnavailable(
                f"the converted encoder {str(folder)!r} cannot be loaded ({error}); remove the folder and start again"
            ) from error
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(PIECES_MAX)
        empty = self._tokenizer.encode("").ids
        self._start, self._separator = empty[:1], empty[1:]
        self._workers = ThreadPoolExecutor(_WORKERS, thread_name_prefix="encoder")

    def pieces(self, texts: Sequence[str]) -> list[_Pieces]:
        return [_Pieces(found.ids, found.type_ids) for found in self._tokenizer.encode_batch(_whole(texts))]

    def pair_pieces(self, question: str, passages: Sequence[str]) -> list[_Pieces]:
        """Return the pieces of (question, passage) pairs, as BERT reads two segments."""
        found = self._tokenizer.encode_batch(_whole([question, *passages]), add_special_tokens=False)
        first = [*self._start, *found[0].ids[:QUESTION_PIECES_MAX], *self._separator]
        room = PIECES_MAX - len(first) - len(self._separator)
        seconds = [[*passage.ids[:room], *self._separator] for passage in found[1:]]
        return [_Pieces(first + second, [0] * len(first) + [1] * len(second)) for second in seconds]

    def vectors(self, texts: Sequence[_Pieces]) -> Vectors:
        result = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        order = sorted(range(len(texts)), key=lambda row: len(texts[row].ids))
        batches = _batches(order, texts)
        batch_vectors = self._workers.map(lambda rows: self._batch_vectors([texts[row] for row in rows]), batches)
        for rows, vectors in zip(batches, batch_vectors, strict=True):
            result[rows] = vectors
        return result

    def _batch_vectors(self, texts: Sequence[_Pieces]) -> Vectors:
        lengths = np.array([len(text.ids) for text in texts])
        output = self._encoder.forward_batch(
            [text.ids for text in texts],
            token_type_ids=[text.types for text in texts],
        )
        hidden = np.array(output.last_hidden_state, dtype=np.float32)
        mask = (np.arange(hidden.shape[1]) < lengths[:, None]).astype(np.float32)
        mean = (mask[:, None, :] @ hidden)[:, 0] / lengths[:, None]
        vectors: Vectors = (mean / np.maximum(np.linalg.norm(mean, axis=1, keepdims=True), 1e-12)).astype(np.float32)
        return vectors


def _batches(order: Sequence[int], texts: Sequence[_Pieces]) -> list[list[int]]:
    """Cut rows sorted by length into batches of at most `_BATCH_PIECES` word pieces, padding included.

    A small input is cut in two, one half for each worker.
    """
    batches: list[list[int]] = [[]]
    pieces_max = min(_BATCH_PIECES, sum(len(text.ids) for text in texts) // _WORKERS + 1)
    for row in order:
        is_full = (len(batches[-1]) + 1) * len(texts[row].ids) > pieces_max
        is_wider = bool(batches[-1]) and len(texts[batches[-1][0]].ids) <= _SHORT_PIECES < len(texts[row].ids)
        if batches[-1] and (is_full or is_wider):
            batches.append([])
        batches[-1].append(row)
    return [batch for batch in batches if batch]


def _whole(texts: Sequence[str]) -> list[str]:
    """Replace halves of surrogate pairs, which the tokenizer refuses."""
    return [text.encode("utf-8", "replace").decode("utf-8") for text in texts]
