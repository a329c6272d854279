"""What the store in memory holds, and its transactions."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from copy import copy
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from assistant.domain.audit import AuditLine
from assistant.domain.briefs import Brief
from assistant.domain.checkins import CheckIn, ContactWishes
from assistant.domain.conversations import Conversation
from assistant.domain.deferrals import Deferral
from assistant.domain.disagreements import Disagreement
from assistant.domain.guidance import Commitment, GuidanceItem, SessionNote
from assistant.domain.health import QuestionReadiness
from assistant.domain.imports import PendingImport
from assistant.domain.knowledge import KnowledgeCard
from assistant.domain.mails import Mail
from assistant.domain.mentors import MentorLimits, MentorProfile
from assistant.domain.people import Person
from assistant.domain.pool import CohortRound, PoolEntry
from assistant.domain.reviews import Correction, ReleaseDecision, SecondRead
from assistant.domain.sessions import Session, SessionRequest
from assistant.errors import NotFound
from assistant.ports.chat_model import TokenUse
from assistant.ports.index import Collection
from assistant.ports.store import IndexChange


@dataclass
class Record:
    """Everything the store holds, by id where nothing else is said."""

    people: dict[str, tuple[Person, str | None]] = field(default_factory=dict)
    signins: dict[str, tuple[str, datetime]] = field(default_factory=dict)
    failures: list[tuple[str, datetime]] = field(default_factory=list)
    mentors: dict[str, MentorProfile] = field(default_factory=dict)
    booked_since: dict[str, date] = field(default_factory=dict)
    limits: dict[str, MentorLimits] = field(default_factory=dict)
    removed: set[str] = field(default_factory=set)
    version: int = 0
    cards: dict[str, KnowledgeCard] = field(default_factory=dict)
    conversations: dict[str, Conversation] = field(default_factory=dict)
    readiness: dict[str, QuestionReadiness] = field(default_factory=dict)
    requests: dict[str, SessionRequest] = field(default_factory=dict)
    sessions: dict[str, Session] = field(default_factory=dict)
    briefs: dict[str, Brief] = field(default_factory=dict)
    redactions: list[tuple[str, str]] = field(default_factory=list)
    notes: dict[str, SessionNote] = field(default_factory=dict)
    guidance: dict[str, GuidanceItem] = field(default_factory=dict)
    commitments: dict[str, Commitment] = field(default_factory=dict)
    disagreements: dict[str, Disagreement] = field(default_factory=dict)
    check_ins: dict[str, CheckIn] = field(default_factory=dict)
    wishes: dict[str, ContactWishes] = field(default_factory=dict)
    mails: dict[str, Mail] = field(default_factory=dict)
    claims: dict[str, datetime] = field(default_factory=dict)
    deferrals: dict[str, Deferral] = field(default_factory=dict)
    changes: list[IndexChange] = field(default_factory=list)
    last_sequence: int = 0
    corrections: dict[str, Correction] = field(default_factory=dict)
    second_reads: dict[str, SecondRead] = field(default_factory=dict)
    release_decisions: list[ReleaseDecision] = field(default_factory=list)
    audit: list[AuditLine] = field(default_factory=list)
    out_people: dict[str, datetime] = field(default_factory=dict)
    out_mentors: dict[str, datetime] = field(default_factory=dict)
    out_cards: dict[str, datetime] = field(default_factory=dict)
    imports: dict[str, PendingImport] = field(default_factory=dict)
    entries: dict[str, PoolEntry] = field(default_factory=dict)
    rounds: dict[str, CohortRound] = field(default_factory=dict)
    uses: list[tuple[str, str, TokenUse]] = field(default_factory=list)

    def note(self, collection: Collection, document_ids: Iterable[str]) -> None:
        """Put documents into the outbox."""
        for document_id in document_ids:
            self.last_sequence += 1
            self.changes.append(IndexChange(self.last_sequence, collection, document_id))

    def drop_requests(self, ids: set[str]) -> None:
        """Forget requests and all that followed from them."""
        self.requests = {i: one for i, one in self.requests.items() if i not in ids}
        self.sessions = {i: one for i, one in self.sessions.items() if i not in ids}
        self.briefs = {i: one for i, one in self.briefs.items() if i not in ids}
        self.mails = {key: mail for key, mail in self.mails.items() if mail.session_id not in ids}
        self.drop_notes({note.id for note in self.notes.values() if note.session_id in ids})
        self.entries = {
            i: replace(one, request_id=None) if one.request_id in ids else one for i, one in self.entries.items()
        }
        self.clear_places(ids)

    def drop_entries(self, ids: set[str]) -> None:
        """Forget pool entries; rounds keep their pairs without them."""
        self.entries = {i: one for i, one in self.entries.items() if i not in ids}
        self.clear_places(ids)

    def clear_places(self, ids: set[str]) -> None:
        """Let rounds no longer name requests or entries that are gone."""
        for round_id, planned in self.rounds.items():
            places = tuple(
                replace(
                    one,
                    entry_id=None if one.entry_id in ids else one.entry_id,
                    request_id=None if one.request_id in ids else one.request_id,
                    offer_id=None if one.offer_id in ids else one.offer_id,
                )
                for one in planned.places
            )
            self.rounds[round_id] = replace(planned, places=places)

    def drop_notes(self, ids: set[str]) -> None:
        """Forget notes with all that was found in them."""
        self.notes = {i: note for i, note in self.notes.items() if i not in ids}
        self.drop_items({item.id for item in self.guidance.values() if item.note_id in ids})
        self.drop_commitments({one.id for one in self.commitments.values() if one.note_id in ids})

    def drop_items(self, ids: set[str]) -> None:
        """Forget guidance items with their disagreements, and tell the index."""
        self.guidance = {i: item for i, item in self.guidance.items() if i not in ids}
        self.disagreements = {i: one for i, one in self.disagreements.items() if not {one.item_a, one.item_b} & ids}
        self.note("guidance", sorted(ids))

    def drop_commitments(self, ids: set[str]) -> None:
        """Forget commitments with their check-ins."""
        self.commitments = {i: one for i, one in self.commitments.items() if i not in ids}
        self.check_ins = {i: one for i, one in self.check_ins.items() if one.commitment_id not in ids}


class MemoryPart:
    """What every part of the store shares."""

    def __init__(self) -> None:
        self.record = Record()
        self.lock = threading.RLock()

    def refuse_stranger(self, person_id: str) -> None:
        """Raise NotFound when there is no such person."""
        if person_id not in self.record.people:
            raise NotFound(f"There is no person {person_id!r}.")


P = ParamSpec("P")
R = TypeVar("R")
S = TypeVar("S", bound=MemoryPart)


def transaction(method: Callable[Concatenate[S, P], R]) -> Callable[Concatenate[S, P], R]:
    """Run a method alone, and leave the record as it was when it raises."""

    @wraps(method)
    def alone(self: S, /, *args: P.args, **kwargs: P.kwargs) -> R:
        with self.lock:
            before = Record(**{one.name: copy(getattr(self.record, one.name)) for one in fields(Record)})
            try:
                return method(self, *args, **kwargs)
            except BaseException:
                self.record = before
                raise

    return alone
