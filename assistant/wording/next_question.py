"""The one question back: choose the most valuable missing element and word it."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from assistant.domain.questions import Assessment, Element, NextQuestion
from assistant.ports.encoder import Encoder
from assistant.rubric.assess import Reading, scope_needs_other_help
from assistant.wording.phrases import PhraseBank
from assistant.wording.topic import name_topic

_ASKING_VALUE: dict[Element, tuple[float, float]] = {
    "ask": (1.00, 0.66),
    "goal": (0.98, 0.62),
    "context": (0.95, 0.60),
    "focus": (0.70, 0.55),
    "obstacle": (0.72, 0.30),
    "tried": (0.62, 0.28),
    "timeframe": (0.55, 0.25),
}
"""What a question about an element is worth when it is missing, and when it is only vague."""
_QUOTE_LETTERS_MAX = 60


@dataclass(frozen=True, slots=True)
class Questioner:
    """Words questions back with the phrase bank."""

    bank: PhraseBank
    encoder: Encoder

    def ask(self, reading: Reading, *, closed: Set[Element] = frozenset(), despite_scope: bool = False) -> NextQuestion | None:
        """Return the next question, None when the draft is ready, for others to help, or all is asked.

        Args:
            reading: What the rubric saw.
            closed: Elements asked about before; they are not asked about again.
            despite_scope: Ask even when others should help first: the mentee was told and goes on.
        """
        element = choose_element(reading.assessment, closed=closed, despite_scope=despite_scope)
        if element is None:
            return None
        phrase = self.bank.phrase(self._theme(reading), element)
        return NextQuestion(element, phrase.question.substitute(topic=self._topic(reading)), phrase.example)

    def _theme(self, reading: Reading) -> str:
        return self.bank.theme_of(self.encoder.encode([reading.assessment.text])[0])

    def _topic(self, reading: Reading) -> str:
        topic = name_topic(reading, self.encoder)
        words = topic.quote if topic is not None else " ".join(reading.assessment.text.split())
        if len(words) > _QUOTE_LETTERS_MAX:
            words = words[:_QUOTE_LETTERS_MAX].rsplit(" ", 1)[0] + "…"
        return f"“{words}”"


def choose_element(
    assessment: Assessment, *, closed: Set[Element] = frozenset(), despite_scope: bool = False
) -> Element | None:
    """Return the element whose question is worth most; None when none should be asked."""
    if assessment.is_ready or (scope_needs_other_help(assessment.scope) and not despite_scope):
        return None
    values = {
        element: value[assessment.level(element)]
        for element, value in _ASKING_VALUE.items()
        if assessment.level(element) < 2 and element not in closed
    }
    return max(values, key=lambda element: values[element]) if values else None
