from __future__ import annotations

import numpy as np
import pytest

from assistant.adapters.encoder.blended import BlendedEncoder
from tests.fakes.encoder import HashingEncoder


def test_the_cosine_of_a_blend_is_the_weighted_mean_of_both_cosines() -> None:
    trained, plain = HashingEncoder(name="trained", dimensions=64), HashingEncoder(name="plain", dimensions=16)
    texts = ["night shifts on a ward", "night music", "pay"]
    blend = BlendedEncoder(trained, plain, plain_share=0.3).encode(texts)
    first, second = trained.encode(texts), plain.encode(texts)
    assert blend @ blend.T == pytest.approx(0.7 * first @ first.T + 0.3 * second @ second.T, abs=1e-5)
    assert np.linalg.norm(blend, axis=1) == pytest.approx(1.0, abs=1e-5)


def test_a_blend_says_its_dimensions_and_names_both_encoders() -> None:
    blend = BlendedEncoder(HashingEncoder(name="trained"), HashingEncoder(name="plain"))
    assert blend.encode([]).shape == (0, blend.dimensions)
    assert "trained" in blend.fingerprint
    assert "plain" in blend.fingerprint
