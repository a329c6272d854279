from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from assistant.accounts import demo_people
from assistant.domain.mentors import week_of
from assistant.domain.people import Person
from assistant.program.demo import OWNER, load_demo
from assistant.shipped import shipped_dir
from tests.fakes.store import MemoryStore

NOW = datetime(2025, 6, 4, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def demo() -> MemoryStore:
    store = MemoryStore()
    assert load_demo(store, knowledge_dir=shipped_dir("knowledge"), now=NOW)
    return store


def one_click(demo: MemoryStore) -> list[Person]:
    return demo_people(demo, address="127.0.0.1", is_demo=True)


def test_the_demo_is_rich_enough_to_judge_by(demo: MemoryStore) -> None:
    fields = Counter(profile.id.rsplit("-", 1)[0] for profile in demo.mentors())
    assert len(demo.mentors()) >= 160
    assert len(fields) >= 15
    assert min(fields.values()) >= 6
    assert len(demo.cards()) >= 40


def test_free_minutes_are_spread_from_none_to_plenty(demo: MemoryStore) -> None:
    free = [load.free_minutes(week_of(NOW)) for load in demo.mentor_loads(since=week_of(NOW))]
    assert sum(minutes == 0 for minutes in free) >= 15
    assert sum(minutes >= 30 for minutes in free) >= 40
    assert sum(minutes >= 60 for minutes in free) >= 20


def test_a_dozen_mentees_have_different_histories_that_lie_in_the_past(demo: MemoryStore) -> None:
    mentees = [person for person in one_click(demo) if person.roles == {"mentee"}]
    chats = {person.id: demo.conversations_of(person.id) for person in mentees}
    assert len(mentees) >= 12
    assert {len(own) for own in chats.values()} >= {0, 2, 3, 4}
    assert all(message.at <= NOW for own in chats.values() for chat in own for message in chat.messages)


def test_a_mentee_with_a_history_starts_in_an_empty_chat(demo: MemoryStore) -> None:
    newest = [chats[0] for person in one_click(demo) if (chats := demo.conversations_of(person.id))]
    assert newest
    assert all(chat.draft == "" for chat in newest)


def test_every_mentor_can_be_entered_and_somebody_is_mentor_and_mentee(demo: MemoryStore) -> None:
    accounts = {person.mentor_id for person in demo.people() if person.has("mentor")}
    assert accounts == {profile.id for profile in demo.mentors()}
    assert any(person.roles == {"mentor", "mentee"} for person in demo.people())
    assert demo.person(OWNER.id) == OWNER


def test_a_dozen_mentees_can_be_entered_with_one_click(demo: MemoryStore) -> None:
    assert sum(person.roles == {"mentee"} for person in one_click(demo)) == 12


def test_loading_twice_changes_nothing(demo: MemoryStore) -> None:
    version = demo.mentors_version()
    assert not load_demo(demo, knowledge_dir=shipped_dir("knowledge"), now=NOW + timedelta(days=30))
    assert demo.mentors_version() == version


def test_an_interrupted_load_is_taken_up_again() -> None:
    class Full(Exception):
        pass

    class FillsUp(MemoryStore):
        room = 100

        def add_person(self, person, password_hash):  # type: ignore[no-untyped-def]
            self.room -= 1
            if self.room < 0:
                raise Full
            super().add_person(person, password_hash)

    store = FillsUp()
    with pytest.raises(Full):
        load_demo(store, knowledge_dir=shipped_dir("knowledge"), now=NOW)
    store.room = 1_000
    assert load_demo(store, knowledge_dir=shipped_dir("knowledge"), now=NOW)
    assert len(store.people()) == len({person.email for person in store.people()}) == 212
