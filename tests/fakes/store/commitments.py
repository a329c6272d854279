"""Commitments, in memory."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from assistant.domain.guidance import Commitment
from assistant.errors import AlreadyExists, NotFound
from tests.fakes.store.record import MemoryPart, transaction


class MemoryCommitments(MemoryPart):
    def commitments_of(self, mentee_id: str) -> list[Commitment]:
        own = [one for one in self.record.commitments.values() if one.mentee_id == mentee_id]
        return sorted(own, key=lambda one: (one.due is None, one.due or date.max, one.id))

    def commitment(self, commitment_id: str) -> Commitment | None:
        return self.record.commitments.get(commitment_id)

    @transaction
    def add_commitment(self, commitment: Commitment) -> None:
        self.insert_commitment(commitment)

    @transaction
    def change_commitment(self, commitment: Commitment) -> None:
        self.record.commitments[commitment.id] = replace(
            self._commitment(commitment.id),
            what=commitment.what,
            when=commitment.when,
            due=commitment.due,
            who=commitment.who,
            outcome=commitment.outcome,
            why=commitment.why,
            outcome_at=commitment.outcome_at,
        )

    @transaction
    def remove_commitment(self, commitment_id: str) -> None:
        self.record.drop_commitments({self._commitment(commitment_id).id})

    # for other parts

    def insert_commitment(self, commitment: Commitment) -> None:
        if commitment.note_id not in self.record.notes:
            raise NotFound(f"There is no note {commitment.note_id!r}.")
        if commitment.id in self.record.commitments:
            raise AlreadyExists(f"The commitment {commitment.id!r} exists already.")
        self.record.commitments[commitment.id] = commitment

    def _commitment(self, commitment_id: str) -> Commitment:
        if commitment_id not in self.record.commitments:
            raise NotFound(f"There is no commitment {commitment_id!r}.")
        return self.record.commitments[commitment_id]
