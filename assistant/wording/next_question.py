"""The one question back: choose the most valuable missing element and word it."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from assistant.domain.questions import Element, NextQuestion
from assistant.ports.encoder import Encoder
from assistant.rubric.assess import Reading, scope_needs_other_help
from assistant.wording.phrases import PhraseBank
from assistant.wording.topic import name_topic, topic_candidates

_ASKING_VALUE: dict[Element, tuple[float, float]] = {
    "goal": (1.00, 0.74),
    "ask": (0.97, 0.78),
    "context": (0.93, 0.48),
    "focus": (0.56, 0.20),
    "timeframe": (0.53, 0.24),
    "obstacle": (0.46, 0.22),
    "tried": (0.32, 0.09),
}
"""How often readers found a question about an element right when it is missing, and when it is only vague.

Measured on the labeled drafts of the training and development splits (evals/datasets/preparation).
"""
_QUOTE_LETTERS_MAX = 60


@dataclass(frozen=True, slots=True)
class Questioner:
    """Words questions back with the phrase bank.

    Attributes:
        encoder: The plain sentence encoder; one that remembers texts makes `ask_all` fast.
    """

    bank: PhraseBank
    encoder: Encoder

    def ask(
        self, reading: Reading, *, closed: AbstractSet[Element] = frozenset(), despite_scope: bool = False
    ) -> NextQuestion | None:
        """Return the next question, None when the draft is ready, for others to help, or all is asked.

        Args:
            reading: What the rubric saw.
            closed: Elements asked about before; they are not asked about again.
            despite_scope: Ask even when others should help first: the mentee was told and goes on.
        """
        element = choose_element(reading, closed=closed, despite_scope=despite_scope)
        if element is None:
            return None
        candidates = topic_candidates(reading)
        theme = self.bank.theme_of(self.encoder.encode([candidates.core])[0])
        phrase = self.bank.phrase(theme, element)
        topic = name_topic(candidates, self.encoder)
        words = topic.quote if topic is not None else " ".join(reading.assessment.text.split())
        return NextQuestion(element, phrase.question.substitute(topic=f"“{_shortened(words)}”"), phrase.example)

    def ask_all(self, readings: Sequence[Reading]) -> list[NextQuestion | None]:
        """Return the next question of each draft, as `ask` gives it; everything is encoded together first."""
        asked = [reading for reading in readings if choose_element(reading) is not None]
        self.encoder.encode([text for reading in asked for text in topic_candidates(reading).texts])
        return [self.ask(reading) for reading in readings]


def _shortened(words: str) -> str:
    return words if len(words) <= _QUOTE_LETTERS_MAX else words[:_QUOTE_LETTERS_MAX].rsplit(" ", 1)[0] + "…"


def choose_element(
    reading: Reading, *, closed: AbstractSet[Element] = frozenset(), despite_scope: bool = False
) -> Element | None:
    """Return the element whose question is likely worth most; None when none should be asked."""
    assessment = reading.assessment
    if assessment.is_ready or (scope_needs_other_help(assessment.scope) and not despite_scope):
        return None
    values: dict[Element, float] = {
        element: missing * reading.missing(element) + vague * reading.vague(element)
        for element, (missing, vague) in _ASKING_VALUE.items()
        if assessment.level(element) < 2 and element not in closed
    }
    if not values:
        return None
    most_valuable: Element = max(values, key=lambda element: values[element])
    return most_valuable
