"""The preparation chat: messages, and what of them counts as the mentee's draft."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from assistant.domain.questions import Element, QuestionVersion

Speaker = Literal["mentee", "assistant", "mentor"]
MessageKind = Literal["text", "skip", "not_sure", "use_as_is", "question", "notice", "more_asked"]
"""What a message is: plain words, a quick reply, a question back, a kind notice, a mentor asking for more."""


@dataclass(frozen=True, slots=True)
class Message:
    """One bubble of the chat.

    Attributes:
        element: For a question back, the element asked about; for a reply to one, that element.
        worded_by: "" for people, "embedded" or a model's name for the assistant.
    """

    id: str
    speaker: Speaker
    kind: MessageKind
    text: str
    at: datetime
    element: Element | None = None
    worded_by: str = ""


@dataclass(frozen=True, slots=True)
class Conversation:
    """A mentee's chat about one question; `versions` keep every sharpened wording, newest last."""

    id: str
    mentee_id: str
    started_at: datetime
    messages: tuple[Message, ...] = ()
    versions: tuple[QuestionVersion, ...] = ()

    @property
    def draft(self) -> str:
        """Return the mentee's own words, one message a paragraph, quick replies left out."""
        said = (m.text for m in self.messages if m.speaker == "mentee" and m.kind == "text")
        return "\n".join(said)

    @property
    def closed_elements(self) -> frozenset[Element]:
        """Return the elements not to be asked about again: asked once already, or skipped."""
        return frozenset(m.element for m in self.messages if m.kind == "question" and m.element is not None)
