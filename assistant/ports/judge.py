"""Set pieces of advice for one mentee beside each other: about which decision they are, and whether they pull apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from assistant.domain.disagreements import Advice, Disagreement, Judgement
from assistant.domain.guidance import GuidanceItem


class ConflictJudge(Protocol):
    """Reads one new piece of advice beside earlier ones about the same decision."""

    def judge(self, new: Advice, earlier: Sequence[Advice]) -> list[Judgement]:
        """Return one judgement for each earlier piece, in order; `quote_a` is of the earlier, `quote_b` of the new one.

        No earlier pieces give an empty list. Never raises for a failing model: another judge stands in and
        `judged_by` says which.
        """


class Linker(Protocol):
    """Sets new guidance of a mentee beside what they were told before; writes nothing."""

    def link(self, mentee_id: str, items: Sequence[GuidanceItem]) -> tuple[list[GuidanceItem], list[Disagreement]]:
        """Return the items with their decisions, in order, and where they pull apart from earlier guidance."""
