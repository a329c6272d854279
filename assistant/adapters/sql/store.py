"""The store behind `ports.store.Store`: each method is one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Literal

from assistant.adapters.sql import conversations, knowledge, mentors, migrate, outbox, people, requests, usage
from assistant.adapters.sql.database import Database
from assistant.domain.conversations import Conversation, Message
from assistant.domain.knowledge import KnowledgeCard
from assistant.domain.mentors import MentorLoad, MentorProfile
from assistant.domain.people import Person
from assistant.domain.questions import QuestionVersion
from assistant.domain.sessions import RequestStatus, SessionRequest
from assistant.ports.chat_model import TokenUse
from assistant.ports.index import Collection
from assistant.ports.store import ImportCounts, IndexChange


class SqlStore:
    """The store in SQLite or PostgreSQL; the docstrings of `ports.store` say what the methods promise.

    Safe to share between threads. Call `upgrade` once before the first use.

    Args:
        url: `sqlite:///FILE` or `postgresql://USER:PASSWORD@HOST/NAME`.

    Raises:
        InvalidInput: The URL names no database this store can use.
    """

    def __init__(self, url: str) -> None:
        self._database = Database(url)

    def upgrade(self) -> None:
        """Bring the tables to this version; quick when they are. Raises StoreUnavailable."""
        migrate.upgrade(self._database)

    def close(self) -> None:
        self._database.close()

    # people

    def add_person(self, person: Person, password_hash: str | None) -> None:
        with self._database.writing() as connection:
            people.add(connection, person, password_hash)

    def person(self, person_id: str) -> Person | None:
        with self._database.reading() as connection:
            return people.find(connection, person_id)

    def person_by_email(self, email: str) -> tuple[Person, str | None] | None:
        with self._database.reading() as connection:
            return people.find_by_email(connection, email)

    def people(self) -> list[Person]:
        with self._database.reading() as connection:
            return people.everybody(connection)

    def remove_person(self, person_id: str) -> None:
        with self._database.writing() as connection:
            people.remove(connection, person_id)

    def open_signin(self, token_hash: str, person_id: str, *, expires_at: datetime) -> None:
        with self._database.writing() as connection:
            people.open_signin(connection, token_hash, person_id, expires_at=expires_at)

    def signed_in(self, token_hash: str, *, now: datetime) -> Person | None:
        with self._database.reading() as connection:
            return people.signed_in(connection, token_hash, now=now)

    def close_signin(self, token_hash: str) -> None:
        with self._database.writing() as connection:
            people.close_signin(connection, token_hash)

    def record_failed_signin(self, key: str, *, at: datetime) -> None:
        with self._database.writing() as connection:
            people.record_failure(connection, key, at=at)

    def failed_signins(self, key: str, *, since: datetime) -> list[datetime]:
        with self._database.reading() as connection:
            return people.failures(connection, key, since=since)

    def clear_failed_signins(self, key: str) -> None:
        with self._database.writing() as connection:
            people.clear_failures(connection, key)

    # mentors

    def import_mentors(self, profiles: Sequence[MentorProfile], *, replace: bool, week: date) -> ImportCounts:
        with self._database.writing() as connection:
            return mentors.import_all(connection, profiles, replace=replace, week=week)

    def mentors(self, mentor_ids: Sequence[str] | None = None) -> list[MentorProfile]:
        with self._database.reading() as connection:
            return mentors.current(connection, mentor_ids)

    def mentor_loads(self, mentor_ids: Sequence[str] | None = None, *, since: date) -> list[MentorLoad]:
        with self._database.reading() as connection:
            return mentors.loads(connection, mentor_ids, since=since)

    def mentors_version(self) -> int:
        with self._database.reading() as connection:
            return mentors.version(connection)

    def set_mentor_accepting(self, mentor_id: str, accepting: bool) -> None:
        with self._database.writing() as connection:
            mentors.set_accepting(connection, mentor_id, accepting)

    # knowledge

    def import_cards(self, cards: Sequence[KnowledgeCard], *, replace: bool) -> ImportCounts:
        with self._database.writing() as connection:
            return knowledge.import_all(connection, cards, replace=replace)

    def cards(self, card_ids: Sequence[str] | None = None) -> list[KnowledgeCard]:
        with self._database.reading() as connection:
            return knowledge.current(connection, card_ids)

    # chats

    def start_conversation(self, conversation: Conversation) -> None:
        with self._database.writing() as connection:
            conversations.start(connection, conversation)

    def conversation(self, conversation_id: str) -> Conversation | None:
        with self._database.reading() as connection:
            return conversations.find(connection, conversation_id)

    def conversations_of(self, mentee_id: str) -> list[Conversation]:
        with self._database.reading() as connection:
            return conversations.of_mentee(connection, mentee_id)

    def append_messages(self, conversation_id: str, messages: Sequence[Message], *, seen: int) -> None:
        with self._database.writing() as connection:
            conversations.append(connection, conversation_id, messages, seen=seen)

    def add_question_version(self, conversation_id: str, version: QuestionVersion) -> None:
        with self._database.writing() as connection:
            conversations.add_version(connection, conversation_id, version)

    # requests

    def add_request(self, request: SessionRequest, *, open_max: int | None = None) -> None:
        with self._database.writing() as connection:
            requests.add(connection, request, open_max=open_max)

    def request(self, request_id: str) -> SessionRequest | None:
        with self._database.reading() as connection:
            return requests.find(connection, request_id)

    def requests_for_mentor(self, mentor_id: str) -> list[SessionRequest]:
        with self._database.reading() as connection:
            return requests.for_mentor(connection, mentor_id)

    def requests_of_mentee(self, mentee_id: str) -> list[SessionRequest]:
        with self._database.reading() as connection:
            return requests.of_mentee(connection, mentee_id)

    def accept_request(self, request_id: str, *, week: date, at: datetime) -> SessionRequest:
        with self._database.writing() as connection:
            return requests.accept(connection, request_id, week=week, at=at)

    def decide_request(
        self,
        request_id: str,
        status: Literal["declined", "more_asked", "withdrawn"],
        *,
        reply: str,
        at: datetime,
        notice: Message | None = None,
    ) -> SessionRequest:
        with self._database.writing() as connection:
            return requests.decide(connection, request_id, status, reply=reply, at=at, notice=notice)

    def reopen_request(self, request_id: str, *, question: str, at: datetime) -> SessionRequest:
        with self._database.writing() as connection:
            return requests.reopen(connection, request_id, question=question, at=at)

    def count_requests(self, mentee_id: str, status: RequestStatus) -> int:
        with self._database.reading() as connection:
            return requests.count(connection, mentee_id, status)

    # outbox

    def pending_changes(self, limit: int) -> list[IndexChange]:
        with self._database.reading() as connection:
            return outbox.pending(connection, limit)

    def confirm_changes(self, sequences: Sequence[int]) -> None:
        with self._database.writing() as connection:
            outbox.confirm(connection, sequences)

    def count_pending(self) -> int:
        with self._database.reading() as connection:
            return outbox.count(connection)

    def mark_all_changed(self, collection: Collection) -> int:
        with self._database.writing() as connection:
            return outbox.note_all(connection, collection)

    # model use

    def record_model_use(self, *, purpose: str, model: str, use: TokenUse, outcome: str, at: datetime) -> None:
        with self._database.writing() as connection:
            usage.record(connection, purpose=purpose, model=model, use=use, outcome=outcome, at=at)

    def model_use_totals(self) -> list[tuple[str, str, int, int, float]]:
        with self._database.reading() as connection:
            return usage.totals(connection)
