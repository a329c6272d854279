"""A chat model that gives out the replies it was made with."""

from __future__ import annotations

from pydantic import BaseModel

from assistant.errors import ModelUnavailable
from assistant.ports.chat_model import ModelReply, RenderedPrompt, ReplyT, TokenUse


class QueuedChatModel:
    """Implements `ports.chat_model.ChatModel`; an error in the queue is raised, an empty queue is an error."""

    def __init__(self, *queue: BaseModel | ModelUnavailable, name: str = "queued") -> None:
        self.queue = list(queue)
        self.prompts: list[RenderedPrompt] = []
        self._name = name

    @property
    def name(self) -> str:
        return self._name

    def reply(self, prompt: RenderedPrompt, schema: type[ReplyT]) -> ModelReply[ReplyT]:
        self.prompts.append(prompt)
        if not self.queue:
            raise ModelUnavailable("the queue of replies is empty", code="model_unreachable")
        outcome = self.queue.pop(0)
        if isinstance(outcome, ModelUnavailable):
            raise outcome
        return ModelReply(schema.model_validate(outcome.model_dump()), self.name, TokenUse(100, 20, 0.001))
