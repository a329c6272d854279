"""A draft is its writer's alone; what is sent becomes a note whose actions are kept as guidance."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

import pytest

from assistant.coaching.engine import CoachingEngine
from assistant.coaching.second import SecondShorter
from assistant.coaching.use import CoachingDesk, review_draft, send_advice
from assistant.domain.disagreements import Disagreement, Judgement
from assistant.domain.guidance import GuidanceItem
from assistant.domain.people import Person
from assistant.errors import AssistantError, Conflict, InvalidInput, NotAllowed, NotFound, NotSignedIn
from assistant.prompts import PromptLibrary
from tests.builders import MONDAY, NOW, a_conversation, a_mentor, a_note, a_person, a_request, an_item
from tests.fakes.clock import StandingClock
from tests.fakes.store import MemoryStore

DRAFT = "Book half an hour with each of them by Friday. Ask what they need from you, and write it down."
APART = Judgement("conflict", 0.9, "action", "Does Sandra know?", "Keep Sandra's distance", "Book half an hour")


@dataclass
class PlainLinker:
    """Gives each item a decision named after its words, finds what it was told to find, remembers whom it was asked about."""

    finds: Callable[[GuidanceItem], list[Disagreement]] = lambda _item: []
    mentees: list[str] = field(default_factory=list)

    def link(self, mentee_id: str, items: Sequence[GuidanceItem]) -> tuple[list[GuidanceItem], list[Disagreement]]:
        self.mentees.append(mentee_id)
        linked = [replace(item, decision_id=f"about: {item.text}") for item in items]
        return linked, [one for item in linked for one in self.finds(item)]


@pytest.fixture
def store(memory_store: MemoryStore) -> MemoryStore:
    """Return a program in which amara has a session with noor, and bo had one before."""
    mentors = [a_mentor("amara"), a_mentor("bo")]
    memory_store.import_mentors(mentors, replace=False, week=MONDAY)
    memory_store.add_person(a_person("noor", "mentee"), None)
    for mentor in mentors:
        chat = f"with-{mentor.id}"
        memory_store.start_conversation(a_conversation(chat))
        memory_store.add_request(a_request(chat, conversation_id=chat, mentor_id=mentor.id))
        memory_store.accept_request(chat, week=MONDAY, at=NOW)
    note = a_note("old", session_id="with-bo", mentor_id="bo", author_id="bo", text="Keep Sandra's distance.")
    item = an_item("old-item", note_id="old", session_id="with-bo", mentor_id="bo", text=note.text, end=23)
    memory_store.add_note(note, [item], [])
    return memory_store


@pytest.fixture
def desk(store: MemoryStore, engine: CoachingEngine, clock: StandingClock) -> CoachingDesk:
    return CoachingDesk(store, engine, SecondShorter(None, PromptLibrary({}), store, clock), PlainLinker(), clock)


AMARA = a_person("amara", "mentor", mentor_id="amara")
STRANGERS: list[tuple[Person | None, type[AssistantError]]] = [
    (None, NotSignedIn),
    (a_person("noor", "mentee"), NotAllowed),
    (a_person("olga", "owner"), NotAllowed),
    (a_person("bo", "mentor", mentor_id="bo"), NotFound),
    (a_person("nobody", "mentor", mentor_id=None), NotFound),
]


def _pulled_apart(item: GuidanceItem) -> list[Disagreement]:
    return [Disagreement(f"d-{item.id}", "noor", "old-item", item.id, APART, True, NOW)] if "Book" in item.text else []


@pytest.mark.parametrize(("person", "error"), STRANGERS)
def test_only_the_mentor_of_a_session_reviews_and_sends(
    desk: CoachingDesk, person: Person | None, error: type[AssistantError]
) -> None:
    for use in (review_draft, send_advice):
        with pytest.raises(error):
            use(desk, person, "with-amara", DRAFT)
        with pytest.raises(error):
            use(desk, person, "unknown", DRAFT)
    assert desk.store.notes_of_session("with-amara") == []


def test_a_review_keeps_nothing(desk: CoachingDesk) -> None:
    found = review_draft(desk, AMARA, "with-amara", DRAFT)
    assert found.review.draft == DRAFT
    assert found.review.actions
    assert found.contradictions == ()
    assert desk.store.notes_of_session("with-amara") == []
    assert [item.id for item in desk.store.guidance_of("noor")] == ["old-item"]


def test_a_review_shows_what_the_mentee_was_told_before_without_the_words_they_took_out(desk: CoachingDesk) -> None:
    desk = replace(desk, linker=PlainLinker(_pulled_apart))
    desk.store.redact("noor", "Sandra")
    (one,) = review_draft(desk, AMARA, "with-amara", DRAFT).contradictions
    assert DRAFT[one.action.start : one.action.end] == one.action.quote
    assert one.earlier.id == "old-item"
    assert "Sandra" not in f"{one.earlier.text} {one.judgement.quote_a} {one.judgement.decider}"


def test_what_is_sent_is_a_note_with_its_actions_as_guidance(desk: CoachingDesk) -> None:
    linker = PlainLinker(_pulled_apart)
    sent = send_advice(replace(desk, linker=linker), AMARA, "with-amara", DRAFT)
    (note,) = desk.store.notes_of_session("with-amara")
    assert note == sent.note
    assert (note.kind, note.author_id, note.text) == ("advice", "amara", DRAFT)
    kept = [item for item in desk.store.guidance_of("noor") if item.note_id == note.id]
    assert kept == list(sent.items)
    assert [DRAFT[item.start : item.end] for item in kept] == [item.text for item in kept]
    assert kept[0].mentor_context == a_mentor().headline
    assert kept[0].decision_id == f"about: {kept[0].text}"
    assert [one.item_a for one in desk.store.disagreements_of("noor")] == ["old-item"]
    assert linker.mentees == ["noor"]


def test_advice_counts_its_days_from_the_mentors_own_day(desk: CoachingDesk) -> None:
    late = datetime(2026, 11, 25, 23, 30, tzinfo=UTC)
    abroad = replace(AMARA, timezone="Asia/Tokyo")
    sent = send_advice(replace(desk, clock=lambda: late), abroad, "with-amara", DRAFT)
    assert sent.note.session_date == date(2026, 11, 26)


def test_the_same_advice_is_sent_once(desk: CoachingDesk) -> None:
    send_advice(desk, AMARA, "with-amara", DRAFT)
    with pytest.raises(Conflict):
        send_advice(desk, AMARA, "with-amara", DRAFT)
    assert len(desk.store.notes_of_session("with-amara")) == 1


def test_advice_without_an_action_is_sent_all_the_same(desk: CoachingDesk) -> None:
    sent = send_advice(desk, AMARA, "with-amara", "That sounds hard.")
    assert sent.items == ()
    assert desk.store.note(sent.note.id) == sent.note


@pytest.mark.parametrize("text", ["", " \n", "x" * 8_001, "\x00\x01\x02ab"])
def test_what_cannot_be_read_is_refused_and_not_kept(desk: CoachingDesk, text: str) -> None:
    for use in (review_draft, send_advice):
        with pytest.raises(InvalidInput):
            use(desk, AMARA, "with-amara", text)
    assert desk.store.notes_of_session("with-amara") == []
