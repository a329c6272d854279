"""From closeness to affinity: a calibrated number between 0 and 1, and the floors below which we say so."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.errors import EncoderUnavailable

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class AffinityScale:
    """How the closeness of question and passage becomes an affinity: sigmoid(gain * closeness + bias).

    Closeness is the cosine less what the passage has in common with questions of every kind: a profile that
    sounds like a good mentor to everybody says nothing about this question.

    Attributes:
        nobody_below: When the best affinity is lower, nobody is suitable.
        shown_from: Lower affinities are not suggested beside better ones.
        very_good_from: From here on a mentor without time is worth waiting for.
        common: Mean vector of many questions times the share that is taken off, shape (dimensions,); empty for none.
    """

    gain: float
    bias: float
    nobody_below: float
    shown_from: float
    very_good_from: float
    common: tuple[float, ...] = ()

    def closeness(self, question: Floats, passages: Floats) -> Floats:
        """Return shape (n,), higher is closer, for unit vectors of shape (dimensions,) and (n, dimensions)."""
        asked = question - np.array(self.common, dtype=np.float32) if self.common else question
        close: Floats = passages @ asked
        return close

    def affinity(self, closeness: Floats) -> Floats:
        """Return affinities, 0 to 1, higher is closer, same shape."""
        scaled: Floats = (1 / (1 + np.exp(-(self.gain * closeness + self.bias)))).astype(np.float32)
        return scaled


UNTRAINED = AffinityScale(gain=10.0, bias=-3.5, nobody_below=0.3, shown_from=0.1, very_good_from=0.6)
"""For the plain encoder: relevant mentors lie about 0.45, others about 0.15."""


def load_scale(path: Path) -> AffinityScale:
    """Read the scale that was fitted with the weights beside it.

    Raises:
        EncoderUnavailable: The file is missing or incomplete.
    """
    try:
        written = json.loads(path.read_text("utf-8"))
        return AffinityScale(**{**written, "common": tuple(written["common"])})
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise EncoderUnavailable(
            f"the scale at {str(path)!r} cannot be read ({error}); reinstall the package"
        ) from error
