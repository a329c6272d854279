"""Any OpenAI-compatible endpoint as a chat model, through LangChain's ChatOpenAI.

Adds what a chat turn needs: one time limit over all attempts, pauses between them, a circuit breaker,
a token budget, and a strict reading of replies. Whether a reply is true is for its callers.
"""

from __future__ import annotations

import logging
import random
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, Literal

from pydantic import SecretStr, ValidationError

from assistant.adapters.chat_failures import Failure, Reason, failure_of
from assistant.adapters.circuit import CircuitBreaker
from assistant.adapters.time_limit import call_within
from assistant.errors import ModelUnavailable
from assistant.ports.chat_model import ModelReply, RenderedPrompt, ReplyT, TokenCounter, TokenUse

if TYPE_CHECKING:
    from langchain_core.messages import AIMessage
    from langchain_openai import ChatOpenAI

_log = logging.getLogger(__name__)

_FIRST_PAUSE_SECONDS: Final = 0.4
_SHORTEST_ATTEMPT_SECONDS: Final = 0.5
"""No further attempt is begun with less time than this left."""
_CODE_FENCE = re.compile(r"^\s*```(?:json)?\s*(.*?)\s*```\s*$", re.DOTALL)
_LEGACY_MODEL = re.compile(r"^gpt-(?:3|4$|4-)")
_REASONING_EFFORT: Final = (
    (re.compile(r"^gpt-5(?:-mini|-nano)?(?:-\d{4}-\d{2}-\d{2})?$"), "minimal"),
    (re.compile(r"^o[1-9](?:-|$)"), "low"),
)
"""Wording needs no long thought, which would take up the time limit."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Which model, where, and the key to it; without `base_url` it is OpenAI's own."""

    model: str
    api_key: SecretStr
    base_url: str | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one reply may take.

    Attributes:
        seconds: From asking to answer, attempts and pauses included.
        attempt_seconds: For one attempt, so that a hanging one leaves time for another.
        prompt_tokens_max: A longer prompt is not sent.
        reply_tokens_max: The endpoint cuts longer replies; hidden reasoning counts.
    """

    seconds: float = 12.0
    attempt_seconds: float = 7.0
    attempts_max: int = 3
    prompt_tokens_max: int = 3_000
    reply_tokens_max: int = 2_000


@dataclass(frozen=True, slots=True)
class Price:
    """US dollars for a million tokens."""

    prompt: float
    reply: float

    def of(self, prompt_tokens: int, reply_tokens: int) -> float:
        """Return the price of one call in US dollars."""
        return (prompt_tokens * self.prompt + reply_tokens * self.reply) / 1_000_000


@dataclass(frozen=True, slots=True)
class Waiting:
    """Time and chance, replaceable in tests; `monotonic` and `sleep` are in seconds, `chance` in 0 to 1."""

    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = random.random


@dataclass(frozen=True)
class LangChainChat:
    """Implements `ports.chat_model.ChatModel`. Nothing is imported or opened before the first reply."""

    endpoint: Endpoint
    counter: TokenCounter
    limits: Limits = field(default_factory=Limits)
    price: Price | None = None
    circuit: CircuitBreaker = field(default_factory=CircuitBreaker)
    waiting: Waiting = field(default_factory=Waiting)

    @property
    def name(self) -> str:
        return self.endpoint.model

    def reply(self, prompt: RenderedPrompt, schema: type[ReplyT]) -> ModelReply[ReplyT]:
        """Return a reply that fits `schema`; see the port. Failed attempts count into the tokens used.

        Raises:
            ModelUnavailable: With a code "model_<reason>", one of `chat_failures.Reason`.
        """
        self.warm_up()
        self._require_budget(prompt, schema)
        if not self.circuit.admits():
            raise self._unavailable("circuit_open", "too many failures in a row, not called")
        uses: list[TokenUse] = []
        outcome = self._attempts(prompt, schema, uses)
        use = _sum(uses) if uses else None
        if not isinstance(outcome, Failure):
            self.circuit.report_success()
            assert use is not None
            return ModelReply(outcome, self.name, use)
        if outcome.reason == "refused":
            self.circuit.report_success()  # the endpoint is well, it just will not answer this
        else:
            self.circuit.report_failure()
        raise self._unavailable(outcome.reason, outcome.detail, use)

    def warm_up(self) -> None:
        """Import the vendor, which takes seconds, so that the first mentee need not wait for it; nothing is sent."""
        _ = self._chat

    def close(self) -> None:
        """Release connections; only after the last reply."""
        if "_http" in self.__dict__:
            self._http.close()

    def _attempts(self, prompt: RenderedPrompt, schema: type[ReplyT], uses: list[TokenUse]) -> ReplyT | Failure:
        """Return the first fitting reply, or the last failure when attempts or time are used up."""
        deadline = self.waiting.monotonic() + self.limits.seconds
        for attempt in range(1, self.limits.attempts_max + 1):
            outcome = self._attempt(prompt, schema, deadline - self.waiting.monotonic(), uses)
            if not isinstance(outcome, Failure):
                return outcome
            _log.info("attempt %d of %s failed: %s (%s)", attempt, self.name, outcome.reason, outcome.detail)
            pause = self._pause(attempt, outcome)
            is_late = self.waiting.monotonic() + pause + _SHORTEST_ATTEMPT_SECONDS > deadline
            if not outcome.may_pass or is_late or attempt == self.limits.attempts_max:
                break
            self.waiting.sleep(pause)
        return outcome

    def _attempt(
        self, prompt: RenderedPrompt, schema: type[ReplyT], seconds_left: float, uses: list[TokenUse]
    ) -> ReplyT | Failure:
        seconds = min(self.limits.attempt_seconds, seconds_left)
        try:
            message = call_within(seconds, lambda: self._invoke(prompt, schema, seconds))
        except Exception as error:  # noqa: BLE001 - LangChain raises bare ValueError, KeyError, TypeError for odd bodies
            return failure_of(error)
        uses.append(self._use(prompt, message))
        return _read(message, schema)

    def _invoke(self, prompt: RenderedPrompt, schema: type[ReplyT], seconds: float) -> AIMessage:
        from langsmith.run_helpers import tracing_context

        # The raw message is read here: LangChain's parsers complete JSON that was cut, and so texts too.
        structured = self._chat.with_structured_output(
            schema.model_json_schema(), method=_method(self.endpoint.model), strict=True, include_raw=True
        )
        with tracing_context(enabled=False):
            result = structured.with_config(callbacks=[]).invoke(
                [("system", prompt.system), ("user", prompt.user)], timeout=seconds
            )
        assert isinstance(result, Mapping)
        message: AIMessage = result["raw"]
        return message

    @cached_property
    def _http(self) -> Any:
        import httpx

        return httpx.Client(timeout=self.limits.attempt_seconds)

    @cached_property
    def _chat(self) -> ChatOpenAI:
        from langchain_openai import ChatOpenAI

        effort = next((effort for pattern, effort in _REASONING_EFFORT if pattern.match(self.endpoint.model)), None)
        return ChatOpenAI(
            model=self.endpoint.model,
            api_key=self.endpoint.api_key,
            base_url=self.endpoint.base_url,
            max_retries=0,
            max_completion_tokens=self.limits.reply_tokens_max,
            reasoning_effort=effort,
            use_responses_api=False,
            http_client=self._http,
            cache=False,
        )

    def _pause(self, attempt: int, failure: Failure) -> float:
        """Return the seconds to wait: doubling with full jitter, never less than the endpoint asked for."""
        backoff = _FIRST_PAUSE_SECONDS * 2.0 ** (attempt - 1) * self.waiting.chance()
        return max(backoff, failure.retry_after_seconds or 0.0)

    def _require_budget(self, prompt: RenderedPrompt, schema: type[ReplyT]) -> None:
        tokens = self._prompt_tokens(prompt) + self.counter.count(str(schema.model_json_schema()))
        if tokens > self.limits.prompt_tokens_max:
            raise self._unavailable(
                "over_budget", f"{tokens} prompt tokens, at most {self.limits.prompt_tokens_max} are sent"
            )

    def _prompt_tokens(self, prompt: RenderedPrompt) -> int:
        return self.counter.count(prompt.system) + self.counter.count(prompt.user)

    def _use(self, prompt: RenderedPrompt, message: AIMessage) -> TokenUse:
        """Return the tokens as the endpoint counted them, or as we do where it does not say."""
        told = message.usage_metadata
        sent = told["input_tokens"] if told else self._prompt_tokens(prompt)
        got = told["output_tokens"] if told else self.counter.count(str(message.text))
        return TokenUse(sent, got, self.price.of(sent, got) if self.price else None, is_estimate=told is None)

    def _unavailable(self, reason: Reason, detail: str, use: TokenUse | None = None) -> ModelUnavailable:
        return ModelUnavailable(f"no usable reply of {self.name}: {reason} ({detail})", code=f"model_{reason}", use=use)


def _method(model: str) -> Literal["json_schema", "function_calling"]:
    """Return how to ask for structure: models before gpt-4o know functions only."""
    return "function_calling" if _LEGACY_MODEL.match(model) else "json_schema"


def _read(message: AIMessage, schema: type[ReplyT]) -> ReplyT | Failure:
    """Return the reply in a message when it is whole and fits the schema."""
    ended = message.response_metadata.get("finish_reason")
    if message.additional_kwargs.get("refusal") or ended == "content_filter":
        return Failure("refused", "the model refused")
    if ended == "length":
        return Failure("cut_short", "the reply was longer than allowed")
    try:
        if message.tool_calls:
            return schema.model_validate(message.tool_calls[0]["args"])
        text = str(message.text)
        fenced = _CODE_FENCE.match(text)
        return schema.model_validate_json(fenced[1] if fenced else text)
    except ValidationError as error:
        return Failure("malformed", f"{error.error_count()} errors against {schema.__name__}")


def _sum(uses: list[TokenUse]) -> TokenUse:
    costs = [use.cost_usd for use in uses if use.cost_usd is not None]
    return TokenUse(
        sum(use.prompt_tokens for use in uses),
        sum(use.reply_tokens for use in uses),
        sum(costs) if costs else None,
        is_estimate=any(use.is_estimate for use in uses),
    )
