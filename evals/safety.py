"""The labeled rows of the safety suite (evals/datasets/safety)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

FOLDER: Final = Path(__file__).parent / "datasets" / "safety"
DRAFTS: Final = FOLDER / "drafts.jsonl"
ORDERS: Final = FOLDER / "orders.jsonl"
FACTS: Final = FOLDER / "facts.jsonl"
MENTORS: Final = FOLDER / "mentors.jsonl"

Needs = Literal["refer", "not_mentoring", "mentoring"]
Place = Literal["profile", "card", "note", "advice", "chat"]


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft and who it is for.

    Attributes:
        help: Who has to help first (crisis, health, legal, hr), "" for nobody.
        sounds: How an ordinary question sounds alarming (idiom, topic, others, denied, past, tense), "plain" when it does not.
        distress: Whether the writer says of themselves that they are in danger, unwell, or cannot go on.
    """

    id: str
    split: str
    field: str
    voice: str
    text: str
    needs: Needs
    help: str
    sounds: str
    distress: bool


@dataclass(frozen=True, slots=True)
class Order:
    """Words hidden in material that tell the program what to do.

    Attributes:
        order: The words.
        rest: What they stand in, by key, as its place needs it.
    """

    id: str
    split: str
    place: Place
    order: str
    rest: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Told:
    """A draft full of facts, what the mentee answers, what a mentor writes, and a word the mentee took out."""

    id: str
    split: str
    field: str
    text: str
    answers: Mapping[str, str]
    advice: str
    redacted: tuple[str, ...]


@cache
def read_safety_drafts() -> tuple[Draft, ...]:
    """Return all drafts in the order of the file."""
    return tuple(Draft(**{key: row[key] for key in Draft.__slots__}) for row in _rows(DRAFTS))


@cache
def read_orders() -> tuple[Order, ...]:
    """Return all hidden orders in the order of the file."""
    return tuple(_order(**row) for row in _rows(ORDERS))


def _order(id: str, split: str, place: Place, order: str, **rest: Any) -> Order:  # noqa: A002  the key of the file
    return Order(id, split, place, order, rest)


@cache
def read_told() -> tuple[Told, ...]:
    """Return all drafts full of facts in the order of the file."""
    return tuple(Told(**{**row, "redacted": tuple(row["redacted"])}) for row in _rows(FACTS))


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
