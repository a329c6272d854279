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
    """How the cosine of question and passage becomes an affinity: sigmoid(gain * cosine + bias).

    Attributes:
        nobody_below: When the best affinity is lower, nobody is suitable.
        shown_from: Lower affinities are not suggested beside better ones.
        very_good_from: From here on a mentor without time is worth waiting for.
    """

    gain: float
    bias: float
    nobody_below: float
    shown_from: float
    very_good_from: float

    def affinity(self, cosines: Floats) -> Floats:
        """Return affinities, 0 to 1, higher is closer, same shape."""
        scaled: Floats = (1 / (1 + np.exp(-(self.gain * cosines + self.bias)))).astype(np.float32)
        return scaled


UNTRAINED = AffinityScale(gain=10.0, bias=-3.5, nobody_below=0.3, shown_from=0.1, very_good_from=0.6)
"""For the plain encoder: relevant mentors lie about 0.45, others about 0.15."""


def load_scale(path: Path) -> AffinityScale:
    """Read the scale that was fitted with the weights beside it.

    Raises:
        EncoderUnavailable: The file is missing or incomplete.
    """
    try:
        return AffinityScale(**{name: float(value) for name, value in json.loads(path.read_text("utf-8")).items()})
    except (OSError, ValueError, TypeError) as error:
        raise EncoderUnavailable(
            f"the scale at {str(path)!r} cannot be read ({error}); reinstall the package"
        ) from error
