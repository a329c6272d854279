from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from assistant.bootstrap import build
from assistant.briefs import BriefDesk
from assistant.domain.disagreements import Disagreement, Judgement
from assistant.domain.guidance import GuidanceItem
from assistant.domain.people import Person
from assistant.rubric.assess import Rubric
from assistant.settings import Settings
from tests.builders import MONDAY, NOW, a_conversation, a_mentor, a_message, a_note, a_person, a_request, an_item
from tests.fakes.clock import StandingClock
from tests.fakes.store import MemoryStore

QUESTION = "I want to lead my ward by March. How do I lead my old colleagues at Acme? I asked my manager once."
APART = Judgement("conflict", 0.9, "action", "Who decides?", "Talk to each alone", "Gather them all")


@pytest.fixture(scope="session")
def rubric() -> Rubric:
    return build(Settings(_env_file=None)).preparation_engine.rubric


@dataclass
class Program:
    """A mentee (noor) with a request to amara, sessions with bo and cleo before it, and a stranger (otto)."""

    desk: BriefDesk
    store: MemoryStore
    clock: StandingClock
    noor: Person
    otto: Person
    amara: Person
    bo: Person

    def accept(self) -> None:
        self.store.accept_request("request", week=MONDAY, at=NOW)

    def told(self, item_id: str, text: str, *, by: str, **changes: Any) -> GuidanceItem:
        note = a_note(f"note-{item_id}", session_id=f"with-{by}", mentor_id=by, text=text)
        values: dict[str, Any] = {"session_id": f"with-{by}", "mentor_id": by, "text": text, "end": len(text)} | changes
        item = an_item(item_id, note_id=note.id, **values)
        self.store.add_note(note, [item], [])
        return item

    def pulled_apart(self, a: str, b: str, **changes: Any) -> Disagreement:
        values: dict[str, Any] = {"id": f"{a}/{b}", "judgement": APART, "is_sure": True} | changes
        one = Disagreement(mentee_id="noor", item_a=a, item_b=b, found_at=NOW, **values)
        more = an_item(f"more-{one.id}", note_id=f"note-{b}", session_id="with-cleo", mentor_id="cleo")
        self.store.add_guidance(more, [one])
        self.store.remove_guidance(more.id)
        return one


@pytest.fixture
def program(memory_store: MemoryStore, clock: StandingClock, rubric: Rubric) -> Program:
    mentors = [a_mentor(name, weekly_minutes=600) for name in ("amara", "bo", "cleo")]
    memory_store.import_mentors(mentors, replace=False, week=MONDAY)
    people = [
        a_person("noor", "mentee"),
        a_person("otto", "mentee"),
        a_person("amara", "mentor", mentor_id="amara"),
        a_person("bo", "mentor", mentor_id="bo"),
    ]
    for person in people:
        memory_store.add_person(person, None)
    said = [
        a_message("What limits you?", speaker="assistant", kind="question"),
        a_message("I only work nights, three a week."),
        a_message("Use it as it is", kind="use_as_is"),
    ]
    memory_store.start_conversation(a_conversation(messages=tuple(said)))
    memory_store.add_request(a_request(question=QUESTION))
    for name in ("bo", "cleo"):
        memory_store.start_conversation(a_conversation(f"chat-{name}"))
        memory_store.add_request(a_request(f"with-{name}", conversation_id=f"chat-{name}", mentor_id=name))
        memory_store.accept_request(f"with-{name}", week=MONDAY, at=NOW)
    return Program(BriefDesk(memory_store, rubric, clock), memory_store, clock, *people)
