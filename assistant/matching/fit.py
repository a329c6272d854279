"""How well many questions fit all mentors at once: for looking back and for rounds, without suggestions or reasons."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.matching.engine import MatchingEngine
from assistant.matching.shelf import Shelf

Floats = NDArray[np.float32]


def affinities(questions: Sequence[str], engine: MatchingEngine, shelf: Shelf) -> Floats:
    """Return the same affinities suggestions are made with, shape (questions, mentors of the shelf), 0 to 1.

    Texts are encoded once and kept by the engine, so a second call costs one product of matrices.
    """
    passages = [text for own in shelf.passages for text in own]
    if not questions or not passages:
        return np.zeros((len(questions), len(shelf.profiles)), dtype=np.float32)
    asked = engine.fit.of(questions)
    if engine.scale.common:
        asked = asked - np.array(engine.scale.common, dtype=np.float32)
    first_passages = np.cumsum([0, *(len(own) for own in shelf.passages[:-1])])
    closeness = np.maximum.reduceat(asked @ engine.fit.of(passages).T, first_passages, axis=1)
    return engine.scale.affinity(closeness)
