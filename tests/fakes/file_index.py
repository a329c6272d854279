"""A vector index in a file that writes in several steps, so that a kill can leave it half written."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.ports.encoder import Encoder
from assistant.ports.index import Collection, Hit, IndexEntry
from tests.fakes.index import MemoryIndex


class FileIndex:
    """Implements `ports.index.VectorIndex` in one file; a replacement deletes, then writes by halves, saving each."""

    def __init__(self, encoder: Encoder, path: Path) -> None:
        self._path = path
        self._memory = MemoryIndex(encoder, pickle.loads(path.read_bytes()) if path.exists() else None)

    def upsert(self, collection: Collection, entries: Sequence[IndexEntry]) -> None:
        half = len(entries) // 2
        for part in (entries[:half], entries[half:]):
            self._memory.upsert(collection, part)
            self._save()

    def replace_documents(
        self, collection: Collection, document_ids: Iterable[str], entries: Sequence[IndexEntry]
    ) -> None:
        self._memory.replace_documents(collection, document_ids, [])
        self._save()
        self.upsert(collection, entries)

    def query(self, collection: Collection, vector: NDArray[np.float32], limit: int) -> list[Hit]:
        return self._memory.query(collection, vector, limit)

    def vectors(self, collection: Collection, entry_ids: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        return self._memory.vectors(collection, entry_ids)

    def count(self, collection: Collection) -> int:
        return self._memory.count(collection)

    def document_ids(self, collection: Collection) -> frozenset[str]:
        return self._memory.document_ids(collection)

    def encoder_of(self, collection: Collection) -> str | None:
        return self._memory.encoder_of(collection)

    def clear(self, collection: Collection) -> None:
        self._memory.clear(collection)
        self._save()

    def entries(self, collection: Collection) -> dict[str, IndexEntry]:
        return self._memory.shelves[collection][1] if collection in self._memory.shelves else {}

    def _save(self) -> None:
        unfinished = self._path.with_suffix(".new")
        unfinished.write_bytes(pickle.dumps(self._memory.shelves))
        unfinished.replace(self._path)
