"""A small program to spread load over: mentors who bake, sail or mend, and mentees who ask about one of these."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from assistant.domain.mentors import MentorProfile, week_of
from assistant.domain.people import Person
from assistant.domain.sessions import SessionRequest
from assistant.indexing import sync_index
from assistant.matching.engine import matching_engine
from assistant.oversight.desk import FairnessDesk, fairness_desk
from assistant.ports.store import Store
from tests.builders import MONDAY, NOW, a_conversation, a_mentor, a_person, a_request
from tests.fakes.clock import StandingClock
from tests.fakes.encoder import HashingEncoder
from tests.fakes.index import MemoryIndex
from tests.fakes.store import MemoryStore

OWNER = a_person("olga", "owner")
LONG_AGO = MONDAY - timedelta(weeks=52)
A_DAY = timedelta(days=1)
QUESTIONS = {
    "bread": "How do I bake bread in a small bakery oven?",
    "sails": "How do I mend sails and ropes at sea?",
    "radios": "How do I repair old radios and their valves?",
}


def a_master(mentor_id: str, craft: str, **changes: Any) -> MentorProfile:
    """Return a mentor of one craft, in the words of its question."""
    words = QUESTIONS[craft].removeprefix("How do I ").rstrip("?")
    values: dict[str, Any] = {
        "name": mentor_id.title(),
        "headline": f"Knows to {words}",
        "bio": f"I {words}.",
        "skills": (craft,),
        "topics": (craft,),
        "industries": (),
        "weekly_minutes": 120,
    }
    return a_mentor(mentor_id, **{**values, **changes})


@dataclass
class Program:
    """A store with mentors and an owner; `ask` lets a mentee ask."""

    store: Store
    clock: StandingClock
    desk: FairnessDesk
    encoder: HashingEncoder
    asked: list[str] = field(default_factory=list)

    def ask(
        self,
        mentor_id: str,
        craft: str = "bread",
        *,
        ago: timedelta = timedelta(0),
        mentee: str = "noor",
        **changes: Any,
    ) -> SessionRequest:
        """Keep a request of a mentee, made some time ago in a chat of its own."""
        name = f"r{len(self.asked)}"
        if self.store.person(mentee) is None:
            self.store.add_person(a_person(mentee), None)
        at = NOW - ago
        self.store.start_conversation(a_conversation(name, mentee, started_at=at))
        values = {"mentee_id": mentee, "mentor_id": mentor_id, "created_at": at, "week": week_of(at)}
        request = a_request(name, conversation_id=name, question=QUESTIONS[craft], **{**values, **changes})
        self.store.add_request(request)
        self.asked.append(name)
        return request

    def hold(self, mentor_id: str, craft: str = "bread", *, ago: timedelta = timedelta(0), **changes: Any) -> str:
        """Keep an accepted request; return its id."""
        request = self.ask(mentor_id, craft, ago=ago, **changes)
        self.store.accept_request(request.id, week=request.week, at=request.created_at)
        return request.id

    def said(self, chat: str) -> list[str]:
        """Return what a chat says."""
        conversation = self.store.conversation(chat)
        assert conversation is not None
        return [message.text for message in conversation.messages]

    def later(self, span: timedelta) -> datetime:
        """Let time pass."""
        self.clock.now += span
        return self.clock.now


def a_program(mentors: Sequence[MentorProfile], *, store: Store | None = None) -> Program:
    """Return a program with these mentors, who came long ago."""
    store, encoder, clock = store or MemoryStore(), HashingEncoder(), StandingClock()
    store.import_mentors(mentors, replace=True, week=LONG_AGO)
    store.add_person(OWNER, None)
    index = MemoryIndex(encoder)
    sync_index(store, index, encoder)
    engine = matching_engine(store=store, index=index, encoder=encoder)
    return Program(store, clock, fairness_desk(store, engine, clock), encoder)


STRANGERS: tuple[Person | None, ...] = (None, a_person("noor"), a_person("amara", "mentor", mentor_id="amara"))
