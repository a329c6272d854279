"""MiniLM on the CPU through CTranslate2: built once from float weights, then int8."""

from __future__ import annotations

from assistant.adapters.encoder.blended import BlendedEncoder
from assistant.adapters.encoder.cached import CachedEncoder
from assistant.adapters.encoder.minilm import MiniLmEncoder, MiniLmPairScorer

__all__ = ["BlendedEncoder", "CachedEncoder", "MiniLmEncoder", "MiniLmPairScorer"]
