"""What a language model must reply with; anything else is refused."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from assistant.domain.disagreements import ConflictKind, ConflictLabel
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


class PairJudgementReply(_Reply):
    """How the new piece of advice stands to one earlier piece."""

    number: int = Field(description="The number of the earlier piece.")
    label: ConflictLabel = Field(description="How the two stand to each other.")
    kind: ConflictKind | None = Field(description="What they differ in; null for compatible and unrelated.")
    decider: str = Field(description="The one question that would settle it; blank for compatible and unrelated.")
    quote_earlier: str = Field(description="Words copied from the earlier piece; blank for compatible and unrelated.")
    quote_new: str = Field(description="Words copied from the new piece; blank for compatible and unrelated.")


class GuidanceJudgementReply(_Reply):
    """One judgement for each earlier piece of advice."""

    judgements: list[PairJudgementReply] = Field(description="One for each number, in order.")


class ShorterAdviceReply(_Reply):
    """A wording of the shorter version of a mentor's message."""

    shorter: str = Field(description="The mentor's message to the mentee in fewer words, as plain text.")
