"""The one truth: what must be durable, each method one transaction.

A method either returns after the commit or raises with nothing changed. Methods that change what the
vector index shows also write the outbox in the same transaction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, Protocol

from assistant.domain.conversations import Conversation, Message
from assistant.domain.knowledge import KnowledgeCard
from assistant.domain.mentors import MentorLoad, MentorProfile
from assistant.domain.people import Person
from assistant.domain.questions import QuestionVersion
from assistant.domain.sessions import RequestStatus, SessionRequest
from assistant.ports.chat_model import TokenUse
from assistant.ports.index import Collection


@dataclass(frozen=True, slots=True)
class ImportCounts:
    """What an import changed."""

    added: int
    updated: int
    removed: int


@dataclass(frozen=True, slots=True)
class IndexChange:
    """One outbox row: this document of this collection changed (or went), bring the index along."""

    sequence: int
    collection: Collection
    document_id: str


class PeopleStore(Protocol):
    """Accounts and signed-in sessions."""

    def add_person(self, person: Person, password_hash: str | None) -> None:
        """Add an account. Raises AlreadyExists when e-mail or id is taken."""

    def person(self, person_id: str) -> Person | None:
        """Return one account."""

    def person_by_email(self, email: str) -> tuple[Person, str | None] | None:
        """Return the account and its password hash; the e-mail is compared in lower case."""

    def people(self) -> list[Person]:
        """Return all accounts, by name."""

    def remove_person(self, person_id: str) -> None:
        """Erase an account with its sign-ins, chats, requests, and its mentor profile. Raises NotFound."""

    def open_signin(self, token_hash: str, person_id: str, *, expires_at: datetime) -> None:
        """Remember a signed-in browser by the hash of its token."""

    def signed_in(self, token_hash: str, *, now: datetime) -> Person | None:
        """Return who is signed in with this token, None when unknown, closed or expired."""

    def close_signin(self, token_hash: str) -> None:
        """Forget a signed-in browser; unknown tokens are no error."""

    def record_failed_signin(self, key: str, *, at: datetime) -> None:
        """Count one failed attempt for a key (made from an e-mail or an address); kept for at least a day."""

    def failed_signins(self, key: str, *, since: datetime) -> list[datetime]:
        """Return when attempts failed for the key since then, oldest first."""

    def clear_failed_signins(self, key: str) -> None:
        """Forget failed attempts after a good sign-in."""


class MentorStore(Protocol):
    """Profiles and the minutes they give."""

    def import_mentors(self, profiles: Sequence[MentorProfile], *, replace: bool, week: date) -> ImportCounts:
        """Add or update by id, all or none; `replace` also removes profiles not in the list.

        A removed profile that has requests is kept out of matching but its requests stay. `week` is the
        Monday from which `booked_minutes` count.
        """

    def mentors(self, mentor_ids: Sequence[str] | None = None) -> list[MentorProfile]:
        """Return all current profiles, or those of the given ids that exist, by id."""

    def mentor_loads(self, mentor_ids: Sequence[str] | None = None, *, since: date) -> list[MentorLoad]:
        """Return budgets with accepted minutes from week `since` on, by id; all current mentors when no ids are given.

        Profiles kept only for their requests are found by id too; they no longer accept.
        """

    def mentors_version(self) -> int:
        """Return a number that grows with every change to profiles (not loads), for caches."""

    def set_mentor_accepting(self, mentor_id: str, accepting: bool) -> None:
        """Open or close a mentor for new requests. Raises NotFound."""


class KnowledgeStore(Protocol):
    """Knowledge cards."""

    def import_cards(self, cards: Sequence[KnowledgeCard], *, replace: bool) -> ImportCounts:
        """Add or update by id, all or none; `replace` also removes cards not in the list."""

    def cards(self, card_ids: Sequence[str] | None = None) -> list[KnowledgeCard]:
        """Return all cards, or those of the given ids that exist, by id."""


class ConversationStore(Protocol):
    """Preparation chats."""

    def start_conversation(self, conversation: Conversation) -> None:
        """Keep a new chat with its first messages. Raises AlreadyExists."""

    def conversation(self, conversation_id: str) -> Conversation | None:
        """Return a chat with all messages and versions, in order."""

    def conversations_of(self, mentee_id: str) -> list[Conversation]:
        """Return a mentee's chats, newest first."""

    def append_messages(self, conversation_id: str, messages: Sequence[Message], *, seen: int) -> None:
        """Append messages to a chat that has exactly `seen` messages; raises Conflict otherwise, NotFound when unknown."""

    def add_question_version(self, conversation_id: str, version: QuestionVersion) -> None:
        """Keep one more wording. Raises NotFound."""


