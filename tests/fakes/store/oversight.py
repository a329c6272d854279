"""What owners change, in memory."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from assistant.domain.audit import AuditLine
from assistant.domain.changes import Kept, refuse_stale
from assistant.domain.clock import new_id
from assistant.domain.imports import ImportCounts, ImportPlan, PendingImport, import_lines, plan_import, refuse_untrue
from assistant.domain.knowledge import KnowledgeCard
from assistant.domain.mentors import MentorProfile
from assistant.domain.people import Person
from assistant.errors import AlreadyExists, Conflict, NotFound
from tests.fakes.store.knowledge import MemoryKnowledge
from tests.fakes.store.people import MemoryPeople
from tests.fakes.store.record import transaction


class MemoryOversight(MemoryPeople, MemoryKnowledge):
    def accounts(self) -> list[Kept[Person]]:
        return [Kept(person, self.record.out_people.get(person.id)) for person in self.people()]

    def mentor_roster(self) -> list[Kept[MentorProfile]]:
        ids = sorted(set(self.record.mentors) - self.record.removed)
        return [Kept(self.record.mentors[i], self.record.out_mentors.get(i)) for i in ids]

    def card_shelf(self) -> list[Kept[KnowledgeCard]]:
        return [Kept(card, self.record.out_cards.get(i)) for i, card in sorted(self.record.cards.items())]

    @transaction
    def open_account(self, person: Person, password_hash: str | None, *, line: AuditLine) -> None:
        self.add_person(person, password_hash)
        self.record.audit.append(line)

    @transaction
    def change_account(self, person: Person, *, seen: Person, line: AuditLine) -> None:
        self.refuse_stranger(person.id)
        found, password_hash = self.record.people[person.id]
        refuse_stale(seen, found)
        if not person.has("owner"):
            self._refuse_last_owner(person.id)
        taken = self.person_by_email(person.email)
        if taken is not None and taken[0].id != person.id:
            raise AlreadyExists(f"{person.email!r} is taken.")
        self.record.people[person.id] = (replace(person, email=person.email.lower()), password_hash)
        self.record.audit.append(line)

    @transaction
    def change_mentor(self, profile: MentorProfile, *, seen: MentorProfile, week: date, line: AuditLine) -> None:
        found = self._mentor(profile.id)
        refuse_stale(seen, found)
        self.record.mentors[profile.id] = profile
        if profile.booked_minutes != found.booked_minutes:
            self.record.booked_since[profile.id] = week
        self._mentor_changed(profile.id, line)

    @transaction
    def change_card(self, card: KnowledgeCard, *, seen: KnowledgeCard, line: AuditLine) -> None:
        refuse_stale(seen, self._card(card.id))
        self.record.cards[card.id] = card
        self._card_changed(card.id, line)

    @transaction
    def set_account_active(self, person_id: str, is_active: bool, *, line: AuditLine) -> bool:
        self.refuse_stranger(person_id)
        since = self.record.out_people.get(person_id)
        if (since is None) == is_active:
            return False
        if is_active:
            del self.record.out_people[person_id]
        else:
            self._refuse_last_owner(person_id)
            self.record.out_people[person_id] = line.at
            self.record.signins = {t: one for t, one in self.record.signins.items() if one[0] != person_id}
        self.record.audit.append(line)
        mentor_id = self.record.people[person_id][0].mentor_id
        is_current = mentor_id in self.record.mentors and mentor_id not in self.record.removed
        if mentor_id is not None and is_current and since in (None, self.record.out_mentors.get(mentor_id)):
            action = f"{line.action.partition('_')[0]}_mentor"
            own = replace(line, id=new_id(), action=action, subject_kind="mentor", subject_id=mentor_id)
            self.set_mentor_active(mentor_id, is_active, line=own)
        return True

    @transaction
    def set_mentor_active(self, mentor_id: str, is_active: bool, *, line: AuditLine) -> bool:
        self._mentor(mentor_id)
        if (mentor_id not in self.record.out_mentors) == is_active:
            return False
        if is_active:
            del self.record.out_mentors[mentor_id]
        else:
            self.record.out_mentors[mentor_id] = line.at
        self._mentor_changed(mentor_id, line)
        return True

    @transaction
    def set_card_active(self, card_id: str, is_active: bool, *, line: AuditLine) -> bool:
        self._card(card_id)
        if (card_id not in self.record.out_cards) == is_active:
            return False
        if is_active:
            del self.record.out_cards[card_id]
        else:
            self.record.out_cards[card_id] = line.at
        self._card_changed(card_id, line)
        return True

    @transaction
    def keep_import(self, pending: PendingImport) -> None:
        self.refuse_stranger(pending.owner_id)
        self.record.imports = {
            i: one
            for i, one in self.record.imports.items()
            if (one.owner_id, one.kind) != (pending.owner_id, pending.kind) and one.expires_at >= pending.made_at
        }
        self.record.imports[pending.id] = pending

    def pending_import(self, import_id: str) -> PendingImport | None:
        return self.record.imports.get(import_id)

    @transaction
    def drop_import(self, import_id: str) -> None:
        self.record.imports.pop(import_id, None)

    @transaction
    def confirm_import(self, import_id: str, *, fingerprint: str, week: date, line: AuditLine) -> ImportCounts:
        pending = self.record.imports.get(import_id)
        if pending is None:
            raise NotFound(f"There is no upload {import_id!r}.")
        if pending.counts is not None:
            return pending.counts
        plan, take_in = self._plan(pending, week=week)
        refuse_untrue(pending, plan, fingerprint=fingerprint, now=line.at)
        take_in()
        self.record.audit += import_lines(pending, plan, line)
        self.record.imports[import_id] = replace(pending, rows=(), problems=(), counts=plan.counts)
        return plan.counts

    def _plan(self, pending: PendingImport, *, week: date) -> tuple[ImportPlan, Callable[[], ImportCounts]]:
        if pending.kind == "cards":
            shelf = {kept.value.id: kept for kept in self.card_shelf()}
            cards = [row for row in pending.rows if isinstance(row, KnowledgeCard)]
            plan = plan_import(shelf, cards, replace=pending.replace)
            return plan, lambda: self.import_cards(cards, replace=pending.replace)
        roster = {kept.value.id: kept for kept in self.mentor_roster()}
        rows = [row for row in pending.rows if isinstance(row, MentorProfile)]
        plan = plan_import(roster, rows, replace=pending.replace)
        return plan, lambda: self.import_mentors(rows, replace=pending.replace, week=week)

    def _refuse_last_owner(self, person_id: str) -> None:
        active = {one.value.id for one in self.accounts() if one.is_active and one.value.has("owner")}
        if active == {person_id}:
            raise Conflict(f"{person_id!r} is the last owner.", code="last_owner")

    def _mentor(self, mentor_id: str) -> MentorProfile:
        if mentor_id not in self.record.mentors or mentor_id in self.record.removed:
            raise NotFound(f"There is no mentor {mentor_id!r}.")
        return self.record.mentors[mentor_id]

    def _card(self, card_id: str) -> KnowledgeCard:
        if card_id not in self.record.cards:
            raise NotFound(f"There is no card {card_id!r}.")
        return self.record.cards[card_id]

    def _mentor_changed(self, mentor_id: str, line: AuditLine) -> None:
        self.record.note("mentors", [mentor_id])
        self.record.version += 1
        self.record.audit.append(line)

    def _card_changed(self, card_id: str, line: AuditLine) -> None:
        self.record.note("knowledge", [card_id])
        self.record.audit.append(line)
