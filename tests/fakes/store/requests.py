"""Session requests, in memory."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Literal

from assistant.domain.conversations import Message
from assistant.domain.sessions import OPEN_STATUSES, RequestStatus, Session, SessionRequest
from assistant.errors import AlreadyExists, Conflict, NotFound
from tests.fakes.store.conversations import MemoryConversations
from tests.fakes.store.mentors import MemoryMentors
from tests.fakes.store.record import transaction


class MemoryRequests(MemoryMentors, MemoryConversations):
    @transaction
    def add_request(self, request: SessionRequest, *, open_max: int | None = None) -> None:
        known = (request.mentee_id in self.record.people, request.mentor_id in self.record.mentors)
        if not all(known) or request.conversation_id not in self.record.conversations:
            raise NotFound("The request refers to something that does not exist.")
        if request.id in self.record.requests:
            raise AlreadyExists(f"The request {request.id!r} exists already.")
        waiting = [one for one in self.requests_of_mentee(request.mentee_id) if one.status in OPEN_STATUSES]
        if (request.conversation_id, request.mentor_id) in {(one.conversation_id, one.mentor_id) for one in waiting}:
            raise Conflict("This chat already has an open request to this mentor.")
        if open_max is not None and len(waiting) >= open_max:
            raise Conflict(f"There are {len(waiting)} open requests.", code="too_many_open_requests")
        self.record.requests[request.id] = request

    def request(self, request_id: str) -> SessionRequest | None:
        return self.record.requests.get(request_id)

    def requests_for_mentor(self, mentor_id: str) -> list[SessionRequest]:
        return _newest_first(one for one in self.record.requests.values() if one.mentor_id == mentor_id)

    def requests_of_mentee(self, mentee_id: str) -> list[SessionRequest]:
        return _newest_first(one for one in self.record.requests.values() if one.mentee_id == mentee_id)

    @transaction
    def accept_request(
        self, request_id: str, *, week: date, at: datetime, starts_at: datetime | None = None, meeting_link: str = ""
    ) -> SessionRequest:
        request = self._open_request(request_id)
        if self.is_gone(request.mentor_id):
            raise Conflict(f"The mentor {request.mentor_id!r} was removed.")
        self.refuse_above_limit(request.mentor_id, week=week, minutes=request.minutes)
        self.record.sessions[request_id] = Session(
            id=request_id,
            conversation_id=request.conversation_id,
            mentee_id=request.mentee_id,
            mentor_id=request.mentor_id,
            question=request.question,
            minutes=request.minutes,
            week=week,
            accepted_at=at,
            starts_at=starts_at,
            meeting_link=meeting_link,
        )
        return self._change(replace(request, status="accepted", week=week, decided_at=at))

    @transaction
    def decide_request(
        self,
        request_id: str,
        status: Literal["declined", "more_asked", "withdrawn"],
        *,
        reply: str,
        at: datetime,
        notice: Message | None = None,
    ) -> SessionRequest:
        request = self._open_request(request_id)
        if notice is not None:
            self.append(request.conversation_id, [notice])
        return self._change(replace(request, status=status, reply=reply, decided_at=at))

    @transaction
    def reopen_request(self, request_id: str, *, question: str, at: datetime) -> SessionRequest:
        request = self._open_request(request_id)
        if request.status != "more_asked":
            raise Conflict(f"The request {request_id!r} waits for the mentor.")
        return self._change(replace(request, status="pending", question=question, decided_at=at))

    def count_requests(self, mentee_id: str, status: RequestStatus) -> int:
        return sum(one.status == status for one in self.requests_of_mentee(mentee_id))

    def _open_request(self, request_id: str) -> SessionRequest:
        if request_id not in self.record.requests:
            raise NotFound(f"There is no request {request_id!r}.")
        request = self.record.requests[request_id]
        if request.status not in OPEN_STATUSES:
            raise Conflict(f"The request {request_id!r} is {request.status} already.")
        return request

    def _change(self, request: SessionRequest) -> SessionRequest:
        self.record.requests[request.id] = request
        return request


def _newest_first(requests: Iterable[SessionRequest]) -> list[SessionRequest]:
    return sorted(requests, key=lambda one: (one.created_at, one.id), reverse=True)
