from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from assistant.domain.disagreements import Disagreement, Judgement
from assistant.domain.guidance import GuidanceItem
from assistant.domain.people import Person
from tests.builders import MONDAY, NOW, a_conversation, a_mentor, a_note, a_person, a_request, an_item
from tests.fakes.clock import StandingClock
from tests.fakes.store import MemoryStore

APART = Judgement("conflict", 0.9, "action", "Could you go back up later?", "accept it", "do not accept it")


@dataclass
class Guided:
    """A mentee (noor) with sessions of three mentors (amara, bo, cleo), and a stranger (otto)."""

    store: MemoryStore
    clock: StandingClock
    noor: Person
    otto: Person
    amara: Person

    def told(self, item_id: str, text: str, *, by: str = "amara", **changes: Any) -> GuidanceItem:
        """Keep one piece of advice of a mentor's session, in a note of its own."""
        on = changes.get("session_date", NOW.date())
        note = a_note(f"note-{item_id}", session_id=f"with-{by}", mentor_id=by, text=text, session_date=on)
        changes = {"question": f"What about the {by} matter?", "decision_id": item_id, **changes}
        item = an_item(
            item_id, note_id=note.id, session_id=note.session_id, mentor_id=by, text=text, end=len(text), **changes
        )
        self.store.add_note(note, [item], [])
        return item

    def pulled_apart(self, a: str, b: str, **changes: Any) -> Disagreement:
        """Keep a disagreement about two pieces of advice by adding one more to the later one's note."""
        values = {"id": f"{a}/{b}", "judgement": APART, "is_sure": True, **changes}
        one = Disagreement(mentee_id="noor", item_a=a, item_b=b, found_at=NOW, **values)
        more = an_item(
            f"more-{one.id}", note_id=f"note-{b}", session_id="with-bo", mentor_id="bo", decision_id=f"more-{one.id}"
        )
        self.store.add_guidance(more, [one])
        self.store.remove_guidance(more.id)
        return one


@pytest.fixture
def guided(memory_store: MemoryStore, clock: StandingClock) -> Guided:
    mentors = [a_mentor(name, weekly_minutes=600) for name in ("amara", "bo", "cleo")]
    memory_store.import_mentors(mentors, replace=False, week=MONDAY)
    people = [a_person("noor", "mentee"), a_person("otto", "mentee"), a_person("amara", "mentor", mentor_id="amara")]
    for person in people:
        memory_store.add_person(person, None)
    for mentor in mentors:
        session = f"with-{mentor.id}"
        memory_store.start_conversation(a_conversation(session))
        memory_store.add_request(a_request(session, conversation_id=session, mentor_id=mentor.id))
        memory_store.accept_request(session, week=MONDAY, at=NOW)
    return Guided(memory_store, clock, *people)


APRIL, MAY, JUNE = date(2026, 4, 15), date(2026, 5, 6), date(2026, 6, 2)
