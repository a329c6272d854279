from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest

from assistant.checkins import Asked, ask_due
from assistant.domain.guidance import Commitment
from assistant.domain.mails import Mail
from assistant.domain.people import Person
from tests.builders import MONDAY, NOW, a_commitment, a_conversation, a_mentor, a_note, a_person, a_request, an_item
from tests.fakes.clock import StandingClock
from tests.fakes.store import MemoryStore

URL = "https://mentoring.example.org/"


@dataclass
class Program:
    """A mentee (noor), a mentor (amara), somebody who is both (bo), and sessions of noor's with amara."""

    store: MemoryStore
    clock: StandingClock
    noor: Person
    amara: Person
    bo: Person

    def promise(self, commitment_id: str = "promise", *, session: str = "request", **changes: Any) -> Commitment:
        """Note, in a session, what noor will do."""
        note = a_note(f"note-{commitment_id}", session_id=session, **_dated(changes))
        changes = {name: value for name, value in changes.items() if name != "session_date"}
        commitment = a_commitment(commitment_id, note_id=note.id, session_id=session, **changes)
        item = an_item(f"item-{commitment_id}", note_id=note.id, session_id=session)
        self.store.add_note(note, [item], [commitment])
        return commitment

    def ask(self) -> Asked:
        return ask_due(self.store, clock=self.clock, public_url=URL)

    def wait_until(self, day: date, hour: int = 10) -> None:
        """Move the clock on to an hour, UTC, of a day."""
        self.clock.move(timedelta(days=(day - self.clock().date()).days, hours=hour - self.clock().hour))

    def mails(self) -> list[Mail]:
        return list(self.store.record.mails.values())


def _dated(changes: dict[str, Any]) -> dict[str, Any]:
    return {"session_date": changes["session_date"]} if "session_date" in changes else {}


@pytest.fixture
def program(memory_store: MemoryStore, clock: StandingClock) -> Program:
    memory_store.import_mentors([a_mentor("amara", weekly_minutes=600), a_mentor("bo")], replace=False, week=MONDAY)
    noor = a_person("noor", "mentee")
    amara = a_person("amara", "mentor", mentor_id="amara")
    bo = a_person("bo", "mentee", "mentor", mentor_id="bo")
    for person in (noor, amara, bo):
        memory_store.add_person(person, None)
    for session in ("request", "second", "third"):
        memory_store.start_conversation(a_conversation(session))
        memory_store.add_request(a_request(session, conversation_id=session))
        memory_store.accept_request(session, week=MONDAY, at=NOW)
    return Program(memory_store, clock, noor, amara, bo)
