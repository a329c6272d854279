"""What matching keeps in memory of the profiles, made anew when they change."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.domain.mentors import MentorProfile
from assistant.ports.encoder import Encoder
from assistant.ports.store import MentorStore
from assistant.ranking.constraints import MentorTable, mentor_table
from assistant.ranking.facets import passages
from assistant.ranking.lexical import LexicalIndex

Floats = NDArray[np.float32]

VECTORS_KEPT_MAX = 50_000
"""About 77 MB of vectors."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """All profiles of one version: a mentor's place in `profiles` is their row everywhere.

    Attributes:
        passages: The passages of each profile, the first one first.
    """

    version: int
    profiles: tuple[MentorProfile, ...]
    passages: tuple[tuple[str, ...], ...]
    row: Mapping[str, int]
    table: MentorTable
    lexical: LexicalIndex


class ShelfKeeper:
    """Give out the shelf of the present profiles; safe from several threads."""

    def __init__(self, store: MentorStore) -> None:
        self._store = store
        self._shelf: Shelf | None = None
        self._lock = threading.Lock()

    def shelf(self) -> Shelf:
        """Return the profiles as they are now, read again only when they changed."""
        with self._lock:
            version = self._store.mentors_version()
            if self._shelf is None or self._shelf.version != version:
                self._shelf = make_shelf(self._store.mentors(), version=version)
            return self._shelf


def make_shelf(profiles: Sequence[MentorProfile], *, version: int) -> Shelf:
    """Arrange profiles for matching."""
    texts = tuple(tuple(passage.text for passage in passages(profile)) for profile in profiles)
    return Shelf(
        version=version,
        profiles=tuple(profiles),
        passages=texts,
        row={profile.id: n for n, profile in enumerate(profiles)},
        table=mentor_table(profiles),
        lexical=LexicalIndex([" ".join(own) for own in texts]),
    )


class KeptVectors:
    """Encode texts once and keep the vectors, up to `VECTORS_KEPT_MAX`; safe from several threads."""

    def __init__(self, encoder: Encoder) -> None:
        self.encoder = encoder
        self._vectors: dict[str, Floats] = {}
        self._lock = threading.Lock()

    def of(self, texts: Sequence[str]) -> Floats:
        """Return unit vectors, shape (len(texts), dimensions), in the order given."""
        if not texts:
            return np.zeros((0, self.encoder.dimensions), dtype=np.float32)
        with self._lock:
            known = {text: self._vectors[text] for text in texts if text in self._vectors}
        missing = sorted({text for text in texts if text not in known})
        if missing:
            known |= dict(zip(missing, self.encoder.encode(missing), strict=True))
            self._keep({text: known[text] for text in missing})
        return np.stack([known[text] for text in texts])

    def _keep(self, vectors: Mapping[str, Floats]) -> None:
        with self._lock:
            if len(self._vectors) + len(vectors) > VECTORS_KEPT_MAX:
                self._vectors.clear()
            self._vectors.update(vectors)
