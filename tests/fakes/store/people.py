"""Accounts and signed-in sessions, in memory."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from assistant.domain.people import Person
from assistant.errors import AlreadyExists, NotAllowed
from tests.fakes.store.mentors import MemoryMentors
from tests.fakes.store.record import transaction


class MemoryPeople(MemoryMentors):
    @transaction
    def add_person(self, person: Person, password_hash: str | None) -> None:
        person = replace(person, email=person.email.lower())
        if person.id in self.record.people or self.person_by_email(person.email) is not None:
            raise AlreadyExists(f"{person.email!r} or {person.id!r} is taken.")
        self.record.people[person.id] = (person, password_hash)

    def person(self, person_id: str) -> Person | None:
        found = self.record.people.get(person_id)
        return found[0] if found else None

    def person_by_email(self, email: str) -> tuple[Person, str | None] | None:
        return next((found for found in self.record.people.values() if found[0].email == email.lower()), None)

    def people(self) -> list[Person]:
        everybody = (person for person, _ in self.record.people.values())
        return sorted(everybody, key=lambda person: (person.name.casefold(), person.id))

    @transaction
    def remove_person(self, person_id: str) -> None:
        self.refuse_stranger(person_id)
        person, _ = self.record.people.pop(person_id)
        self._drop_own(person_id)
        gone = {person_id} | ({person.mentor_id} if person.mentor_id else set())
        self.record.drop_requests(
            {i for i, one in self.record.requests.items() if {one.mentee_id, one.mentor_id} & gone}
        )
        if person.mentor_id in self.record.mentors:
            self.forget_mentor(person.mentor_id)
            self.record.imports = {i: one for i, one in self.record.imports.items() if one.kind != "mentors"}
            self.record.note("mentors", [person.mentor_id])
            self.record.version += 1
        for mentor_id in [i for i in self.record.removed if not self.has_requests(i)]:
            self.forget_mentor(mentor_id)

    def _drop_own(self, person_id: str) -> None:
        held = self.record
        held.signins = {token: one for token, one in held.signins.items() if one[0] != person_id}
        held.conversations = {i: chat for i, chat in held.conversations.items() if chat.mentee_id != person_id}
        held.readiness = {i: one for i, one in held.readiness.items() if one.mentee_id != person_id}
        held.out_people.pop(person_id, None)
        held.imports = {i: one for i, one in held.imports.items() if one.owner_id != person_id}
        held.redactions = [one for one in held.redactions if one[0] != person_id]
        held.wishes = {i: one for i, one in held.wishes.items() if i != person_id}
        held.mails = {key: mail for key, mail in held.mails.items() if mail.person_id != person_id}
        held.drop_entries({i for i, one in held.entries.items() if one.mentee_id == person_id})
        held.deferrals = {i: one for i, one in held.deferrals.items() if one.mentee_id != person_id}

    @transaction
    def open_signin(self, token_hash: str, person_id: str, *, expires_at: datetime) -> None:
        self.refuse_stranger(person_id)
        if person_id in self.record.out_people:
            raise NotAllowed(f"The account {person_id!r} is deactivated.", code="deactivated")
        self.record.signins[token_hash] = (person_id, expires_at)

    def signed_in(self, token_hash: str, *, now: datetime) -> Person | None:
        found = self.record.signins.get(token_hash)
        return self.person(found[0]) if found and found[1] > now else None

    @transaction
    def close_signin(self, token_hash: str) -> None:
        self.record.signins.pop(token_hash, None)

    @transaction
    def record_failed_signin(self, key: str, *, at: datetime) -> None:
        self.record.failures.append((key, at))

    def failed_signins(self, key: str, *, since: datetime) -> list[datetime]:
        return sorted(at for failed, at in self.record.failures if failed == key and at >= since)

    @transaction
    def clear_failed_signins(self, key: str) -> None:
        self.record.failures = [one for one in self.record.failures if one[0] != key]