class RequestStore(Protocol):
    """Session requests; capacity is checked inside the accepting transaction."""

    def add_request(self, request: SessionRequest, *, open_max: int | None = None) -> None:
        """Keep a request.

        Raises:
            Conflict: The same chat already has an open request to that mentor; or, with the code
                "too_many_open_requests", the mentee already has `open_max` open requests.
            NotFound: No such chat, mentee or mentor.
        """

    def request(self, request_id: str) -> SessionRequest | None:
        """Return one request."""

    def requests_for_mentor(self, mentor_id: str) -> list[SessionRequest]:
        """Return a mentor's requests, newest first."""

    def requests_of_mentee(self, mentee_id: str) -> list[SessionRequest]:
        """Return a mentee's requests, newest first."""

    def accept_request(self, request_id: str, *, week: date, at: datetime) -> SessionRequest:
        """Accept a pending or more-asked request into `week`.

        Reads the mentor's budget and accepted minutes and writes the acceptance in one transaction that
        excludes other acceptances for the same mentor.

        Raises:
            NotFound: No such request.
            Conflict: It was decided in the meantime, or the mentor was removed.
            CapacityExceeded: Too few free minutes in that week; the request stays as it was.
        """

    def decide_request(
        self,
        request_id: str,
        status: Literal["declined", "more_asked", "withdrawn"],
        *,
        reply: str,
        at: datetime,
        notice: Message | None = None,
    ) -> SessionRequest:
        """Set a request that is still open; `notice` is appended to its chat in the same transaction.

        Raises:
            NotFound: No such request.
            Conflict: It was decided in the meantime.
        """

    def reopen_request(self, request_id: str, *, question: str, at: datetime) -> SessionRequest:
        """Make a more-asked request pending again with the question as it reads now. Raises Conflict, NotFound."""

    def count_requests(self, mentee_id: str, status: RequestStatus) -> int:
        """Return how many requests of a mentee stand in that status."""


class IndexOutbox(Protocol):
    """Changes the vector index has still to follow."""

    def pending_changes(self, limit: int) -> list[IndexChange]:
        """Return the oldest changes not yet confirmed, in order."""

    def confirm_changes(self, sequences: Sequence[int]) -> None:
        """Forget changes the index has followed."""

    def count_pending(self) -> int:
        """Return how many changes wait."""

    def mark_all_changed(self, collection: Collection) -> int:
        """Put every current document of a collection into the outbox; return how many."""


class UsageStore(Protocol):
    """What language-model calls cost."""

    def record_model_use(self, *, purpose: str, model: str, use: TokenUse, outcome: str, at: datetime) -> None:
        """Keep one line a call; outcome is "used", "rejected" or "failed"."""

    def model_use_totals(self) -> list[tuple[str, str, int, int, float]]:
        """Return (model, outcome, prompt tokens, reply tokens, dollars), summed."""


class Store(
    PeopleStore, MentorStore, KnowledgeStore, ConversationStore, RequestStore, IndexOutbox, UsageStore, Protocol
):
    """Everything durable, behind one connection."""

    def close(self) -> None:
        """Release connections."""
