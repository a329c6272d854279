"""A vector index in memory: exact cosine, with everything it holds open to inspection."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.errors import IndexMismatch
from assistant.ports.encoder import Encoder
from assistant.ports.index import Collection, Hit, IndexEntry

Shelves = dict[Collection, tuple[str, dict[str, IndexEntry]]]


class MemoryIndex:
    """Implements `ports.index.VectorIndex`.

    Args:
        encoder: Names who made the vectors.
        shelves: Fingerprint and entries of each collection; shared by indexes that stand for the same disk.
    """

    def __init__(self, encoder: Encoder, shelves: Shelves | None = None) -> None:
        self._fingerprint = encoder.fingerprint
        self.shelves: Shelves = {} if shelves is None else shelves

    def upsert(self, collection: Collection, entries: Sequence[IndexEntry]) -> None:
        self._shelf(collection).update({entry.id: entry for entry in entries})

    def replace_documents(
        self, collection: Collection, document_ids: Iterable[str], entries: Sequence[IndexEntry]
    ) -> None:
        shelf, gone = self._shelf(collection), set(document_ids)
        for entry_id in [entry.id for entry in shelf.values() if entry.document_id in gone]:
            del shelf[entry_id]
        shelf.update({entry.id: entry for entry in entries})

    def query(self, collection: Collection, vector: NDArray[np.float32], limit: int) -> list[Hit]:
        if collection not in self.shelves:
            return []
        hits = [Hit(e.id, e.document_id, e.part, float(vector @ e.vector)) for e in self._shelf(collection).values()]
        return sorted(hits, key=lambda hit: (-hit.score, hit.id))[:limit]

    def vectors(self, collection: Collection, entry_ids: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        if collection not in self.shelves:
            return {}
        shelf = self._shelf(collection)
        return {entry_id: shelf[entry_id].vector for entry_id in entry_ids if entry_id in shelf}

    def count(self, collection: Collection) -> int:
        return len(self._entries(collection))

    def document_ids(self, collection: Collection) -> frozenset[str]:
        return frozenset(entry.document_id for entry in self._entries(collection).values())

    def encoder_of(self, collection: Collection) -> str | None:
        return self.shelves[collection][0] if collection in self.shelves else None

    def clear(self, collection: Collection) -> None:
        self.shelves[collection] = (self._fingerprint, {})

    def _entries(self, collection: Collection) -> dict[str, IndexEntry]:
        return self.shelves[collection][1] if collection in self.shelves else {}

    def _shelf(self, collection: Collection) -> dict[str, IndexEntry]:
        maker, entries = self.shelves.setdefault(collection, (self._fingerprint, {}))
        if maker != self._fingerprint:
            raise IndexMismatch(f"{collection!r} was made by {maker!r}; run `assistant index rebuild`.")
        return entries
