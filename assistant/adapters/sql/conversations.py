"""Preparation chats."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import ColumnElement, Connection, Select, func, insert, select

from assistant.adapters.sql import health, tables
from assistant.domain.conversations import Conversation, Message
from assistant.domain.questions import QuestionVersion
from assistant.errors import AlreadyExists, Conflict, NotFound

_conversations, _messages, _versions = tables.conversations, tables.messages, tables.question_versions


def start(connection: Connection, conversation: Conversation) -> None:
    """Keep a new chat. Raises AlreadyExists, and NotFound when the mentee is unknown."""
    mentee = select(tables.people.c.id).where(tables.people.c.id == conversation.mentee_id)
    if connection.execute(mentee).first() is None:
        raise NotFound(f"There is no person {conversation.mentee_id!r}.")
    if _exists(connection, conversation.id):
        raise AlreadyExists(f"The chat {conversation.id!r} exists already.")
    connection.execute(
        insert(_conversations).values(
            id=conversation.id, mentee_id=conversation.mentee_id, started_at=conversation.started_at
        )
    )
    _insert_messages(connection, conversation.id, conversation.messages, first=0)
    for position, version in enumerate(conversation.versions):
        _insert_version(connection, conversation.id, version, position=position)


def find(connection: Connection, conversation_id: str) -> Conversation | None:
    """Return a chat with all messages and versions, in order."""
    found = _load(connection, _conversations.c.id == conversation_id)
    return found[0] if found else None


def of_mentee(connection: Connection, mentee_id: str) -> list[Conversation]:
    """Return a mentee's chats, newest first."""
    return _load(connection, _conversations.c.mentee_id == mentee_id)


def append(
    connection: Connection,
    conversation_id: str,
    messages: Sequence[Message],
    *,
    seen: int,
    readiness: float | None = None,
) -> None:
    """Append messages to a chat that has exactly `seen` messages. Raises Conflict, NotFound."""
    there = _lock_and_count(connection, conversation_id)
    if there != seen:
        raise Conflict(f"The chat {conversation_id!r} has {there} messages, expected {seen}; reload it first.")
    _insert_messages(connection, conversation_id, messages, first=there)
    if readiness is not None:
        health.keep_readiness(connection, conversation_id, readiness, at=messages[0].at)


def append_notice(connection: Connection, conversation_id: str, notice: Message) -> None:
    """Append one message, however many there are."""
    _insert_messages(connection, conversation_id, [notice], first=_lock_and_count(connection, conversation_id))


def add_version(connection: Connection, conversation_id: str, version: QuestionVersion) -> None:
    """Keep one more wording. Raises NotFound."""
    _lock_and_count(connection, conversation_id)
    kept = select(func.count()).select_from(_versions).where(_versions.c.conversation_id == conversation_id)
    _insert_version(connection, conversation_id, version, position=connection.execute(kept).scalar_one())


def _exists(connection: Connection, conversation_id: str) -> bool:
    one = select(_conversations.c.id).where(_conversations.c.id == conversation_id)
    return connection.execute(one.with_for_update(key_share=True)).first() is not None


def _lock_and_count(connection: Connection, conversation_id: str) -> int:
    if not _exists(connection, conversation_id):
        raise NotFound(f"There is no chat {conversation_id!r}.")
    there = select(func.count()).select_from(_messages).where(_messages.c.conversation_id == conversation_id)
    return connection.execute(there).scalar_one()


def _insert_messages(connection: Connection, conversation_id: str, messages: Sequence[Message], *, first: int) -> None:
    rows = [
        {
            "id": message.id,
            "conversation_id": conversation_id,
            "position": position,
            "speaker": message.speaker,
            "kind": message.kind,
            "text": message.text,
            "at": message.at,
            "element": message.element,
            "worded_by": message.worded_by,
        }
        for position, message in enumerate(messages, start=first)
    ]
    if rows:
        connection.execute(insert(_messages), rows)


def _insert_version(connection: Connection, conversation_id: str, version: QuestionVersion, *, position: int) -> None:
    connection.execute(
        insert(_versions).values(
            id=version.id,
            conversation_id=conversation_id,
            position=position,
            text=version.text,
            author=version.author,
            at=version.at,
        )
    )


def _load(connection: Connection, chosen: ColumnElement[bool]) -> list[Conversation]:
    rows = connection.execute(select(_conversations).where(chosen))
    bare = [Conversation(row.id, row.mentee_id, row.started_at) for row in rows]
    ids = select(_conversations.c.id).where(chosen)
    messages, versions = _messages_in(connection, ids), _versions_in(connection, ids)
    full = [replace(one, messages=tuple(messages[one.id]), versions=tuple(versions[one.id])) for one in bare]
    return sorted(full, key=lambda one: (one.started_at, one.id), reverse=True)


def _messages_in(connection: Connection, ids: Select[tuple[str]]) -> dict[str, list[Message]]:
    chosen = select(_messages).where(_messages.c.conversation_id.in_(ids)).order_by(_messages.c.position)
    found: dict[str, list[Message]] = defaultdict(list)
    for row in connection.execute(chosen):
        message = Message(row.id, row.speaker, row.kind, row.text, row.at, row.element, row.worded_by)
        found[row.conversation_id].append(message)
    return found


def _versions_in(connection: Connection, ids: Select[tuple[str]]) -> dict[str, list[QuestionVersion]]:
    chosen = select(_versions).where(_versions.c.conversation_id.in_(ids)).order_by(_versions.c.position)
    found: dict[str, list[QuestionVersion]] = defaultdict(list)
    for row in connection.execute(chosen):
        found[row.conversation_id].append(QuestionVersion(row.id, row.text, row.author, row.at))
    return found
