from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pytest

from assistant.adapters.calendar import IcalendarWriter
from assistant.domain.mails import Mail
from assistant.domain.people import Person
from assistant.domain.sessions import Session
from assistant.ports.calendar import Attendee
from assistant.post import Inviting
from tests.builders import MONDAY, NOW, a_conversation, a_mentor, a_person, a_request
from tests.fakes.clock import StandingClock
from tests.fakes.store import MemoryStore

SENDER = Attendee("The program", "program@example.org")


@dataclass
class Program:
    """A mentee (noor), a mentor (amara) and their session "request", for which no time is agreed."""

    store: MemoryStore
    clock: StandingClock
    noor: Person
    amara: Person
    inviting: Inviting = field(init=False)

    def __post_init__(self) -> None:
        self.inviting = Inviting(self.store, IcalendarWriter(), SENDER, self.clock)

    @property
    def session(self) -> Session:
        session = self.store.session("request")
        assert session is not None
        return session

    def agree_on(self, starts_at: datetime | None, link: str = "https://meet.example/abc") -> Session:
        return self.store.plan_session("request", week=MONDAY, starts_at=starts_at, meeting_link=link)

    def queue(self, key: str, **changes: Any) -> Mail:
        values = {"person_id": "noor", "to": "noor@example.org", "subject": "Hello", "text": "Good morning."} | changes
        mail = Mail(key=key, **values)
        assert self.store.queue_mail(mail)
        return mail

    def mail(self, key: str) -> Mail:
        mail = self.store.mail(key)
        assert mail is not None
        return mail


@pytest.fixture
def program(memory_store: MemoryStore, clock: StandingClock) -> Program:
    memory_store.import_mentors([a_mentor("amara", weekly_minutes=600)], replace=False, week=MONDAY)
    noor, amara = a_person("noor", "mentee"), a_person("amara", "mentor", mentor_id="amara", timezone="Europe/Paris")
    for person in (noor, amara):
        memory_store.add_person(person, None)
    memory_store.start_conversation(a_conversation())
    memory_store.add_request(a_request())
    memory_store.accept_request("request", week=MONDAY, at=NOW)
    return Program(memory_store, clock, noor, amara)
