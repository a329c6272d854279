"""Batch rows of `conflicts`: a pair of pieces of advice, or a whole history of one mentee."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from assistant.domain.disagreements import ConflictKind, ConflictLabel

HISTORY_ITEMS_MAX = 1_000


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True)


Known = Annotated[str, BeforeValidator(lambda value: "" if value is None else value)]
"""Text that may be missing: null counts as not known."""


class AdviceRow(_Row):
    """One piece of advice; what is not known is left out."""

    text: str
    question: Known = ""
    date: dt.date | None = None
    mentor_context: Known = ""


class ItemRow(AdviceRow):
    """One item of a history; ids are given back as they came."""

    id: str | int
    session: str | int | None = None
    mentor: str | int | None = None


class ConflictsRow(_Row):
    """Either `a` and `b`, or `items`."""

    a: AdviceRow | None = None
    b: AdviceRow | None = None
    question: Known = ""
    items: list[ItemRow] | None = Field(default=None, max_length=HISTORY_ITEMS_MAX)

    @model_validator(mode="after")
    def _is_one_of_both(self) -> Self:
        given = [self.a is not None, self.b is not None, self.items is not None]
        if given not in ([True, True, False], [False, False, True]):
            raise ValueError("expected either `a` and `b`, or `items`")
        ids = [str(one.id) for one in self.items or ()]
        if len(set(ids)) < len(ids):
            raise ValueError("expected ids of items that differ from each other")
        return self


class JudgedPairRow(_Row):
    """What a judge thinks of a pair; `score` is the probability that it should be flagged."""

    label: ConflictLabel
    score: float
    kind: ConflictKind | None
    decider: str | None
    judged_by: str


class FoundConflictRow(JudgedPairRow):
    """A flagged pair of a history, with the words it rests on."""

    a: str | int
    b: str | int
    quote_a: str
    quote_b: str


class JudgedHistoryRow(_Row):
    """Items by decision, and the pairs that pull apart, the surest first."""

    decisions: list[list[str | int]]
    conflicts: list[FoundConflictRow]
