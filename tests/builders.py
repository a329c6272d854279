"""Small valid values for tests; say only what the test is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from assistant.domain.clock import new_id
from assistant.domain.conversations import Conversation, Message
from assistant.domain.guidance import Commitment, GuidanceItem, SessionNote
from assistant.domain.knowledge import KnowledgeCard
from assistant.domain.mentors import MentorProfile
from assistant.domain.people import Person, Role
from assistant.domain.questions import QuestionVersion
from assistant.domain.sessions import SessionRequest

MONDAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)


def a_mentor(mentor_id: str = "amara", **changes: Any) -> MentorProfile:
    profile = MentorProfile(
        id=mentor_id,
        name=mentor_id.title(),
        headline="Ward manager in a children's hospital",
        bio="I led a ward through two mergers. I like honest talk about night shifts.",
        skills=("rosters", "difficult conversations"),
        topics=("first management job",),
        industries=("nursing",),
        seniority="lead",
        languages=("en", "fr"),
        timezone="Europe/Paris",
        weekly_minutes=60,
    )
    return replace(profile, **changes)


def a_person(person_id: str = "noor", *roles: Role, **changes: Any) -> Person:
    person = Person(
        id=person_id,
        email=f"{person_id}@example.org",
        name=person_id.title(),
        roles=frozenset(roles or ("mentee",)),
        headline="ward nurse, 4 years",
        timezone="Europe/Oslo",
    )
    return replace(person, **changes)


def a_card(card_id: str = "two-offers", **changes: Any) -> KnowledgeCard:
    card = KnowledgeCard(
        id=card_id,
        title="How do I choose between two offers?",
        body="Start with what you want.\n\n## List what differs\nWrite it.\n\n## Sleep on it\nDecide later.",
        topics=("pay", "changing"),
        audience=("mentee",),
        sources=("Keeney, Value-Focused Thinking, 1992",),
        reviewed_on=date(2026, 5, 4),
    )
    return replace(card, **changes)


def a_message(text: str = "I want to grow.", **changes: Any) -> Message:
    return replace(Message(id=new_id(), speaker="mentee", kind="text", text=text, at=NOW), **changes)


def a_version(text: str = "How do I lead a ward?", **changes: Any) -> QuestionVersion:
    return replace(QuestionVersion(id=new_id(), text=text, author="embedded", at=NOW), **changes)


def a_conversation(conversation_id: str = "chat", mentee_id: str = "noor", **changes: Any) -> Conversation:
    return replace(Conversation(id=conversation_id, mentee_id=mentee_id, started_at=NOW), **changes)


def a_request(request_id: str = "request", **changes: Any) -> SessionRequest:
    request = SessionRequest(
        id=request_id,
        conversation_id="chat",
        mentee_id="noor",
        mentor_id="amara",
        question="How do I lead my old colleagues?",
        minutes=30,
        week=MONDAY,
        status="pending",
        created_at=NOW,
    )
    return replace(request, **changes)


def a_note(note_id: str = "note", **changes: Any) -> SessionNote:
    note = SessionNote(
        id=note_id,
        session_id="request",
        mentee_id="noor",
        mentor_id="amara",
        author_id="amara",
        kind="note",
        text="Talk to each of them alone first. Noor will book the talks by Friday.",
        session_date=NOW.date(),
        at=NOW,
    )
    return replace(note, **changes)


def an_item(item_id: str = "item", **changes: Any) -> GuidanceItem:
    item = GuidanceItem(
        id=item_id,
        note_id="note",
        session_id="request",
        mentee_id="noor",
        mentor_id="amara",
        mentor_context="Ward manager in a children's hospital",
        question="How do I lead my old colleagues?",
        text="Talk to each of them alone first.",
        start=0,
        end=33,
        session_date=NOW.date(),
        decision_id="leading",
    )
    return replace(item, **changes)


def a_commitment(commitment_id: str = "promise", **changes: Any) -> Commitment:
    commitment = Commitment(
        id=commitment_id,
        note_id="note",
        session_id="request",
        mentee_id="noor",
        mentor_id="amara",
        what="book the talks",
        when="by Friday",
        due=date(2026, 11, 27),
        who="mentee",
    )
    return replace(commitment, **changes)
