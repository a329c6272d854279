"""The phrase bank `questions.toml`: one question and one example for each theme and element."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from string import Template

import numpy as np

from assistant.domain.questions import ELEMENTS, Element
from assistant.ports.encoder import Encoder, Vectors

GENERAL = "general"
_THEME_SCORE_MIN = 0.32
"""Cosine of draft and nearest description below which no theme is claimed (training drafts, by eye)."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A question with `$topic` once, and an answer somebody might give."""

    question: Template
    example: str


@dataclass(frozen=True, slots=True)
class PhraseBank:
    """All phrases, and the vectors that tell which theme a draft belongs to.

    Attributes:
        vectors: Shape (descriptions, dimensions), unit length.
        themes: The theme of each row of `vectors`.
    """

    phrases: Mapping[tuple[str, Element], Phrase]
    vectors: Vectors
    themes: tuple[str, ...]

    def theme_of(self, draft: Vectors) -> str:
        """Return the theme nearest to a draft's unit vector, shape (dimensions,), or "general"."""
        closeness = self.vectors @ draft
        best = int(np.argmax(closeness))
        return self.themes[best] if closeness[best] >= _THEME_SCORE_MIN else GENERAL

    def phrase(self, theme: str, element: Element) -> Phrase:
        """Return the phrase of a theme for an element."""
        return self.phrases[theme, element]


def load_phrase_bank(encoder: Encoder) -> PhraseBank:
    """Read the packaged phrases and encode the themes' descriptions."""
    themes = _read_themes()
    rows = [(name, text) for name, theme in themes.items() for text in theme["describes"]]
    phrases = {
        (name, element): Phrase(Template(theme[element]["question"]), theme[element]["example"])
        for name, theme in themes.items()
        for element in ELEMENTS
    }
    return PhraseBank(phrases, encoder.encode([text for _, text in rows]), tuple(name for name, _ in rows))


@cache
def _read_themes() -> dict[str, dict]:  # type: ignore[type-arg]
    text = files("assistant.wording").joinpath("questions.toml").read_text(encoding="utf-8")
    themes: dict[str, dict] = tomllib.loads(text)["themes"]  # type: ignore[type-arg]
    return themes
