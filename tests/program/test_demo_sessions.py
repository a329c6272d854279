"""The demo's sessions: held ones with notes and what came of them, one ahead with its brief."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from assistant.checkins import my_check_ins
from assistant.domain.people import Person
from assistant.guidance.cards import my_cards
from assistant.guidance.timeline import my_guidance
from assistant.program.demo import load_demo
from assistant.shipped import shipped_dir
from tests.fakes.clock import StandingClock
from tests.fakes.store import MemoryStore

NOW = datetime(2027, 2, 18, 12, tzinfo=UTC)
MARIE = "mentee-marie-claire-dubois"


@pytest.fixture(scope="module")
def demo() -> MemoryStore:
    store = MemoryStore()
    assert load_demo(store, knowledge_dir=shipped_dir("knowledge"), now=NOW)
    return store


def mentees(demo: MemoryStore) -> list[Person]:
    return [person for person in demo.people() if person.roles == {"mentee"}]


def test_at_least_three_mentees_have_a_disagreement_to_decide(demo: MemoryStore) -> None:
    waiting = [person.name for person in mentees(demo) if my_cards(demo, person).open]
    assert len(waiting) >= 3
    decided = [card for person in mentees(demo) for card in my_cards(demo, person).decided]
    assert len(decided) >= 2
    assert any(my_cards(demo, person).to_compare for person in mentees(demo))


def test_every_quote_stands_in_the_advice_and_the_advice_in_its_note(demo: MemoryStore) -> None:
    for person in mentees(demo):
        for item in demo.guidance_of(person.id):
            note = demo.note(item.note_id)
            assert note is not None
            assert note.text[item.start : item.end] == item.text
        cards = my_cards(demo, person)
        for card in (*cards.open, *cards.to_compare, *cards.decided):
            judgement = card.disagreement.judgement
            assert judgement.quote_a in card.a.item.text
            assert judgement.quote_b in card.b.item.text
            assert card.a.item.session_date < card.b.item.session_date


def test_what_was_held_lies_in_the_past_and_the_next_session_ahead(demo: MemoryStore) -> None:
    sessions = [session for person in mentees(demo) for session in demo.sessions_of_mentee(person.id)]
    held = [session for session in sessions if session.status == "held"]
    ahead = [session for session in sessions if session.status == "planned"]
    assert len(held) >= 20
    assert all(session.starts_at is not None and session.starts_at < NOW for session in held)
    assert ahead
    assert all(session.starts_at is not None and session.starts_at > NOW + timedelta(days=2) for session in ahead)
    assert all(session.starts_at is not None and session.starts_at.weekday() < 5 for session in ahead)


def test_somebody_is_asked_what_became_of_a_promise(demo: MemoryStore) -> None:
    clock = StandingClock(NOW)
    asked = [person.name for person in mentees(demo) if my_check_ins(demo, person, clock=clock)]
    assert asked


def test_a_decision_came_up_with_three_mentors(demo: MemoryStore) -> None:
    person = demo.person(MARIE)
    assert max(topic.mentors for topic in my_guidance(demo, person)) == 3


def test_the_mentor_of_the_next_session_finds_a_brief_that_rests_on_what_is_kept(demo: MemoryStore) -> None:
    (ahead,) = (session for session in demo.sessions_of_mentee(MARIE) if session.status == "planned")
    brief = demo.brief(ahead.id)
    assert brief is not None
    assert brief.words <= 120
    assert brief.expires_at > NOW
    items = {item.id: item for item in demo.guidance_of(MARIE)}
    for line in brief.lines:
        kind, _, rest = line.source.partition(":")
        if kind == "history":
            assert line.text.lower() in items[rest].text.lower()
        elif kind == "question":
            assert line.text in ahead.question


def test_loading_is_taken_up_between_a_session_and_its_note() -> None:
    class Full(Exception):
        pass

    class BreaksOnce(MemoryStore):
        has_broken = False

        def add_note(self, *args, **kwargs):  # type: ignore[no-untyped-def]
            if not self.has_broken and len(self.record.notes) == 4:
                self.has_broken = True
                raise Full
            super().add_note(*args, **kwargs)

    store = BreaksOnce()
    with pytest.raises(Full):
        load_demo(store, knowledge_dir=shipped_dir("knowledge"), now=NOW)
    assert load_demo(store, knowledge_dir=shipped_dir("knowledge"), now=NOW)
    whole = MemoryStore()
    load_demo(whole, knowledge_dir=shipped_dir("knowledge"), now=NOW)
    assert store.record.guidance == whole.record.guidance
    assert store.record.disagreements == whole.record.disagreements


def test_an_owner_has_a_proposal_to_count(demo: MemoryStore) -> None:
    assert [(one.reason, one.status) for one in demo.deferrals()] == [("same_topic", "consented")]
