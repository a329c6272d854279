"""Briefs and the words mentees took out, in memory."""

from __future__ import annotations

from datetime import datetime

from assistant.domain.briefs import Brief
from assistant.errors import NotFound
from tests.fakes.store.record import MemoryPart, transaction


class MemoryBriefs(MemoryPart):
    @transaction
    def keep_brief(self, brief: Brief) -> None:
        if brief.session_id not in self.record.requests:
            raise NotFound(f"There is no request {brief.session_id!r}.")
        self.record.briefs[brief.session_id] = brief

    def brief(self, session_id: str) -> Brief | None:
        return self.record.briefs.get(session_id)

    @transaction
    def remove_expired_briefs(self, *, now: datetime) -> int:
        before = len(self.record.briefs)
        self.record.briefs = {i: brief for i, brief in self.record.briefs.items() if brief.expires_at > now}
        return before - len(self.record.briefs)

    @transaction
    def redact(self, mentee_id: str, words: str) -> None:
        self.refuse_stranger(mentee_id)
        if words not in self.redactions(mentee_id):
            self.record.redactions.append((mentee_id, words))
            self._note_all_guidance(mentee_id)

    @transaction
    def unredact(self, mentee_id: str, words: str) -> None:
        if words in self.redactions(mentee_id):
            self.record.redactions.remove((mentee_id, words))
            self._note_all_guidance(mentee_id)

    def redactions(self, mentee_id: str) -> list[str]:
        return [words for owner, words in self.record.redactions if owner == mentee_id]

    def _note_all_guidance(self, mentee_id: str) -> None:
        own = sorted(item.id for item in self.record.guidance.values() if item.mentee_id == mentee_id)
        self.record.note("guidance", own)
