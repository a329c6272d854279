"""Preparation chats, in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC

from assistant.domain.conversations import Conversation, Message
from assistant.domain.health import QuestionReadiness
from assistant.domain.questions import QuestionVersion
from assistant.errors import AlreadyExists, Conflict, NotFound
from tests.fakes.store.record import MemoryPart, transaction


class MemoryConversations(MemoryPart):
    @transaction
    def start_conversation(self, conversation: Conversation) -> None:
        self.refuse_stranger(conversation.mentee_id)
        if conversation.id in self.record.conversations:
            raise AlreadyExists(f"The chat {conversation.id!r} exists already.")
        in_utc = conversation.started_at.astimezone(UTC)
        self.record.conversations[conversation.id] = replace(conversation, started_at=in_utc)

    def conversation(self, conversation_id: str) -> Conversation | None:
        return self.record.conversations.get(conversation_id)

    def conversations_of(self, mentee_id: str) -> list[Conversation]:
        own = [chat for chat in self.record.conversations.values() if chat.mentee_id == mentee_id]
        return sorted(own, key=lambda chat: (chat.started_at, chat.id), reverse=True)

    @transaction
    def append_messages(
        self, conversation_id: str, messages: Sequence[Message], *, seen: int, readiness: float | None = None
    ) -> None:
        chat = self._chat(conversation_id)
        if len(chat.messages) != seen:
            raise Conflict(f"The chat {conversation_id!r} has {len(chat.messages)} messages, expected {seen}.")
        self.append(conversation_id, messages)
        if readiness is not None:
            new = QuestionReadiness(conversation_id, chat.mentee_id, messages[0].at, first=readiness, last=readiness)
            known = self.record.readiness.get(conversation_id, new)
            self.record.readiness[conversation_id] = replace(known, last=readiness)

    @transaction
    def add_question_version(self, conversation_id: str, version: QuestionVersion) -> None:
        chat = self._chat(conversation_id)
        self.record.conversations[conversation_id] = replace(chat, versions=(*chat.versions, version))

    # for other parts

    def append(self, conversation_id: str, messages: Sequence[Message]) -> None:
        chat = self._chat(conversation_id)
        self.record.conversations[conversation_id] = replace(chat, messages=(*chat.messages, *messages))

    def _chat(self, conversation_id: str) -> Conversation:
        if conversation_id not in self.record.conversations:
            raise NotFound(f"There is no chat {conversation_id!r}.")
        return self.record.conversations[conversation_id]
