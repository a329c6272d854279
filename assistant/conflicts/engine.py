"""Join grouping and judge into what guidance and batch need. No store, no people."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

import numpy as np

from assistant.conflicts.grouping import Floats, Linkage, decision_text, group, nearest_group, nearness
from assistant.domain.disagreements import Advice, Judgement
from assistant.ports.encoder import Encoder
from assistant.ports.judge import ConflictJudge
from assistant.text.redaction import MASK

Standing = Literal["flag", "compare", "silent"]

LINKAGE: Final = Linkage(nearness_min=0.0, neighbors=3, crowding=0.5)
"""Chosen on histories of the development split (training.conflicts.linkage)."""
REACH: Final = -0.2
"""Nearness from which a judge that tells decisions apart by itself is asked: 98 % of partners lie above it."""
TWIN_COSINE: Final = 0.55
"""Cosine of two pieces of advice alone from which they speak of one thing, whatever was asked (64 % of such pairs, in
histories where one in eleven does, and all of these were near by their questions too)."""
TWINS_SOUGHT: Final = 10
"""Among how many of the nearest pieces a twin is looked for."""
_TWIN_NEARNESS: Final = 0.5
SURE_SCORE: Final = 0.6
"""Score from which the embedded judge raises a card; what it flags below is offered to be compared."""
BLOT: Final = MASK[0]
"""Stands for each letter of a name."""
JUDGED_MAX: Final = 5
"""At most so many earlier pieces are judged beside a new one: the nearest."""


@dataclass(frozen=True, slots=True)
class ConflictEngine:
    """Finds what speaks about one decision, and what of it pulls apart; deterministic without a language model.

    Attributes:
        encoder: Trained to bring different wordings of one decision together.
        plain: The plain sentence encoder, for advice alone.
        judge: Embedded, or a language model with the embedded one behind it.
        knows_decisions: The judge tells decisions apart by itself, so it is asked about near pieces of others too.
    """

    encoder: Encoder
    plain: Encoder
    judge: ConflictJudge
    knows_decisions: bool = False
    linkage: Linkage = LINKAGE

    def vectors(self, pieces: Sequence[Advice]) -> Floats:
        """Return unit vectors, shape (len(pieces), dimensions)."""
        return self.encoder.encode([decision_text(piece.question, piece.text) for piece in pieces])

    def nearness(self, vectors: Floats, *, sessions: Sequence[object] | None = None) -> Floats:
        """Return how near each piece is to each other, shape (n, n); see `grouping.nearness`."""
        return nearness(vectors, self.linkage, sessions=sessions)

    def with_twins(self, near: Floats, text: str, earlier: Sequence[str]) -> Floats:
        """Return nearness to earlier pieces, shape (n,), with pieces that say hardly anything else very near."""
        rows = np.argsort(-near, kind="stable")[:TWINS_SOUGHT]
        if not len(rows):
            return near
        vectors = self.plain.encode([text, *(earlier[row] for row in rows)])
        cosines = vectors[1:] @ vectors[0]
        raised = near.copy()
        raised[rows] = np.where(cosines >= TWIN_COSINE, _TWIN_NEARNESS + cosines, near[rows])
        return raised

    def groups(self, near: Floats) -> list[list[int]]:
        """Return groups of rows that speak about one decision."""
        return group(near, self.linkage)

    def decision_of(self, near: Floats, decisions: Sequence[str]) -> str | None:
        """Return the decision a new piece speaks about: its twin's, else the nearest one; None for one of its own.

        Args:
            near: Nearness to each earlier piece, shape (n,).
            decisions: The decision of each earlier piece.
        """
        if len(near) and near.max() >= _TWIN_NEARNESS + TWIN_COSINE:
            return decisions[int(near.argmax())]
        return nearest_group(near, decisions, self.linkage)

    def worth_judging(self, near: Floats, decisions: Sequence[str], decision: str | None) -> list[int]:
        """Return rows of earlier pieces to judge beside a new one, nearest first: those of its decision, and near others."""
        order = [int(row) for row in np.argsort(-near, kind="stable")]
        is_wanted = [
            decisions[row] == decision or (self.knows_decisions and near[row] >= REACH) for row in range(len(decisions))
        ]
        return [row for row in order if is_wanted[row]][:JUDGED_MAX]

    def standing(self, judgement: Judgement, *, is_same_decision: bool) -> Standing:
        """Return what a judgement leads to: a card, a quiet "compare these", or nothing."""
        is_embedded = judgement.judged_by == "embedded"
        if not judgement.is_flagged or (is_embedded and not is_same_decision):
            return "silent"
        return "compare" if is_embedded and judgement.score < SURE_SCORE else "flag"


def without_names(advice: Advice, names: Sequence[str]) -> Advice:
    """Return the advice with people's names blotted out letter by letter, whole or in part, wherever a judge reads them."""
    parts = {part for name in names for part in (name, *filter(_is_capitalized, name.split())) if len(part) > 1}
    if not parts:
        return advice
    longest_first = "|".join(re.escape(part) for part in sorted(parts, key=len, reverse=True))
    found = re.compile(rf"(?<!\w)(?:{longest_first})(?!\w)")
    text, question, context = (
        found.sub(lambda name: BLOT * len(name[0]), said)
        for said in (advice.text, advice.question, advice.mentor_context)
    )
    return replace(advice, text=text, question=question, mentor_context=context)


def as_said(quote: str, told: str, text: str) -> str:
    """Return a quote as it stands in a text, with what was blotted out for the judge put back; all of it without a quote.

    Args:
        quote: Words of `told`.
        told: The text as the judge read it: with names blotted out, and with masked words.
        text: The text as it was said.
    """
    before, found, after = told.partition(quote) if quote else ("", "", "")
    as_told = re.compile(f"{_pattern(before)}({_pattern(found)}){_pattern(after)}", re.DOTALL)
    match = as_told.fullmatch(text) if found else None
    return match[1] if match else text


def _pattern(told: str) -> str:
    """Return what matches words as they were said: as many letters as blots, or any where a mask may stand."""
    pieces = re.split(f"({BLOT}+)", told)
    return "".join(_blotted(piece) if piece.startswith(BLOT) else re.escape(piece) for piece in pieces)


def _blotted(blots: str) -> str:
    return ".+?" if blots == MASK else f".{{{len(blots)}}}"


def _is_capitalized(part: str) -> bool:
    return part[:1].isupper()
