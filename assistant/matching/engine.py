"""The parts matching works with."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.matching.shelf import KeptVectors, ShelfKeeper
from assistant.ports.encoder import Encoder
from assistant.ports.index import VectorIndex
from assistant.ports.store import MentorStore
from assistant.ranking.affinity import UNTRAINED, AffinityScale


@dataclass(frozen=True, slots=True)
class MatchingEngine:
    """The embedded engine of matching: deterministic, offline.

    Attributes:
        encoder: The encoder the index was made with.
        fit: Vectors of the encoder that was trained to bring questions and fitting profiles together.
        scale: How its cosines become affinities.
    """

    store: MentorStore
    index: VectorIndex
    encoder: Encoder
    fit: KeptVectors
    scale: AffinityScale
    keeper: ShelfKeeper

    def warm_up(self, *, profiles_max: int = 1_000) -> None:
        """Encode the profiles of a program of usual size, so that the first mentee does not wait for it."""
        texts = [text for own in self.keeper.shelf().passages[:profiles_max] for text in own]
        self.fit.of(texts)


def matching_engine(
    *,
    store: MentorStore,
    index: VectorIndex,
    encoder: Encoder,
    fit_encoder: Encoder | None = None,
    scale: AffinityScale = UNTRAINED,
) -> MatchingEngine:
    """Join the parts; without a trained encoder the plain one measures fit."""
    return MatchingEngine(store, index, encoder, KeptVectors(fit_encoder or encoder), scale, ShelfKeeper(store))
