"""Check-ins and contact wishes, in memory."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from assistant.domain.checkins import CheckIn, ContactWishes
from assistant.errors import AlreadyExists, NotFound
from tests.fakes.store.record import MemoryPart, transaction


class MemoryCheckIns(MemoryPart):
    @transaction
    def add_check_in(self, check_in: CheckIn) -> None:
        if check_in.commitment_id not in self.record.commitments:
            raise NotFound(f"There is no commitment {check_in.commitment_id!r}.")
        known = {(one.commitment_id, one.step) for one in self.record.check_ins.values()}
        if (check_in.commitment_id, check_in.step) not in known:
            self.record.check_ins[check_in.id] = check_in

    def check_ins_of(self, mentee_id: str) -> list[CheckIn]:
        return _by_day(one for one in self.record.check_ins.values() if one.mentee_id == mentee_id)

    def check_in(self, check_in_id: str) -> CheckIn | None:
        return self.record.check_ins.get(check_in_id)

    def due_check_ins(self, *, today: date) -> list[CheckIn]:
        waiting = [one for one in self.record.check_ins.values() if one.asked_at is None and one.answered_at is None]
        return _by_day(one for one in waiting if one.due_on <= today)

    @transaction
    def change_check_in(self, check_in: CheckIn) -> None:
        if check_in.id not in self.record.check_ins:
            raise NotFound(f"There is no check-in {check_in.id!r}.")
        self.record.check_ins[check_in.id] = replace(
            self.record.check_ins[check_in.id],
            due_on=check_in.due_on,
            asked_at=check_in.asked_at,
            answered_at=check_in.answered_at,
            outcome=check_in.outcome,
            why=check_in.why,
        )

    def contact_wishes(self, person_id: str) -> ContactWishes | None:
        return self.record.wishes.get(person_id)

    @transaction
    def keep_contact_wishes(self, wishes: ContactWishes) -> None:
        self.refuse_stranger(wishes.person_id)
        if self.person_of_unsubscribe_token(wishes.unsubscribe_token) not in {None, wishes.person_id}:
            raise AlreadyExists("This unsubscribe token is somebody else's.")
        self.record.wishes[wishes.person_id] = wishes

    def person_of_unsubscribe_token(self, token: str) -> str | None:
        found = [one.person_id for one in self.record.wishes.values() if one.unsubscribe_token == token]
        return found[0] if found else None


def _by_day(check_ins: Iterable[CheckIn]) -> list[CheckIn]:
    return sorted(check_ins, key=lambda one: (one.due_on, one.id))
