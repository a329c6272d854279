"""The sentence encoder: all-MiniLM-L6-v2 (Reimers and Gurevych 2019; Wang et al. 2020), int8 on the CPU."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from threading import Lock

import ctranslate2
import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load_file
from tokenizers import Encoding, Tokenizer

from assistant.adapters.encoder.build import Progress, ensure_model, model_name
from assistant.adapters.encoder.sources import file_sha256
from assistant.errors import EncoderUnavailable
from assistant.ports.encoder import Vectors

DIMENSIONS = 384
PIECES_MAX = 256
QUESTION_PIECES_MAX = 128
_BATCH_PIECES = 2048
"""Word pieces a batch holds, padding included; measured best of 512 to 8192 on two cores."""
_THREADS = 2


class MiniLmEncoder:
    """Implements `ports.encoder.Encoder`; safe to call from several threads.

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
            raise EncoderUnavailable(f"the head {str(head)!r} cannot be read ({error}); reinstall the program") from error

    @property
    def fingerprint(self) -> str:
        """Name the weights."""
        return self._fingerprint

    def score(self, question: str, passages: Sequence[str]) -> NDArray[np.float32]:
        """Return shape (len(passages),), each 0 to 1; the question is cut at 128 word pieces, both at 256."""
        vectors = self._model.vectors(self._model.pair_pieces(question, passages))
        scores: NDArray[np.float32] = 1 / (1 + np.exp(-(vectors @ self._weight + self._bias)))
        return scores


class _Model:
    """Tokenizer and converted encoder of one folder."""

    def __init__(self, folder: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(PIECES_MAX)
        self._questions = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._questions.no_padding()
        self._questions.enable_truncation(QUESTION_PIECES_MAX)
        self._encoder = ctranslate2.Encoder(
            str(folder), device="cpu", compute_type="int8", inter_threads=1, intra_threads=_THREADS
        )
        self._lock = Lock()

    def pieces(self, texts: Sequence[str]) -> list[Encoding]:
        return self._tokenizer.encode_batch(list(texts))

    def pair_pieces(self, question: str, passages: Sequence[str]) -> list[Encoding]:
        """Return word pieces of (question, passage) pairs; a long question is cut before it is paired."""
        cut = self._questions.encode(question, add_special_tokens=False)
        shown = question[: cut.offsets[-1][1]] if cut.offsets else question
        return self._tokenizer.encode_batch([(shown, passage) for passage in passages])

    def vectors(self, encodings: Sequence[Encoding]) -> Vectors:
        result = np.zeros((len(encodings), DIMENSIONS), dtype=np.float32)
        order = sorted(range(len(encodings)), key=lambda row: len(encodings[row].ids))
        for rows in _batches(order, encodings):
            result[rows] = self._batch_vectors([encodings[row] for row in rows])
        return result

    def _batch_vectors(self, encodings: Sequence[Encoding]) -> Vectors:
        lengths = np.array([len(encoding.ids) for encoding in encodings])
        with self._lock:
            output = self._encoder.forward_batch(
                [encoding.ids for encoding in encodings],
                token_type_ids=[encoding.type_ids for encoding in encodings],
            )
            hidden = np.array(output.last_hidden_state, dtype=np.float32)
        mask = (np.arange(hidden.shape[1]) < lengths[:, None]).astype(np.float32)
        mean = np.einsum("nld,nl->nd", hidden, mask) / lengths[:, None]
        vectors: Vectors = (mean / np.maximum(np.linalg.norm(mean, axis=1, keepdims=True), 1e-12)).astype(np.float32)
        return vectors


def _batches(order: Sequence[int], encodings: Sequence[Encoding]) -> list[list[int]]:
    """Cut rows sorted by length into batches of at most `_BATCH_PIECES` word pieces, padding included."""
    batches: list[list[int]] = [[]]
    for row in order:
        if batches[-1] and (len(batches[-1]) + 1) * len(encodings[row].ids) > _BATCH_PIECES:
            batches.append([])
        batches[-1].append(row)
    return [batch for batch in batches if batch]
