"""Questions that wait for any mentor, and rounds, in memory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from datetime import datetime

from assistant.domain.audit import AuditLine
from assistant.domain.conversations import Message
from assistant.domain.pool import CohortRound, PlaceOutcome, PoolEntry, RequestFacts, RoundPlace
from assistant.domain.sessions import OPEN_STATUSES, SessionRequest
from assistant.errors import Conflict, NotFound
from tests.fakes.store.audit import MemoryAudit
from tests.fakes.store.record import transaction
from tests.fakes.store.requests import MemoryRequests


class MemoryPool(MemoryRequests, MemoryAudit):
    def open_requests(self) -> list[RequestFacts]:
        return _facts(one for one in self.record.requests.values() if one.status in OPEN_STATUSES)

    def requests_since(self, since: datetime, *, limit: int) -> list[RequestFacts]:
        return _facts(one for one in self.record.requests.values() if one.created_at >= since)[-limit:]

    def count_requests_since(self, since: datetime) -> int:
        return sum(one.created_at >= since for one in self.record.requests.values())

    def requests_of_mentees(self, mentee_ids: Sequence[str]) -> list[RequestFacts]:
        return _facts(one for one in self.record.requests.values() if one.mentee_id in mentee_ids)

    def request_facts(self, request_ids: Sequence[str]) -> list[RequestFacts]:
        return _facts(self.record.requests[i] for i in set(request_ids) if i in self.record.requests)

    def question_texts(self, request_ids: Sequence[str]) -> dict[str, str]:
        return {i: self.record.requests[i].question for i in request_ids if i in self.record.requests}

    @transaction
    def return_to_pool(self, entry: PoolEntry, *, notice: Message, line: AuditLine) -> None:
        self._begin(entry)
        self.append(entry.conversation_id, [notice])
        self.record.audit.append(line)

    @transaction
    def restore_request(self, entry_id: str, *, notice: Message, line: AuditLine) -> None:
        entry = self._entry(entry_id)
        request = self.record.requests.get(entry.request_id or "")
        if request is None or self.is_gone(request.mentor_id) or not self._is_in_pool(entry):
            raise Conflict(f"The question of {entry_id!r} found somebody, left the pool, or its mentor left.")
        standing = None if entry.waited_since == request.created_at else entry.waited_since
        self.record.requests[request.id] = replace(request, status=entry.was, decided_at=standing)
        del self.record.entries[entry_id]
        self.append(entry.conversation_id, [notice])
        self.record.audit.append(line)

    @transaction
    def leave_pool(self, entry_id: str, *, at: datetime) -> None:
        entry = self._entry(entry_id)
        self.record.entries[entry_id] = replace(entry, left_at=entry.left_at or at)

    def pool_entries(self) -> list[PoolEntry]:
        return _oldest_first(one for one in self.record.entries.values() if self._is_in_pool(one))

    def pool_entries_of(self, mentee_id: str) -> list[PoolEntry]:
        return _oldest_first(one for one in self.record.entries.values() if one.mentee_id == mentee_id)[::-1]

    @transaction
    def keep_round(self, planned: CohortRound) -> None:
        for place in planned.places:
            known = (place.entry_id is None or place.entry_id in self.record.entries) and (
                place.request_id is None or place.request_id in self.record.requests
            )
            if not known or place.mentor_id not in self.record.mentors:
                raise NotFound("The round refers to something that does not exist.")
        own = {i for i, one in self.record.rounds.items() if one.made_by == planned.made_by and not one.offered_at}
        self.record.rounds = {i: one for i, one in self.record.rounds.items() if i not in own}
        self.record.rounds[planned.id] = planned

    def cohort_round(self, round_id: str) -> CohortRound | None:
        return self.record.rounds.get(round_id)

    def cohort_rounds(self, *, limit: int) -> list[CohortRound]:
        offered = [(one.offered_at, one.id, one) for one in self.record.rounds.values() if one.offered_at is not None]
        return [one for _, _, one in sorted(offered, key=lambda row: row[:2], reverse=True)][:limit]

    @transaction
    def begin_offers(self, round_id: str, *, at: datetime, line: AuditLine) -> bool:
        planned = self._round(round_id)
        if planned.offered_at is not None:
            return False
        self.record.rounds[round_id] = replace(planned, offered_at=at)
        self.record.audit.append(line)
        return True

    @transaction
    def offer_place(
        self, round_id: str, number: int, *, request: SessionRequest, entry: PoolEntry | None, notice: Message
    ) -> RoundPlace:
        place = self._place(round_id, number)
        self.refuse_stranger(request.mentee_id)
        if place.outcome != "planned":
            return place
        if self.is_gone(request.mentor_id):
            return self._settle(round_id, replace(place, outcome="closed"))
        if not self._take(place, entry):
            return self._settle(round_id, replace(place, outcome="gone"))
        self.add_request(request)
        self.append(request.conversation_id, [notice])
        return self._settle(round_id, replace(place, outcome="offered", offer_id=request.id))

    @transaction
    def close_place(self, round_id: str, number: int, outcome: PlaceOutcome) -> RoundPlace:
        place = self._place(round_id, number)
        return place if place.outcome != "planned" else self._settle(round_id, replace(place, outcome=outcome))

    def _begin(self, entry: PoolEntry) -> None:
        request = self.decide_request(entry.request_id or "", "withdrawn", reply="", at=entry.entered_at)
        same = (one for one in self.record.entries.values() if one.conversation_id == entry.conversation_id)
        self.record.drop_entries({one.id for one in same if one.entered_at <= request.created_at})
        self.record.entries[entry.id] = entry

    def _is_in_pool(self, entry: PoolEntry) -> bool:
        return entry.is_in_pool(self.record.requests.values())

    def _take(self, place: RoundPlace, entry: PoolEntry | None) -> bool:
        if place.entry_id is not None:
            return self._is_in_pool(self._entry(place.entry_id))
        request = self.record.requests.get(place.request_id or "")
        if request is None or request.status not in OPEN_STATUSES or entry is None:
            return False
        self._begin(entry)
        return True

    def _settle(self, round_id: str, place: RoundPlace) -> RoundPlace:
        planned = self._round(round_id)
        places = tuple(place if one.number == place.number else one for one in planned.places)
        self.record.rounds[round_id] = replace(planned, places=places)
        return place

    def _place(self, round_id: str, number: int) -> RoundPlace:
        for place in self._round(round_id).places:
            if place.number == number:
                return place
        raise NotFound(f"The round {round_id!r} has no place {number}.")

    def _round(self, round_id: str) -> CohortRound:
        if round_id not in self.record.rounds:
            raise NotFound(f"There is no round {round_id!r}.")
        return self.record.rounds[round_id]

    def _entry(self, entry_id: str) -> PoolEntry:
        if entry_id not in self.record.entries:
            raise NotFound(f"There is no pool entry {entry_id!r}.")
        return self.record.entries[entry_id]


def _facts(requests: Iterable[SessionRequest]) -> list[RequestFacts]:
    ordered = sorted(requests, key=lambda one: (one.created_at, one.id))
    return [
        RequestFacts(**{one.name: getattr(request, one.name) for one in fields(RequestFacts)}) for request in ordered
    ]


def _oldest_first(entries: Iterable[PoolEntry]) -> list[PoolEntry]:
    return sorted(entries, key=lambda one: (one.entered_at, one.id))
