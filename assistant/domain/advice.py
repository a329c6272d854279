"""What the coach sees in a draft of advice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from assistant.domain.questions import Level, Span

Dimension = Literal["specific", "actionable", "concise", "focused", "kind", "on_question", "next_step"]
DIMENSIONS: tuple[Dimension, ...] = get_args(Dimension)

Issue = Literal[
    "avalanche",
    "vague",
    "hedging",
    "anecdote",
    "judgmental",
    "off_question",
    "no_next_step",
    "jargon",
    "opinion_as_fact",
    "too_long",
]
ISSUES: tuple[Issue, ...] = get_args(Issue)


@dataclass(frozen=True, slots=True)
class AdviceReview:
    """What the coach says about a draft, to its writer alone.

    Attributes:
        draft: The text the spans point into.
        levels: Each dimension 0 to 2, 2 best.
        issues: In the order of `ISSUES`; none for good advice.
        actions: What the mentee is told to do, in order, as spans of the draft.
        nudge: The one sentence worth saying, None when the advice is good.
        shorter: Every action and fact of the draft in fewer words, "" when it cannot be made shorter.
        cut: What `shorter` leaves out, as spans of the draft.
        worded_by: Who worded `shorter`: "embedded" or a model's name.
    """

    draft: str
    levels: Mapping[Dimension, Level]
    issues: tuple[Issue, ...]
    actions: tuple[Span, ...]
    nudge: str | None
    shorter: str
    cut: tuple[Span, ...] = ()
    worded_by: str = "embedded"
