"""The demo program: fictional mentors, mentees and an owner, through the import a real program uses."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final, Protocol

from assistant.domain.conversations import Conversation, Message
from assistant.domain.mentors import MentorProfile, week_of
from assistant.domain.people import Person, Role
from assistant.ports.store import ConversationStore, KnowledgeStore, PeopleStore
from assistant.preparation.words import WELCOME
from assistant.program.demo_history import NO_PASSWORD_FITS, DemoHistory, past_mentee_account, past_mentees
from assistant.program.demo_sessions import DemoSessions, SessionsStore
from assistant.program.imports import import_cards, import_mentors
from assistant.schemas.demo import MenteeRow

_FILES: Final = Path(__file__).parent.parent / "demo"
_MENTOR_FILES: Final = ("mentors.jsonl", "more_mentors.csv")
_ALSO_MENTEES: Final = frozenset({"m-teaching-09"})
"""Mentors who ask questions too: peers mentor each other."""

_WRITTEN_ON: Final = date(2026, 11, 23)
"""A Monday: the mentees' histories are told from its week, and move along with the present."""

OWNER: Final = Person(
    id="demo-owner",
    email="ruth.castellane@example.org",
    name="Ruth Castellane",
    roles=frozenset({"owner"}),
    headline="Runs the mentoring program",
    timezone="Europe/Dublin",
)


class DemoStore(PeopleStore, KnowledgeStore, SessionsStore, Protocol):
    """The part of the store that the demo fills."""


def load_demo(store: DemoStore, *, knowledge_dir: Path, now: datetime) -> bool:
    """Fill the store with the demo program, once.

    Demo people have no password, and those of the history cannot be entered. The owner's account is written last: where
    it is, nothing is done. An interrupted load is taken up again.

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
    sessions = DemoSessions(store, moved=_weeks_since(_WRITTEN_ON, now))
    for row in _mentees():
        _add_if_new(store, _mentee_account(row))
        sessions.keep(row)
        _open_new_chat(store, row, now=now)
    history = DemoHistory(store, moved=sessions.moved)
    for past in past_mentees():
        _add_if_new(store, past_mentee_account(past), NO_PASSWORD_FITS)
        history.keep(past)
    store.add_person(OWNER, None)
    return True


def _mentees() -> Iterator[MenteeRow]:
    lines = (_FILES / "mentees.jsonl").read_text(encoding="utf-8").splitlines()
    return (MenteeRow.model_validate_json(line) for line in lines)


def _add_if_new(store: PeopleStore, person: Person, password_hash: str | None = None) -> None:
    if store.person(person.id) is None:
        store.add_person(person, password_hash)


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


def _weeks_since(day: date, now: datetime) -> timedelta:
    """Return the whole weeks from a day to the present, so that weekdays stay weekdays."""
    return timedelta(weeks=(now.date() - day).days // 7)


def _open_new_chat(store: ConversationStore, row: MenteeRow, *, now: datetime) -> None:
    """Open a chat after earlier ones, so that they stay as they were."""
    chat = _blank_chat(row.id, now)
    if (row.history or row.upcoming) and store.conversation(chat.id) is None:
        store.start_conversation(chat)


def _blank_chat(mentee_id: str, now: datetime) -> Conversation:
    chat_id = f"{mentee_id}-now"
    welcome = Message(f"{chat_id}-1", "assistant", "notice", WELCOME, now, worded_by="embedded")
    return Conversation(chat_id, mentee_id, now, (welcome,))
