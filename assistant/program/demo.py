"""The demo program: fictional mentors, mentees and an owner, through the import a real program uses."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Final, Protocol

from assistant.domain.conversations import Conversation, Message
from assistant.domain.mentors import MentorProfile, week_of
from assistant.domain.people import Person, Role
from assistant.domain.questions import QuestionVersion
from assistant.ports.store import ConversationStore, KnowledgeStore, MentorStore, PeopleStore
from assistant.preparation.words import WELCOME
from assistant.program.imports import import_cards, import_mentors
from assistant.schemas.demo import MenteeRow, PastSessionRow

_FILES: Final = Path(__file__).parent.parent / "demo"
_MENTOR_FILES: Final = ("mentors.jsonl", "more_mentors.csv")
_ALSO_MENTEES: Final = frozenset({"m-teaching-09"})
"""Mentors who ask questions too: peers mentor each other."""

_WRITTEN_ON: Final = date(2026, 11, 23)
"""The day the mentees' histories are told from; they move along with the present."""

OWNER: Final = Person(
    id="demo-owner",
    email="ruth.castellane@example.org",
    name="Ruth Castellane",
    roles=frozenset({"owner"}),
    headline="Runs the mentoring program",
    timezone="Europe/Dublin",
)


class DemoStore(PeopleStore, MentorStore, KnowledgeStore, ConversationStore, Protocol):
    """The part of the store that the demo fills."""


def load_demo(store: DemoStore, *, knowledge_dir: Path, now: datetime) -> bool:
    """Fill the store with the demo program, once.

    Demo people have no password. The owner's account is written last: where it is, nothing is done. An interrupted
    load is taken up again.

    Args:
        store: Where everything goes.
        knowledge_dir: Folder of the knowledge cards.
        now: Present instant; booked minutes count from its week.

    Returns:
        Whether anything was loaded.
    """
    if store.person(OWNER.id) is not None:
        return False
    for name in _MENTOR_FILES:
        import_mentors(_FILES / name, store, week=week_of(now))
    import_cards([knowledge_dir], store)
    for profile in store.mentors():
        _add_if_new(store, _mentor_account(profile))
    for row in _mentees():
        _add_if_new(store, _mentee_account(row))
        _add_history(store, row, now=now)
    store.add_person(OWNER, None)
    return True


def _mentees() -> Iterator[MenteeRow]:
    lines = (_FILES / "mentees.jsonl").read_text(encoding="utf-8").splitlines()
    return (MenteeRow.model_validate_json(line) for line in lines)


def _add_if_new(store: PeopleStore, person: Person) -> None:
    if store.person(person.id) is None:
        store.add_person(person, None)


def _mentor_account(profile: MentorProfile) -> Person:
    roles: set[Role] = {"mentor", "mentee"} if profile.id in _ALSO_MENTEES else {"mentor"}
    return Person(
        id=f"demo-{profile.id}",
        email=f"{profile.id}@example.org",
        name=profile.name,
        roles=frozenset(roles),
        mentor_id=profile.id,
        headline=profile.headline,
        languages=profile.languages,
        timezone=profile.timezone,
    )


def _mentee_account(row: MenteeRow) -> Person:
    return Person(
        id=row.id,
        email=row.email,
        name=row.name,
        roles=frozenset({"mentee"}),
        headline=row.role,
        languages=row.languages,
        timezone=row.timezone,
    )


def _add_history(store: ConversationStore, row: MenteeRow, *, now: datetime) -> None:
    """Keep past sessions as earlier chats, and open a new one so that they stay as they were."""
    known = {chat.id for chat in store.conversations_of(row.id)}
    chats = [_past_chat(row.id, past, moved=now.date() - _WRITTEN_ON) for past in row.history]
    if chats:
        chats.append(_blank_chat(row.id, now))
    for chat in chats:
        if chat.id not in known:
            store.start_conversation(chat)


def _past_chat(mentee_id: str, past: PastSessionRow, *, moved: timedelta) -> Conversation:
    chat_id = f"{mentee_id}-{past.date.isoformat()}"
    asked_at = datetime.combine(past.date + moved, time(9), UTC)
    noted_at = asked_at + timedelta(days=2)
    note = f"After your session with a mentor from {past.mentor_field}: {past.note}"
    return Conversation(
        chat_id,
        mentee_id,
        asked_at,
        messages=(
            Message(f"{chat_id}-1", "mentee", "text", past.question, asked_at),
            Message(f"{chat_id}-2", "mentor", "notice", note, noted_at),
        ),
        versions=(QuestionVersion(f"{chat_id}-v1", past.question, "mentee", asked_at),),
    )


def _blank_chat(mentee_id: str, now: datetime) -> Conversation:
    chat_id = f"{mentee_id}-now"
    welcome = Message(f"{chat_id}-1", "assistant", "notice", WELCOME, now, worded_by="embedded")
    return Conversation(chat_id, mentee_id, now, (welcome,))
