"""Read the labeled drafts and turn them into what the trainer needs."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from assistant.domain.questions import ELEMENTS, SCOPES
from evals import DATASETS

DRAFTS = DATASETS / "preparation/drafts.jsonl"
SENTENCE_ELEMENTS = ("goal", "timeframe", "context", "tried", "obstacle", "ask")
LETTERS = dict(zip("GTCROA", SENTENCE_ELEMENTS, strict=True))


@dataclass(frozen=True, slots=True)
class LabeledDraft:
    """One draft with its labels.

    Attributes:
        levels: Shape (7,), in the order of `ELEMENTS`, 0 to 2.
        scope: Index into `SCOPES`.
        segments: The words of each segment.
        tags: For each segment, the level of each of `SENTENCE_ELEMENTS` and of "refer", 0 to 2.
    """

    id: str
    split: str
    text: str
    levels: tuple[int, ...]
    scope: int
    next_elements: tuple[str, ...]
    segments: tuple[str, ...]
    tags: tuple[tuple[int, ...], ...]
    second_levels: tuple[int, ...] | None
    second_scope: int | None
    second_next: tuple[str, ...] | None
    field: str = ""
    form: str = ""


def read_drafts(path: Path = DRAFTS) -> list[LabeledDraft]:
    """Read every labeled draft of the data set, in file order."""
    return [_draft(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]


def _draft(row: dict) -> LabeledDraft:  # type: ignore[type-arg]
    second = row.get("second")
    return LabeledDraft(
        id=row["id"],
        split=row["split"],
        text=row["text"],
        levels=tuple(row["elements"][name] for name in ELEMENTS),
        scope=SCOPES.index(row["scope"]),
        next_elements=tuple(row["next"]),
        segments=tuple(row["text"][s["start"] : s["end"]] for s in row["segments"]),
        tags=tuple(tuple(s["tags"].get(name, 0) for name in (*SENTENCE_ELEMENTS, "refer")) for s in row["segments"]),
        second_levels=tuple(second["elements"][name] for name in ELEMENTS) if second else None,
        second_scope=SCOPES.index(second["scope"]) if second else None,
        second_next=tuple(second["next"]) if second else None,
        field=row["field"],
        form=row["form"],
    )
