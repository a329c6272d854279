"""What a language model must reply with; anything else is refused."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from assistant.domain.questions import Element


class _Reply(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class NextQuestionReply(_Reply):
    """A wording of the one question back."""

    element: Element = Field(description="The element asked about, as given.")
    question: str = Field(description="The question to the mentee: one sentence or two, one question mark.")


class SharpenedQuestionReply(_Reply):
    """A wording of the question to a mentor."""

    question: str = Field(description="The question in the first person, as prose.")


class ShorterAdviceReply(_Reply):
    """A wording of the shorter version of a mentor's message."""

    shorter: str = Field(description="The mentor's message to the mentee in fewer words, as plain text.")
