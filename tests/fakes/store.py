"""A store in memory: small, correct, one lock, with everything it holds open to inspection."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from copy import copy
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, date, datetime
from functools import wraps
from typing import Concatenate, Literal, ParamSpec, TypeVar

from assistant.domain.conversations import Conversation, Message
from assistant.domain.knowledge import KnowledgeCard
from assistant.domain.mentors import MentorLoad, MentorProfile
from assistant.domain.people import Person
from assistant.domain.questions import QuestionVersion
from assistant.domain.sessions import OPEN_STATUSES, RequestStatus, SessionRequest
from assistant.errors import AlreadyExists, CapacityExceeded, Conflict, NotFound
from assistant.ports.chat_model import TokenUse
from assistant.ports.index import Collection
from assistant.ports.store import ImportCounts, IndexChange

P = ParamSpec("P")
R = TypeVar("R")


@dataclass
class Record:
    """Everything the store holds."""

    people: dict[str, tuple[Person, str | None]] = field(default_factory=dict)
    signins: dict[str, tuple[str, datetime]] = field(default_factory=dict)
    failures: list[tuple[str, datetime]] = field(default_factory=list)
    mentors: dict[str, MentorProfile] = field(default_factory=dict)
    booked_since: dict[str, date] = field(default_factory=dict)
    removed: set[str] = field(default_factory=set)
    version: int = 0
    cards: dict[str, KnowledgeCard] = field(default_factory=dict)
    conversations: dict[str, Conversation] = field(default_factory=dict)
    requests: dict[str, SessionRequest] = field(default_factory=dict)
    changes: list[IndexChange] = field(default_factory=list)
    last_sequence: int = 0
    uses: list[tuple[str, str, TokenUse]] = field(default_factory=list)


def transaction(method: Callable[Concatenate[MemoryStore, P], R]) -> Callable[Concatenate[MemoryStore, P], R]:
    """Run a method alone, and leave the record as it was when it raises."""

    @wraps(method)
    def alone(self: MemoryStore, /, *args: P.args, **kwargs: P.kwargs) -> R:
        with self.lock:
            before = _snapshot(self.record)
            try:
                return method(self, *args, **kwargs)
            except BaseException:
                self.record = before
                raise

    return alone


def _snapshot(record: Record) -> Record:
    return Record(**{one.name: copy(getattr(record, one.name)) for one in fields(Record)})


class MemoryStore:
    """Implements `ports.store.Store`; `record` shows what it holds."""

    def __init__(self) -> None:
        self.record = Record()
        self.lock = threading.RLock()

    def close(self) -> None:
        pass

    # people

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
        if person_id not in self.record.people:
            raise NotFound(f"There is no person {person_id!r}.")
        person, _ = self.record.people.pop(person_id)
        held = self.record
        held.signins = {token: one for token, one in held.signins.items() if one[0] != person_id}
        held.conversations = {i: chat for i, chat in held.conversations.items() if chat.mentee_id != person_id}
        gone = {person_id} | ({person.mentor_id} if person.mentor_id else set())
        held.requests = {i: one for i, one in held.requests.items() if not {one.mentee_id, one.mentor_id} & gone}
        if person.mentor_id in held.mentors:
            self._forget_mentor(person.mentor_id)
            self._note("mentors", [person.mentor_id])
            held.version += 1
        for mentor_id in [i for i in held.removed if not self.requests_for_mentor(i)]:
            self._forget_mentor(mentor_id)

    @transaction
    def open_signin(self, token_hash: str, person_id: str, *, expires_at: datetime) -> None:
        if person_id not in self.record.people:
            raise NotFound(f"There is no person {person_id!r}.")
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

    # mentors

    @transaction
    def import_mentors(self, profiles: Sequence[MentorProfile], *, replace: bool, week: date) -> ImportCounts:
        wanted, current = {profile.id: profile for profile in profiles}, {p.id: p for p in self.mentors()}
        added = [i for i in wanted if i not in current]
        updated = [i for i in wanted if i in current and current[i] != wanted[i]]
        gone = [i for i in current if replace and i not in wanted]
        self.record.mentors.update(wanted)
        self.record.booked_since.update(dict.fromkeys(wanted, week))
        self.record.removed -= set(wanted)
        for mentor_id in gone:
            self._remove_mentor(mentor_id)
        self._note("mentors", sorted(added + updated + gone))
        self.record.version += bool(added or updated or gone)
        return ImportCounts(len(added), len(updated), len(gone))

    def mentors(self, mentor_ids: Sequence[str] | None = None) -> list[MentorProfile]:
        chosen = set(self.record.mentors) if mentor_ids is None else set(mentor_ids) & set(self.record.mentors)
        return [self.record.mentors[mentor_id] for mentor_id in sorted(chosen - self.record.removed)]

    def mentor_loads(self, mentor_ids: Sequence[str] | None = None, *, since: date) -> list[MentorLoad]:
        ids = set(self.record.mentors) - self.record.removed if mentor_ids is None else set(mentor_ids)
        return [self._load(i, since=since) for i in sorted(ids & set(self.record.mentors))]

    def mentors_version(self) -> int:
        return self.record.version

    @transaction
    def set_mentor_accepting(self, mentor_id: str, accepting: bool) -> None:
        if not self.mentors([mentor_id]):
            raise NotFound(f"There is no mentor {mentor_id!r}.")
        self.record.mentors[mentor_id] = replace(self.record.mentors[mentor_id], accepting=accepting)
        self.record.version += 1

    # knowledge

    @transaction
    def import_cards(self, cards: Sequence[KnowledgeCard], *, replace: bool) -> ImportCounts:
        wanted, current = {card.id: card for card in cards}, dict(self.record.cards)
        added = [i for i in wanted if i not in current]
        updated = [i for i in wanted if i in current and current[i] != wanted[i]]
        gone = [i for i in current if replace and i not in wanted]
        self.record.cards = {i: card for i, card in (current | wanted).items() if i not in gone}
        self._note("knowledge", sorted(added + updated + gone))
        return ImportCounts(len(added), len(updated), len(gone))

    def cards(self, card_ids: Sequence[str] | None = None) -> list[KnowledgeCard]:
        chosen = set(self.record.cards) if card_ids is None else set(card_ids) & set(self.record.cards)
        return [self.record.cards[card_id] for card_id in sorted(chosen)]

    # chats

    @transaction
    def start_conversation(self, conversation: Conversation) -> None:
        if conversation.mentee_id not in self.record.people:
            raise NotFound(f"There is no person {conversation.mentee_id!r}.")
        if conversation.id in self.record.conversations:
            raise AlreadyExists(f"The chat {conversation.id!r} exists already.")
        in_utc = conversation.started_at.astimezone(UTC)
        self.record.conversations[conversation.id] = replace(conversation, started_at=in_utc)

    def conversation(self, conversation_id: str) -> Conversation | None:
        return self.record.conversations.get(conversation_id)

    def conversations_of(self, mentee_id: str) -> list[Conversation]:
        own = [chat for chat in self.record.conversations.values() if chat.mentee_id == mentee_id]
        return sorted(own, key=lambda chat: (chat.started_at, chat.id), reverse=True)

    @transaction
    def append_messages(self, conversation_id: str, messages: Sequence[Message], *, seen: int) -> None:
        chat = self._chat(conversation_id)
        if len(chat.messages) != seen:
            raise Conflict(f"The chat {conversation_id!r} has {len(chat.messages)} messages, expected {seen}.")
        self.record.conversations[conversation_id] = replace(chat, messages=(*chat.messages, *messages))

    @transaction
    def add_question_version(self, conversation_id: str, version: QuestionVersion) -> None:
        chat = self._chat(conversation_id)
        self.record.conversations[conversation_id] = replace(chat, versions=(*chat.versions, version))

    # requests

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
        return self._newest_first(one for one in self.record.requests.values() if one.mentor_id == mentor_id)

    def requests_of_mentee(self, mentee_id: str) -> list[SessionRequest]:
        return self._newest_first(one for one in self.record.requests.values() if one.mentee_id == mentee_id)

    @transaction
    def accept_request(self, request_id: str, *, week: date, at: datetime) -> SessionRequest:
        request = self._open_request(request_id)
        if request.mentor_id in self.record.removed:
            raise Conflict(f"The mentor {request.mentor_id!r} was removed.")
        if self._load(request.mentor_id, since=week).free_minutes(week) < request.minutes:
            raise CapacityExceeded(f"The request {request_id!r} does not fit into the week of {week}.")
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
            chat = self._chat(request.conversation_id)
            self.record.conversations[chat.id] = replace(chat, messages=(*chat.messages, notice))
        return self._change(replace(request, status=status, reply=reply, decided_at=at))

    @transaction
    def reopen_request(self, request_id: str, *, question: str, at: datetime) -> SessionRequest:
        request = self._open_request(request_id)
        if request.status != "more_asked":
            raise Conflict(f"The request {request_id!r} waits for the mentor.")
        return self._change(replace(request, status="pending", question=question, decided_at=at))

    def count_requests(self, mentee_id: str, status: RequestStatus) -> int:
        return sum(one.status == status for one in self.requests_of_mentee(mentee_id))

    # outbox

    def pending_changes(self, limit: int) -> list[IndexChange]:
        return self.record.changes[:limit]

    @transaction
    def confirm_changes(self, sequences: Sequence[int]) -> None:
        self.record.changes = [change for change in self.record.changes if change.sequence not in set(sequences)]

    def count_pending(self) -> int:
        return len(self.record.changes)

    @transaction
    def mark_all_changed(self, collection: Collection) -> int:
        ids = {"mentors": [p.id for p in self.mentors()], "knowledge": sorted(self.record.cards)}.get(collection, [])
        self._note(collection, ids)
        return len(ids)

    # model use

    @transaction
    def record_model_use(self, *, purpose: str, model: str, use: TokenUse, outcome: str, at: datetime) -> None:
        self.record.uses.append((model, outcome, use))

    def model_use_totals(self) -> list[tuple[str, str, int, int, float]]:
        sums: dict[tuple[str, str], tuple[int, int, float]] = {}
        for model, outcome, use in self.record.uses:
            sent, got, dollars = sums.get((model, outcome), (0, 0, 0.0))
            grown = (sent + use.prompt_tokens, got + use.reply_tokens, dollars + (use.cost_usd or 0.0))
            sums[model, outcome] = grown
        return sorted((*key, *summed) for key, summed in sums.items())

    # inner

    def _note(self, collection: Collection, document_ids: Sequence[str]) -> None:
        for document_id in document_ids:
            self.record.last_sequence += 1
            self.record.changes.append(IndexChange(self.record.last_sequence, collection, document_id))

    def _remove_mentor(self, mentor_id: str) -> None:
        if self.requests_for_mentor(mentor_id):
            self.record.mentors[mentor_id] = replace(self.record.mentors[mentor_id], accepting=False)
            self.record.removed.add(mentor_id)
        else:
            self._forget_mentor(mentor_id)

    def _forget_mentor(self, mentor_id: str) -> None:
        del self.record.mentors[mentor_id], self.record.booked_since[mentor_id]
        self.record.removed.discard(mentor_id)

    def _load(self, mentor_id: str, *, since: date) -> MentorLoad:
        taken: dict[date, int] = {}
        for one in self.record.requests.values():
            if one.mentor_id == mentor_id and one.status == "accepted" and one.week >= since:
                taken[one.week] = taken.get(one.week, 0) + one.minutes
        since_week = self.record.booked_since[mentor_id]
        return MentorLoad(self.record.mentors[mentor_id], since_week, tuple(sorted(taken.items())))

    def _chat(self, conversation_id: str) -> Conversation:
        if conversation_id not in self.record.conversations:
            raise NotFound(f"There is no chat {conversation_id!r}.")
        return self.record.conversations[conversation_id]

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

    @staticmethod
    def _newest_first(requests: Iterable[SessionRequest]) -> list[SessionRequest]:
        return sorted(requests, key=lambda one: (one.created_at, one.id), reverse=True)
