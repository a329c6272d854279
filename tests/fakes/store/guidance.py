"""Notes and guidance items, in memory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.domain.disagreements import Disagreement
from assistant.domain.guidance import Commitment, GuidanceItem, SessionNote
from assistant.errors import AlreadyExists, NotFound
from tests.fakes.store.commitments import MemoryCommitments
from tests.fakes.store.disagreements import MemoryDisagreements
from tests.fakes.store.record import transaction


class MemoryGuidance(MemoryCommitments, MemoryDisagreements):
    @transaction
    def add_note(
        self,
        note: SessionNote,
        items: Sequence[GuidanceItem],
        commitments: Sequence[Commitment],
        disagreements: Sequence[Disagreement] = (),
    ) -> None:
        if note.session_id not in self.record.sessions:
            raise NotFound(f"There is no session {note.session_id!r}.")
        if note.id in self.record.notes:
            raise AlreadyExists(f"The note {note.id!r} exists already.")
        self.record.notes[note.id] = note
        for item in items:
            self._insert(item)
        for commitment in commitments:
            self.insert_commitment(commitment)
        self.insert_new_disagreements(disagreements)

    def notes_of_session(self, session_id: str) -> list[SessionNote]:
        own = [note for note in self.record.notes.values() if note.session_id == session_id]
        return sorted(own, key=lambda note: (note.at, note.id))

    def note(self, note_id: str) -> SessionNote | None:
        return self.record.notes.get(note_id)

    @transaction
    def remove_note(self, note_id: str) -> None:
        if note_id not in self.record.notes:
            raise NotFound(f"There is no note {note_id!r}.")
        self.record.drop_notes({note_id})

    def guidance_of(self, mentee_id: str) -> list[GuidanceItem]:
        return self._oldest_first(item for item in self.record.guidance.values() if item.mentee_id == mentee_id)

    def guidance_by(self, mentor_id: str) -> list[GuidanceItem]:
        own = self._oldest_first(item for item in self.record.guidance.values() if item.mentor_id == mentor_id)
        return sorted(own, key=lambda item: item.session_date, reverse=True)

    def guidance_items(self, item_ids: Sequence[str] | None = None) -> list[GuidanceItem]:
        chosen = set(self.record.guidance) if item_ids is None else set(item_ids) & set(self.record.guidance)
        return [self.record.guidance[item_id] for item_id in sorted(chosen)]

    @transaction
    def add_guidance(self, item: GuidanceItem, disagreements: Sequence[Disagreement] = ()) -> None:
        self._insert(item)
        self.insert_new_disagreements(disagreements)

    @transaction
    def change_guidance(self, item: GuidanceItem) -> None:
        self._change_item(item)

    @transaction
    def correct_guidance(self, item: GuidanceItem, disagreements: Sequence[Disagreement] = ()) -> None:
        self._change_item(item)
        self.record.disagreements = {
            key: one
            for key, one in self.record.disagreements.items()
            if item.id not in (one.item_a, one.item_b) or not one.is_open
        }
        self.insert_new_disagreements(disagreements)

    @transaction
    def remove_guidance(self, item_id: str) -> None:
        self.record.drop_items({self._item(item_id).id})

    def _change_item(self, item: GuidanceItem) -> None:
        before = self._item(item.id)
        if item.text != before.text:
            self.record.note("guidance", [item.id])
        self.record.guidance[item.id] = replace(
            before,
            text=item.text,
            decision_id=item.decision_id,
            is_context_bound=item.is_context_bound,
            outcome=item.outcome,
            why=item.why,
            outcome_at=item.outcome_at,
        )

    def _insert(self, item: GuidanceItem) -> None:
        if item.note_id not in self.record.notes or item.mentor_id not in self.record.mentors:
            raise NotFound(f"The guidance item {item.id!r} refers to something that does not exist.")
        if item.id in self.record.guidance:
            raise AlreadyExists(f"The guidance item {item.id!r} exists already.")
        self.record.guidance[item.id] = item
        self.record.note("guidance", [item.id])

    def _item(self, item_id: str) -> GuidanceItem:
        if item_id not in self.record.guidance:
            raise NotFound(f"There is no guidance item {item_id!r}.")
        return self.record.guidance[item_id]

    def _oldest_first(self, items: Iterable[GuidanceItem]) -> list[GuidanceItem]:
        notes = self.record.notes
        return sorted(items, key=lambda one: (one.session_date, notes[one.note_id].at, one.note_id, one.start))
