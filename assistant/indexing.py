"""Bring the vector index along with the store.

The store writes what changed into its outbox, in the transaction that changed it. A change is forgotten
only after the index has followed, and following twice is the same as following once: a process may die
anywhere, the next one goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from assistant.conflicts.grouping import decision_text
from assistant.domain.guidance import GuidanceItem
from assistant.errors import IndexMismatch
from assistant.knowledge.sections import sections
from assistant.ports.encoder import Encoder
from assistant.ports.index import Collection, IndexEntry, VectorIndex
from assistant.ports.store import IndexChange, Store
from assistant.ranking.facets import passages
from assistant.text.redaction import redacted

COLLECTIONS: Final[tuple[Collection, ...]] = ("mentors", "knowledge", "guidance")
"""What is derived from the store."""

GUIDANCE_PART: Final = "guidance"
"""The name of the one part of a guidance item."""

DOCUMENTS_A_BATCH: Final = 64
"""Some hundred texts: large enough to encode well, small enough to show progress every second."""

Progress = Callable[[int, int], None]
"""Told (documents done, documents in all) after every batch."""

Special = Mapping[Collection, Encoder]
"""Collections with an encoder of their own; all others have the plain one."""

_NONE_SPECIAL: Final[Special] = {}

Parts = tuple[tuple[str, str], ...]
"""The parts of a document: name and text."""


@dataclass(frozen=True, slots=True)
class CollectionStatus:
    """How one collection stands beside the store.

    Attributes:
        documents: How many the store has.
        entries: How many vectors the index has.
        missing: Documents of the store without a vector.
        superfluous: Documents with vectors that the store does not have.
        made_by: Fingerprint of the encoder the vectors are from, None when there are none yet.
        encoder: Fingerprint of the present encoder.
    """

    collection: Collection
    documents: int
    entries: int
    missing: tuple[str, ...]
    superfluous: tuple[str, ...]
    made_by: str | None
    encoder: str

    @property
    def is_from_other_encoder(self) -> bool:
        """Tell whether the vectors cannot be used; the way out is a rebuild."""
        return self.made_by is not None and self.made_by != self.encoder

    @property
    def is_complete(self) -> bool:
        """Tell whether the index has exactly the documents of the store, from the present encoder."""
        return not (self.missing or self.superfluous or self.is_from_other_encoder)


@dataclass(frozen=True, slots=True)
class IndexStatus:
    """How the index stands beside the store; `pending` changes wait to be followed."""

    collections: tuple[CollectionStatus, ...]
    pending: int

    @property
    def is_complete(self) -> bool:
        """Tell whether nothing is missing, superfluous, waiting or from another encoder."""
        return self.pending == 0 and all(one.is_complete for one in self.collections)


def sync_index(
    store: Store,
    index: VectorIndex,
    encoder: Encoder,
    *,
    special: Special = _NONE_SPECIAL,
    progress: Progress | None = None,
    documents_a_batch: int = DOCUMENTS_A_BATCH,
) -> int:
    """Follow all changes that wait in the outbox; return how many.

    Safe to repeat, to interrupt and to run in several processes at once.

    Raises:
        IndexMismatch: The index was made by another encoder; nothing is forgotten.
    """
    total, done = store.count_pending(), 0
    while changes := store.pending_changes(documents_a_batch):
        for collection in COLLECTIONS:
            _follow(store, index, special.get(collection, encoder), collection, _documents_in(changes, collection))
        store.confirm_changes([change.sequence for change in changes])
        done += len(changes)
        if progress is not None:
            progress(done, max(done, total))
    return done


def rebuild_index(
    store: Store,
    index: VectorIndex,
    encoder: Encoder,
    *,
    special: Special = _NONE_SPECIAL,
    progress: Progress | None = None,
) -> int:
    """Throw the index away and make it anew with the present encoder; return the documents written.

    Everything is marked as changed first, so a rebuild that was interrupted is finished by the next `sync_index`.
    """
    for collection in COLLECTIONS:
        store.mark_all_changed(collection)
        index.clear(collection)
    return sync_index(store, index, encoder, special=special, progress=progress)


def catch_up(
    store: Store,
    index: VectorIndex,
    encoder: Encoder,
    *,
    special: Special = _NONE_SPECIAL,
    progress: Progress | None = None,
) -> int:
    """Follow all changes, and make anew what was thrown away.

    Dying in between is harmless: a collection that does not exist yet is marked again.

    Raises:
        IndexMismatch: The index was made by another encoder.
    """
    for collection in COLLECTIONS:
        made_by, present = index.encoder_of(collection), special.get(collection, encoder).fingerprint
        if made_by is not None and made_by != present:
            raise IndexMismatch(
                f"the collection {collection!r} was made by {made_by!r}, the present encoder is {present!r}; "
                "run `assistant index rebuild`"
            )
        if made_by is None:
            _mark_all_once(store, collection)
    return sync_index(store, index, encoder, special=special, progress=progress)


def index_status(
    store: Store, index: VectorIndex, encoder: Encoder, *, special: Special = _NONE_SPECIAL
) -> IndexStatus:
    """Compare index and store."""
    statuses = tuple(_status(store, index, special.get(one, encoder), one) for one in COLLECTIONS)
    return IndexStatus(statuses, store.count_pending())


def _mark_all_once(store: Store, collection: Collection) -> None:
    """Put all documents into the outbox; the changes that wait are among them and would be followed twice."""
    waiting = store.pending_changes(store.count_pending())
    store.confirm_changes([change.sequence for change in waiting if change.collection == collection])
    store.mark_all_changed(collection)


def _status(store: Store, index: VectorIndex, encoder: Encoder, collection: Collection) -> CollectionStatus:
    wanted, found = _document_ids(store, collection), index.document_ids(collection)
    return CollectionStatus(
        collection=collection,
        documents=len(wanted),
        entries=index.count(collection),
        missing=tuple(sorted(wanted - found)),
        superfluous=tuple(sorted(found - wanted)),
        made_by=index.encoder_of(collection),
        encoder=encoder.fingerprint,
    )


def _document_ids(store: Store, collection: Collection) -> frozenset[str]:
    match collection:
        case "mentors":
            return frozenset(profile.id for profile in store.mentors())
        case "knowledge":
            return frozenset(card.id for card in store.cards())
        case "guidance":
            return frozenset(item.id for item in store.guidance_items())


def _documents_in(changes: Iterable[IndexChange], collection: Collection) -> list[str]:
    return sorted({change.document_id for change in changes if change.collection == collection})


def _follow(
    store: Store, index: VectorIndex, encoder: Encoder, collection: Collection, document_ids: Sequence[str]
) -> None:
    """Write the documents as they are now.

    They are read again after the write: when another process changed and indexed one in between, our older
    words would otherwise stay in the index for good.
    """
    while document_ids:
        parts = _parts(store, collection, document_ids)
        index.replace_documents(collection, document_ids, _entries(encoder, parts))
        if _parts(store, collection, document_ids) == parts:
            return


def _parts(store: Store, collection: Collection, document_ids: Sequence[str]) -> dict[str, Parts]:
    match collection:
        case "mentors":
            profiles = store.mentors(document_ids)
            return {one.id: tuple((passage.part, passage.text) for passage in passages(one)) for one in profiles}
        case "knowledge":
            cards = store.cards(document_ids)
            return {card.id: tuple((section.part, section.text) for section in sections(card)) for card in cards}
        case "guidance":
            items = store.guidance_items(document_ids)
            words = {mentee_id: store.redactions(mentee_id) for mentee_id in {item.mentee_id for item in items}}
            return {item.id: (guidance_part(item, words[item.mentee_id]),) for item in items}


def guidance_part(item: GuidanceItem, redactions: Sequence[str]) -> tuple[str, str]:
    """Return the one part of an item: advice alone is too short to tell what it is about, so its question leads."""
    return GUIDANCE_PART, redacted(decision_text(item.question, item.text), redactions)


def _entries(encoder: Encoder, parts: dict[str, Parts]) -> list[IndexEntry]:
    named = [(document_id, name, text) for document_id, own in parts.items() for name, text in own]
    vectors = encoder.encode([text for _, _, text in named])
    return [
        IndexEntry(id=f"{document_id}#{name}", document_id=document_id, part=name, vector=vector)
        for (document_id, name, _), vector in zip(named, vectors, strict=True)
    ]
