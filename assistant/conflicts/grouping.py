"""Which pieces of advice speak about the same decision: nearness of question and advice read together.

Advice alone is too elliptical ("Hold off until Easter"), so each piece is read with the question it answered. What one
person is told resembles itself throughout, so nearness is measured against how crowded it is around each piece: cosine
less half the mean cosine to the nearest others, of both (cross-domain similarity local scaling, Conneau et al. 2018).
Groups are made by average linkage (Sokal and Michener 1958).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from assistant.ports.encoder import Encoder

Floats = NDArray[np.float32]

FEW_PIECES: Final = 8
"""Below so many pieces, crowding is at least as usual: with four pieces about four decisions, wrong pairs fall from 2.4 to 0.9
of 6, and from eight pieces on nothing changes (development split)."""
QUESTION_SHARE: Final = 0.2
"""Of nearness, what the questions alone count (chosen on the development split, beside 0 and 0.4)."""


@dataclass(frozen=True, slots=True)
class Linkage:
    """When pieces are taken to speak about one decision; chosen by `training.conflicts.linkage`.

    Attributes:
        nearness_min: Mean nearness from which two groups are one.
        neighbors: How many nearest others tell how crowded it is around a piece; 0 for the plain cosine.
        crowding: Mean cosine to nearest others over many people; stands in where somebody has few pieces.
    """

    nearness_min: float
    neighbors: int
    crowding: float


def decision_text(question: str, text: str) -> str:
    """Return what `DecisionEncoder` reads: the session's question on one line, then the advice."""
    return f"{' '.join(question.split())}\n{text}"


@dataclass(frozen=True, slots=True)
class DecisionEncoder:
    """Implements `ports.encoder.Encoder` for texts made by `decision_text`: both lines together, and the question alone.

    Attributes:
        encoder: Trained to bring different wordings of one decision together.
    """

    encoder: Encoder

    @property
    def fingerprint(self) -> str:
        """Name the encoder and the share of the question."""
        return f"decisions-{QUESTION_SHARE:g}-{self.encoder.fingerprint}"

    @property
    def dimensions(self) -> int:
        """Return the dimensions of both readings together."""
        return 2 * self.encoder.dimensions

    def encode(self, texts: Sequence[str]) -> Floats:
        """Return unit vectors, shape (len(texts), dimensions); a cosine is the weighted mean of both readings' cosines.

        Where there is no question, the advice stands in for it.
        """
        questions = [question.strip() or text for question, _, text in (text.partition("\n") for text in texts)]
        both = self.encoder.encode([*(text.strip() for text in texts), *questions])
        together, alone = both[: len(texts)], both[len(texts) :]
        weights = np.sqrt(np.array([1 - QUESTION_SHARE, QUESTION_SHARE], dtype=np.float32))
        return np.concatenate([weights[0] * together, weights[1] * alone], axis=1)


def nearness(vectors: Floats, linkage: Linkage, *, sessions: Sequence[object] | None = None) -> Floats:
    """Return how near each piece is to each other, shape (n, n), higher is nearer, the diagonal minus infinity.

    Args:
        vectors: Unit vectors of all pieces of one person, shape (n, dimensions).
        linkage: How crowding is measured.
        sessions: The session of each piece; pieces of one session, which share its question, do not crowd each other.
    """
    near: Floats = (vectors @ vectors.T).astype(np.float32)
    np.fill_diagonal(near, -np.inf)
    if not linkage.neighbors:
        return near
    crowd = _crowding(_apart(near, sessions), linkage)
    result: Floats = near - 0.5 * (crowd[:, None] + crowd[None, :])
    return result


def group(near: Floats, linkage: Linkage) -> list[list[int]]:
    """Return groups of rows that speak about the same decision, by their first row, each in order.

    Args:
        near: As `nearness` returns it.
        linkage: Groups are joined while the mean nearness of their members is at least its `nearness_min`.
    """
    groups = [[row] for row in range(len(near))]
    between = near.astype(np.float64)
    while len(groups) > 1:
        one, other = sorted(divmod(int(between.argmax()), len(groups)))
        if between[one, other] < linkage.nearness_min:
            break
        sizes = len(groups[one]), len(groups[other])
        joined = (sizes[0] * between[one] + sizes[1] * between[other]) / sum(sizes)
        joined[one] = -np.inf
        between[one], between[:, one] = joined, joined
        between = np.delete(np.delete(between, other, axis=0), other, axis=1)
        groups[one] += groups.pop(other)
    return sorted(sorted(members) for members in groups)


def nearest_group(near: Floats, groups: Sequence[str], linkage: Linkage) -> str | None:
    """Return the group a new piece belongs to: the nearest on average, None when none is near enough.

    Args:
        near: Nearness of the new piece to each known one, shape (n,).
        groups: The group of each known piece.
        linkage: As for `group`.
    """
    if not len(near):
        return None
    names, rows = np.unique(np.array(groups), return_inverse=True)
    means = np.bincount(rows, weights=near) / np.bincount(rows)
    best = int(means.argmax())
    return str(names[best]) if means[best] >= linkage.nearness_min else None


def _apart(near: Floats, sessions: Sequence[object] | None) -> Floats:
    """Return nearness with pairs of one session taken out."""
    if sessions is None:
        return near
    names = {session: number for number, session in enumerate(dict.fromkeys(sessions))}
    number = np.array([names[session] for session in sessions])
    return np.where(number[:, None] == number[None, :], -np.inf, near).astype(np.float32)


def _crowding(near: Floats, linkage: Linkage) -> Floats:
    """Return the mean cosine of each piece to its nearest others, shape (n,); missing others count as usual.

    Among few pieces the nearest may all be far: then it counts as crowded as usual, or all would seem near.
    """
    missing = max(0, linkage.neighbors - near.shape[1])
    padded = np.pad(near, ((0, 0), (0, missing)), constant_values=-np.inf)
    nearest = np.partition(padded, -linkage.neighbors, axis=1)[:, -linkage.neighbors :]
    crowd: Floats = np.where(np.isfinite(nearest), nearest, linkage.crowding).mean(axis=1).astype(np.float32)
    return np.maximum(crowd, np.float32(linkage.crowding)) if len(near) < FEW_PIECES else crowd
