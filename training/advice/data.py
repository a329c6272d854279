"""Read the labeled drafts of advice."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from assistant.domain.advice import DIMENSIONS, ISSUES
from assistant.domain.questions import Span
from evals import DATASETS

DRAFTS = DATASETS / "coaching/drafts.jsonl"
THIRD_HAND = DRAFTS.with_name("third_hand.jsonl")
"""Drafts of another writer, read once, for measuring alone."""

Split = Literal["train", "dev", "test"]


@dataclass(frozen=True, slots=True)
class Labels:
    """What one reader says of a draft.

    Attributes:
        levels: Shape (7,), in the order of `DIMENSIONS`, 0 to 2.
        issues: Shape (10,), in the order of `ISSUES`.
    """

    levels: tuple[int, ...]
    issues: tuple[bool, ...]
    actions: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class LabeledAdvice:
    """One draft with the labels of its writer and of a second reader, if any; `keep` is what a shorter version must hold."""

    id: str
    split: Split
    question: str
    draft: str
    first: Labels
    second: Labels | None
    keep: tuple[Span, ...]
    field: str = ""


def read_advice(path: Path = DRAFTS) -> list[LabeledAdvice]:
    """Read every labeled draft of the data set, in file order."""
    return [_advice(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]


def _advice(row: dict[str, Any]) -> LabeledAdvice:
    return LabeledAdvice(
        id=row["id"],
        split=row["split"],
        question=row["question"],
        draft=row["draft"],
        first=_labels(row),
        second=_labels(row["second"]) if "second" in row else None,
        keep=_spans(row["keep"]),
        field=row["field"],
    )


def _labels(row: dict[str, Any]) -> Labels:
    return Labels(
        levels=tuple(row["labels"][dimension] for dimension in DIMENSIONS),
        issues=tuple(issue in row["issues"] for issue in ISSUES),
        actions=_spans(row["actions"]),
    )


def _spans(rows: list[dict[str, Any]]) -> tuple[Span, ...]:
    return tuple(Span(row["start"], row["end"], row["quote"]) for row in rows)
