"""Corrections, second readings and release decisions in memory."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from assistant.domain.audit import AuditLine
from assistant.domain.reviews import CaseKey, Correction, Reading, ReleaseDecision, SecondRead
from assistant.errors import AlreadyExists, Conflict, NotFound
from tests.fakes.store.record import MemoryPart, transaction


class MemoryReviews(MemoryPart):
    @transaction
    def add_correction(self, correction: Correction, *, line: AuditLine) -> None:
        if correction.id in self.record.corrections:
            raise AlreadyExists(f"The correction {correction.id!r} is known.")
        self.record.corrections[correction.id] = correction
        self._log(line)

    @transaction
    def withdraw_correction(self, correction_id: str, *, by: str, at: datetime, line: AuditLine) -> Correction:
        found = self.record.corrections.get(correction_id)
        if found is None:
            raise NotFound(f"There is no correction {correction_id!r}.")
        if found.withdrawn_by:
            raise Conflict(f"The correction {correction_id!r} was withdrawn already.")
        self.record.corrections[correction_id] = replace(found, withdrawn_by=by, withdrawn_at=at)
        self._log(line)
        return self.record.corrections[correction_id]

    def corrections(self, case: CaseKey | None = None) -> list[Correction]:
        return [one for one in self.record.corrections.values() if case is None or one.case == case]

    @transaction
    def queue_second_read(self, read: SecondRead, *, line: AuditLine) -> None:
        waiting = {(one.run_id, one.case) for one in self.record.second_reads.values() if one.second is None}
        if read.id in self.record.second_reads or (read.run_id, read.case) in waiting:
            raise AlreadyExists(f"The case {read.case_id!r} of {read.run_id!r} waits for a second reader already.")
        self.record.second_reads[read.id] = read
        self._log(line)

    @transaction
    def answer_second_read(self, read_id: str, second: Reading, *, line: AuditLine) -> SecondRead:
        found = self.record.second_reads.get(read_id)
        if found is None:
            raise NotFound(f"There is no second reading {read_id!r}.")
        if found.second is not None:
            raise Conflict(f"The case of the second reading {read_id!r} was read already.")
        self.record.second_reads[read_id] = replace(found, second=second)
        self._log(line)
        return self.record.second_reads[read_id]

    def second_reads(self) -> list[SecondRead]:
        return list(self.record.second_reads.values())

    def second_read(self, read_id: str) -> SecondRead | None:
        return self.record.second_reads.get(read_id)

    @transaction
    def add_release_decision(self, decision: ReleaseDecision, *, line: AuditLine) -> None:
        if any(one.id == decision.id for one in self.record.release_decisions):
            raise AlreadyExists(f"The decision {decision.id!r} is known.")
        self.record.release_decisions.append(decision)
        self._log(line)

    def release_decisions(self, run_id: str | None = None) -> list[ReleaseDecision]:
        return [one for one in self.record.release_decisions if run_id is None or one.run_id == run_id]

    def _log(self, line: AuditLine) -> None:
        if any(one.id == line.id for one in self.record.audit):
            raise AlreadyExists(f"The audit line {line.id!r} is known.")
        self.record.audit.append(line)
