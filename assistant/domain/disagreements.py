"""Where guidance of two mentors pulls apart, and what the mentee decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, get_args

ConflictLabel = Literal["conflict", "conditional", "compatible", "unrelated"]
CONFLICT_LABELS: tuple[ConflictLabel, ...] = get_args(ConflictLabel)

ConflictKind = Literal["action", "timing", "degree", "priority", "fact"]
CONFLICT_KINDS: tuple[ConflictKind, ...] = get_args(ConflictKind)

Decision = Literal["follow_a", "follow_b", "both", "not_a_conflict"]
DECISIONS: tuple[Decision, ...] = get_args(Decision)


@dataclass(frozen=True, slots=True)
class Advice:
    """One piece of advice as a judge reads it; what is not known is "" or None. Names are never part of it."""

    text: str
    question: str = ""
    mentor_context: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a judge thinks of two pieces of advice for one mentee.

    Attributes:
        score: Probability that the pair should be flagged, 0 to 1.
        kind: What they differ in; None for compatible and unrelated pairs.
        decider: The one question whose answer would decide between them, "" where there is nothing to decide.
        quote_a: The words of the first that it rests on, verbatim.
        quote_b: The words of the second that it rests on, verbatim.
        judged_by: "embedded", or the name of the model.
    """

    label: ConflictLabel
    score: float
    kind: ConflictKind | None = None
    decider: str = ""
    quote_a: str = ""
    quote_b: str = ""
    judged_by: str = "embedded"

    @property
    def is_flagged(self) -> bool:
        """Tell whether the two exclude each other, always or under some circumstances."""
        return self.label in ("conflict", "conditional")


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A kept judgement about two guidance items of one mentee; at most one for a pair, ever.

    Attributes:
        item_a: The earlier item.
        item_b: The later item.
        is_sure: False for "compare these": the judge was not sure enough to call it a disagreement.
        decision: What the mentee decided, None while it is open.
        reason: The mentee's reason, "" when none was given.
    """

    id: str
    mentee_id: str
    item_a: str
    item_b: str
    judgement: Judgement
    is_sure: bool
    found_at: datetime
    decision: Decision | None = None
    reason: str = ""
    decided_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Tell whether the mentee has still to decide."""
        return self.decision is None
