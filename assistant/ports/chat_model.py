"""A language model that words things, where one is configured."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from pydantic import BaseModel

ReplyT = TypeVar("ReplyT", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class RenderedPrompt:
    """A prompt ready to send; `fingerprint` names the prompt files it came from."""

    purpose: str
    system: str
    user: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class TokenUse:
    """Tokens of one call, and its price where the model's price is configured (US dollars)."""

    prompt_tokens: int
    reply_tokens: int
    cost_usd: float | None
    is_estimate: bool = False


@dataclass(frozen=True, slots=True)
class ModelReply(Generic[ReplyT]):
    """A reply that fits its schema, not yet checked against the facts."""

    value: ReplyT
    model: str
    use: TokenUse


class ChatModel(Protocol):
    """One structured reply to one prompt."""

    @property
    def name(self) -> str:
        """Return the model's name as shown beside what it worded."""

    def reply(self, prompt: RenderedPrompt, schema: type[ReplyT]) -> ModelReply[ReplyT]:
        """Return a reply that fits `schema`, within the time limit, retries included.

        Raises:
            ModelUnavailable: No usable reply: refused, timed out, malformed, over budget, circuit open.
        """


class TokenCounter(Protocol):
    """Count tokens as the model would."""

    @property
    def is_estimate(self) -> bool:
        """Tell whether counts are estimates because the encoding could not be loaded."""

    def count(self, text: str) -> int:
        """Return the number of tokens of a text."""
