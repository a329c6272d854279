"""Say whether pieces of advice for one mentee pull apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from assistant.domain.disagreements import Advice, Judgement


class ConflictJudge(Protocol):
    """Reads one new piece of advice beside earlier ones about the same decision."""

    def judge(self, new: Advice, earlier: Sequence[Advice]) -> list[Judgement]:
        """Return one judgement for each earlier piece, in order; `quote_a` is of the earlier, `quote_b` of the new one.

        No earlier pieces give an empty list. Never raises for a failing model: another judge stands in and
        `judged_by` says which.
        """
