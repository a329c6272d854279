from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest

from assistant.domain.people import Person
from assistant.domain.sessions import SessionRequest
from assistant.sessions import NewRequest, request_session
from tests.builders import MONDAY, NOW, a_conversation, a_mentor, a_person
from tests.fakes.clock import StandingClock
from tests.fakes.store import MemoryStore


@dataclass
class Program:
    """A mentee (noor), a mentor (amara), somebody who is both (bo), and chats of noor's."""

    store: MemoryStore
    clock: StandingClock
    noor: Person
    amara: Person
    bo: Person

    def ask(self, chat: int = 0, *, mentor_id: str = "amara", minutes: int = 30) -> SessionRequest:
        new = NewRequest(f"chat{chat}", mentor_id, "How do I lead my old colleagues?", minutes)  # type: ignore[arg-type]
        return request_session(self.store, self.noor, new, clock=self.clock)


@pytest.fixture
def program(memory_store: MemoryStore, clock: StandingClock) -> Program:
    memory_store.import_mentors([a_mentor("amara"), a_mentor("bo")], replace=False, week=MONDAY)
    noor = a_person("noor", "mentee")
    amara = a_person("amara", "mentor", mentor_id="amara")
    bo = a_person("bo", "mentee", "mentor", mentor_id="bo")
    for person in (noor, amara, bo):
        memory_store.add_person(person, None)
    for n in range(6):
        memory_store.start_conversation(a_conversation(f"chat{n}", started_at=NOW + timedelta(minutes=n)))
    memory_store.start_conversation(a_conversation("bos", "bo"))
    return Program(memory_store, clock, noor, amara, bo)
