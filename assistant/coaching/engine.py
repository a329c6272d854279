"""The embedded engine of the coach. No store, no people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.advice.read import AdviceReader
from assistant.domain.advice import AdviceReview
from assistant.text.intake import checked_text


@dataclass(frozen=True, slots=True)
class CoachingEngine:
    """Reviews drafts: deterministic, offline."""

    reader: AdviceReader

    def review(self, question: str, draft: str) -> AdviceReview:
        """Review one draft; spans point into `AdviceReview.draft`, the draft with line breaks unified.

        Raises:
            InvalidInput: Question or draft is blank, too long, no text or no English.
        """
        return self.reader.read(checked_text(question), checked_text(draft))

    def reviews(self, rows: Sequence[tuple[str, str]]) -> list[AdviceReview]:
        """Review many checked (question, draft) with one pass of the encoder."""
        return self.reader.read_all(rows)
