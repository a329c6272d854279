"""Join rubric, phrase bank and sharpening into what one turn of preparation needs. No store, no people."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from assistant.domain.conversations import Conversation
from assistant.domain.questions import AgendaPoint, Element, NextQuestion, SharpenedQuestion
from assistant.domain.sessions import Minutes
from assistant.ports.encoder import Encoder
from assistant.rubric.assess import DraftPart, Reading, Rubric
from assistant.wording.agenda import agenda
from assistant.wording.next_question import Questioner
from assistant.wording.sharpen import sharpen
from assistant.wording.topic import name_topic, topic_candidates


@dataclass(frozen=True, slots=True)
class PreparationEngine:
    """The embedded engine of preparation: deterministic, offline.

    Attributes:
        encoder: The plain sentence encoder, for topics and themes.
    """

    rubric: Rubric
    questioner: Questioner
    encoder: Encoder

    def read(self, parts: Sequence[DraftPart]) -> Reading:
        """Assess a draft given as its messages."""
        return self.rubric.assess(parts)

    def next_question(
        self, reading: Reading, *, closed: AbstractSet[Element] = frozenset(), despite_scope: bool = False
    ) -> NextQuestion | None:
        """Return the one question back, or None; see `choose_element`."""
        return self.questioner.ask(reading, closed=closed, despite_scope=despite_scope)

    def next_questions(self, readings: Sequence[Reading]) -> list[NextQuestion | None]:
        """Return the question back of many fresh drafts at once."""
        return self.questioner.ask_all(readings)

    def sharpened(self, reading: Reading, parts: Sequence[DraftPart]) -> SharpenedQuestion | None:
        """Return the sharpened question, None when nothing usable was said."""
        return sharpen(reading, parts)

    def agenda(self, reading: Reading, minutes: Minutes) -> tuple[AgendaPoint, ...]:
        """Return three points in the mentee's topic that fill the minutes."""
        topic = name_topic(topic_candidates(reading), self.encoder)
        return agenda(minutes, topic.quote if topic is not None else "")


def parts_of(conversation: Conversation) -> list[DraftPart]:
    """Return the mentee's own words, each with the element it was asked for."""
    return [DraftPart(m.text, m.element) for m in conversation.messages if m.speaker == "mentee" and m.kind == "text"]
