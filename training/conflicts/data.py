"""Decisions told by many mentors: pairs to be judged and histories to be grouped."""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any, Literal

from assistant.domain.disagreements import ConflictKind

DATA = Path(__file__).parent.parent.parent / "evals" / "datasets" / "guidance" / "decisions.jsonl"

Split = Literal["train", "dev", "test"]
Relation = Literal["opposed", "same_side", "other_axis", "other_decision"]


@dataclass(frozen=True, slots=True)
class Text:
    """One piece of advice: on which of the decision's two axes it speaks, and on which side, 0 or 1."""

    text: str
    axis: int
    side: int


@dataclass(frozen=True, slots=True)
class Axis:
    """Two sides that exclude each other."""

    kind: ConflictKind
    is_conditional: bool
    says: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision of one person, asked about in three ways, with ten pieces of advice."""

    id: str
    split: Split
    persona: str
    questions: tuple[str, ...]
    axes: tuple[Axis, Axis]
    texts: tuple[Text, ...]

    @property
    def writer(self) -> str:
        """Return who wrote it."""
        return self.id.partition("-")[0]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two pieces of advice with their questions, and how they stand to each other."""

    question_a: str
    a: str
    question_b: str
    b: str
    relation: Relation
    decision: Decision
    axis: int

    @property
    def is_opposed(self) -> bool:
        """Tell whether they pull apart."""
        return self.relation == "opposed"


@dataclass(frozen=True, slots=True)
class HistoryItem:
    """One item of a history: its decision's place in it, and its axis and side."""

    question: str
    text: str
    decision: int
    axis: int
    side: int

    def opposes(self, other: HistoryItem) -> bool:
        """Tell whether the two pull apart."""
        return (self.decision, self.axis) == (other.decision, other.axis) and self.side != other.side


def load(path: Path = DATA, *, split: Split | None = None) -> list[Decision]:
    """Return the decisions of a split, all when none is named."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [_decision(row) for row in rows if split in (None, row["split"])]


def pairs(decisions: Sequence[Decision], *, seed: int, each: int = 4) -> Iterator[Pair]:
    """Yield up to `each` opposed, same-side and other-axis pairs of every decision, and two of different decisions.

    Within one decision every text stands in opposed and in compatible pairs, so that none can be told by one text alone.
    """
    rng = random.Random(seed)
    by_persona = _by_persona(decisions)
    for decision in decisions:
        found: dict[Relation, list[tuple[Text, Text]]] = defaultdict(list)
        for one, other in combinations(decision.texts, 2):
            found[_relation(one, other)].append((one, other))
        for relation, chosen in found.items():
            for one, other in rng.sample(chosen, min(each, len(chosen))):
                a, b = rng.sample([one, other], 2)
                asked = [rng.choice(decision.questions), rng.choice(decision.questions)]
                yield Pair(asked[0], a.text, asked[1], b.text, relation, decision, a.axis)
        others = [one for one in by_persona[decision.writer, decision.persona] if one is not decision]
        for other_decision in rng.sample(others, min(2, len(others))):
            a, b = rng.choice(decision.texts), rng.choice(other_decision.texts)
            asked = [rng.choice(decision.questions), rng.choice(other_decision.questions)]
            yield Pair(asked[0], a.text, asked[1], b.text, "other_decision", decision, a.axis)


def histories(
    decisions: Sequence[Decision], *, seed: int, each: int, opposed_share: float | None = None
) -> list[list[HistoryItem]]:
    """Return histories of twelve items from six decisions of one person, `each` for every person, in random order.

    Args:
        decisions: Where they come from.
        seed: Of the random choice.
        each: How many for a person.
        opposed_share: Probability that the two items of a decision pull apart; any two texts when None.
    """
    rng, found = random.Random(seed), []
    for own in _by_persona(decisions).values():
        if len(own) < 6:
            continue
        for _ in range(each):
            items = [item for n, decision in enumerate(own[:6]) for item in _two_items(decision, n, rng, opposed_share)]
            rng.shuffle(items)
            found.append(items)
    return found


def _two_items(decision: Decision, place: int, rng: random.Random, opposed_share: float | None) -> list[HistoryItem]:
    chosen = rng.sample(decision.texts, 2)
    if opposed_share is not None:
        wants_opposed = rng.random() < opposed_share
        while (_relation(*chosen) == "opposed") != wants_opposed:
            chosen = rng.sample(decision.texts, 2)
    asked = rng.sample(decision.questions, 2)
    return [
        HistoryItem(question, text.text, place, text.axis, text.side)
        for question, text in zip(asked, chosen, strict=True)
    ]


def _relation(one: Text, other: Text) -> Relation:
    if one.axis != other.axis:
        return "other_axis"
    return "same_side" if one.side == other.side else "opposed"


def _by_persona(decisions: Sequence[Decision]) -> dict[tuple[str, str], list[Decision]]:
    found: dict[tuple[str, str], list[Decision]] = defaultdict(list)
    for decision in decisions:
        found[decision.writer, decision.persona].append(decision)
    return found


def _decision(row: Mapping[str, Any]) -> Decision:
    texts = tuple(
        Text(text, axis, side)
        for axis, found in enumerate(row["axes"])
        for side, one in enumerate(found["sides"])
        for text in one["texts"]
    )
    one, other = (_axis(found) for found in row["axes"])
    return Decision(row["id"], row["split"], row["persona"], tuple(row["questions"]), (one, other), texts)


def _axis(row: Mapping[str, Any]) -> Axis:
    one, other = (side["says"] for side in row["sides"])
    return Axis(row["kind"], row["conditional"], (one, other))
