"""Vector index: derived, disposable, rebuilt from the store."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

Collection = Literal["mentors", "knowledge", "guidance"]


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """One vector: `id` is always "document_id#part", `document_id` the mentor, card or item it belongs to.

    `part` names which part of the document the vector is of (a profile field, a card section);
    it has no "#".
    """

    id: str
    document_id: str
    part: str
    vector: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Hit:
    """One answer of a query; `score` is the cosine, -1 to 1, higher is closer."""

    id: str
    document_id: str
    part: str
    score: float


class VectorIndex(Protocol):
    """Nearest neighbours by cosine, in named collections."""

    def upsert(self, collection: Collection, entries: Sequence[IndexEntry]) -> None:
        """Write entries; an entry with a known id replaces it.

        Raises:
            IndexMismatch: The collection was made by another encoder.
        """

    def replace_documents(
        self, collection: Collection, document_ids: Iterable[str], entries: Sequence[IndexEntry]
    ) -> None:
        """Remove everything of these documents that is not in `entries`, then write `entries`; safe to repeat."""

    def query(self, collection: Collection, vector: NDArray[np.float32], limit: int) -> list[Hit]:
        """Return up to `limit` hits, closest first; an empty collection gives none.

        Raises:
            IndexMismatch: The collection was made by another encoder.
        """

    def vectors(self, collection: Collection, entry_ids: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        """Return the vectors of these entries by id; what the index does not have is left out.

        Raises:
            IndexMismatch: The collection was made by another encoder.
        """

    def count(self, collection: Collection) -> int:
        """Return the number of entries."""

    def document_ids(self, collection: Collection) -> frozenset[str]:
        """Return the documents that have at least one entry."""

    def encoder_of(self, collection: Collection) -> str | None:
        """Return the fingerprint the collection was made with, None when it does not exist yet."""

    def clear(self, collection: Collection) -> None:
        """Throw the collection away and start it anew with the present encoder."""
