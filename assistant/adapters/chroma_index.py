"""The vector index in Chroma, embedded in a folder or on a server.

Cosine space, our own vectors (Chroma's embedding functions are never used), telemetry off. Filtering is
left to the callers: at 100,000 vectors a `where` filter costs many times what an over-fetched query does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from assistant.errors import IndexMismatch, StoreUnavailable
from assistant.ports.encoder import Encoder
from assistant.ports.index import Collection, Hit, IndexEntry

if TYPE_CHECKING:
    import httpx
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection as ChromaCollection

_ENCODER_KEY: Final = "encoder"
_HNSW: Final = {"space": "cosine", "ef_construction": 100, "max_neighbors": 16, "ef_search": 100}
"""Recall@10 of suggestions under constraints is 0.99 or more at 1,000 to 100,000 profiles (evals/bench/matching.py)."""
_IDS_A_PAGE: Final = 5_000
_DOCUMENTS_A_FILTER: Final = 1_000
"""Chroma refuses a filter over no documents, and its database one over some ten thousand."""


class ChromaIndex:
    """Implements `ports.index.VectorIndex`.

    Args:
        encoder: Whose vectors are kept; only its fingerprint is used.
        special: Encoders of the collections that have one of their own.
        path: Folder of the embedded index; one process only.
        url: A Chroma server, such as http://127.0.0.1:8000; exactly one of both is given.
        prefix: Put before collection names, so that tests share a server.
        answer_seconds_max: How long a server may be silent once it is connected.

    Raises:
        StoreUnavailable: The folder or the server cannot be opened.
    """

    def __init__(
        self,
        *,
        encoder: Encoder,
        special: Mapping[Collection, Encoder] | None = None,
        path: Path | None = None,
        url: str | None = None,
        prefix: str = "",
        answer_seconds_max: float = 30.0,
    ) -> None:
        self._encoder = encoder
        self._special = special or {}
        self._prefix = prefix
        self._place = url or str(path)
        with self._translated():
            self._client = _open(path=path, url=url)
            for session in _http_sessions(self._client):
                session.timeout = answer_seconds_max

    def upsert(self, collection: Collection, entries: Sequence[IndexEntry]) -> None:
        """Write entries in batches the client can take."""
        with self._translated():
            target = self._writable(collection)
            size = self._client.get_max_batch_size()
            for start in range(0, len(entries), size):
                batch = entries[start : start + size]
                target.upsert(
                    ids=[entry.id for entry in batch],
                    embeddings=np.stack([entry.vector for entry in batch]),
                    metadatas=[{"document_id": entry.document_id, "part": entry.part} for entry in batch],
                )

    def replace_documents(
        self, collection: Collection, document_ids: Iterable[str], entries: Sequence[IndexEntry]
    ) -> None:
        """Write `entries` first, then remove what the documents had besides: a crash between leaves no gap."""
        self.upsert(collection, entries)
        kept = {entry.id for entry in entries}
        with self._translated():
            target = self._writable(collection)
            wanted = list(document_ids)
            for start in range(0, len(wanted), _DOCUMENTS_A_FILTER):
                some = wanted[start : start + _DOCUMENTS_A_FILTER]
                found = target.get(where={"document_id": {"$in": some}}, include=[])["ids"]
                self._delete(target, [entry_id for entry_id in found if entry_id not in kept])

    def query(self, collection: Collection, vector: NDArray[np.float32], limit: int) -> list[Hit]:
        """Return the closest entries by cosine."""
        with self._translated():
            target = self._existing(collection)
            if target is None or limit < 1:
                return []
            self._refuse_other_encoder(collection, target)
            found = target.query(query_embeddings=vector[None, :], n_results=limit, include=["distances"])
        distances = found["distances"]
        assert distances is not None
        return [
            _hit(entry_id, 1.0 - distance) for entry_id, distance in zip(found["ids"][0], distances[0], strict=True)
        ]

    def vectors(self, collection: Collection, entry_ids: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        """Return the vectors of these entries; asked by id, which costs the same however large the collection is."""
        wanted = list(dict.fromkeys(entry_ids))
        found: dict[str, NDArray[np.float32]] = {}
        with self._translated():
            target = self._existing(collection)
            if target is None:
                return found
            self._refuse_other_encoder(collection, target)
            for start in range(0, len(wanted), _IDS_A_PAGE):
                page = target.get(ids=wanted[start : start + _IDS_A_PAGE], include=["embeddings"])
                found.update(zip(page["ids"], np.asarray(page["embeddings"], dtype=np.float32), strict=True))
        return found

    def count(self, collection: Collection) -> int:
        """Return the number of entries."""
        with self._translated():
            target = self._existing(collection)
            return 0 if target is None else target.count()

    def document_ids(self, collection: Collection) -> frozenset[str]:
        """Return the documents that have at least one entry."""
        with self._translated():
            target = self._existing(collection)
            if target is None:
                return frozenset()
            found: set[str] = set()
            for start in range(0, target.count(), _IDS_A_PAGE):
                page = target.get(limit=_IDS_A_PAGE, offset=start, include=["metadatas"])["metadatas"]
                found.update(str(meta["document_id"]) for meta in page or [])
            return frozenset(found)

    def encoder_of(self, collection: Collection) -> str | None:
        """Return the fingerprint the collection was made with."""
        with self._translated():
            target = self._existing(collection)
            return None if target is None else _encoder_of(target)

    def clear(self, collection: Collection) -> None:
        """Throw the collection away and start it anew with the present encoder."""
        with self._translated():
            if self._existing(collection) is not None:
                self._client.delete_collection(self._name(collection))
            self._writable(collection)

    def close(self) -> None:
        """Release the folder or the connections; the index cannot be used afterwards."""
        sessions = _http_sessions(self._client)
        self._client.close()
        for session in sessions:
            session.close()

    def _name(self, collection: Collection) -> str:
        return f"{self._prefix}{collection}"

    def _existing(self, collection: Collection) -> ChromaCollection | None:
        from chromadb.errors import NotFoundError

        try:
            return self._client.get_collection(self._name(collection), embedding_function=None)
        except NotFoundError:
            return None

    def _writable(self, collection: Collection) -> ChromaCollection:
        target = self._existing(collection)
        if target is None:
            target = self._client.get_or_create_collection(
                self._name(collection),
                metadata={_ENCODER_KEY: self._fingerprint(collection)},
                configuration={"hnsw": dict(_HNSW)},
                embedding_function=None,
            )
        self._refuse_other_encoder(collection, target)
        return target

    def _fingerprint(self, collection: Collection) -> str:
        return self._special.get(collection, self._encoder).fingerprint

    def _refuse_other_encoder(self, collection: Collection, target: ChromaCollection) -> None:
        made_by, present = _encoder_of(target), self._fingerprint(collection)
        if made_by != present:
            raise IndexMismatch(
                f"the index {target.name!r} was made by encoder {made_by!r}, this program uses "
                f"{present!r}; run `assistant index rebuild`"
            )

    def _delete(self, target: ChromaCollection, ids: Sequence[str]) -> None:
        size = self._client.get_max_batch_size()
        for start in range(0, len(ids), size):
            target.delete(ids=list(ids[start : start + size]))

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """Turn the vendor's and the transport's errors into ours."""
        import httpx
        from chromadb.errors import ChromaError

        try:
            yield
        except (ChromaError, httpx.HTTPError, ValueError, OSError) as error:
            raise StoreUnavailable(
                f"the vector index at {self._place!r} cannot be used ({type(error).__name__}: {error}); "
                "check the folder or the server, or run `assistant index rebuild`"
            ) from error


def _open(*, path: Path | None, url: str | None) -> ClientAPI:
    import chromadb
    from chromadb.config import Settings

    settings = Settings(anonymized_telemetry=False)
    if url is None:
        assert path is not None, "either path or url is given"
        path.mkdir(parents=True, exist_ok=True)
        return chromadb.PersistentClient(path=str(path), settings=settings)
    parts = urlsplit(url)
    is_secure = parts.scheme == "https"
    port = parts.port or (443 if is_secure else 80)
    return chromadb.HttpClient(host=parts.hostname or "localhost", port=port, ssl=is_secure, settings=settings)


def _hit(entry_id: str, score: float) -> Hit:
    """Read document and part off the id: fetching them as metadata triples the time of a query for 400 hits."""
    document_id, _, part = entry_id.rpartition("#")
    return Hit(entry_id, document_id, part, score)


def _http_sessions(client: ClientAPI) -> list[httpx.Client]:
    """Return a server client's connections, which Chroma 1.5 neither closes nor limits in time; none when embedded."""
    import httpx

    servers = [getattr(part, "_server", None) for part in (client, getattr(client, "_admin_client", None))]
    sessions = [getattr(server, "_session", None) for server in servers]
    return [session for session in sessions if isinstance(session, httpx.Client)]


def _encoder_of(target: ChromaCollection) -> str | None:
    metadata: dict[str, Any] = dict(target.metadata or {})
    found = metadata.get(_ENCODER_KEY)
    return None if found is None else str(found)
