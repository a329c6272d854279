"""Any model that Inspect knows, as the product's own port: what it says is checked as in the product."""

from __future__ import annotations

import json
import logging
import re
from dataclasses import dataclass
from typing import Final

import anyio.from_thread
from inspect_ai.model import ChatMessageSystem, ChatMessageUser, GenerateConfig, Model, ModelOutput
from pydantic import ValidationError

from assistant.errors import ModelUnavailable
from assistant.ports.chat_model import ModelReply, RenderedPrompt, ReplyT, TokenUse

_log = logging.getLogger(__name__)
_SHAPE: Final = "Reply with one JSON object and nothing else. It has to fit this JSON schema:\n"
_FENCE: Final = re.compile(r"\s*```(?:json)?\s*\n(.*)\n\s*```\s*", re.DOTALL)
_CONFIG: Final = GenerateConfig(max_retries=2, attempt_timeout=60, timeout=120, max_tokens=2_000)


@dataclass(frozen=True, slots=True)
class InspectChat:
    """Implements `ports.chat_model.ChatModel`; to be asked from worker threads of a running evaluation."""

    model: Model

    @property
    def name(self) -> str:
        return str(self.model)

    def reply(self, prompt: RenderedPrompt, schema: type[ReplyT]) -> ModelReply[ReplyT]:
        """Return a reply that fits `schema`; see the port. Raises ModelUnavailable for every failure."""
        shape = _SHAPE + json.dumps(schema.model_json_schema())
        system = ChatMessageSystem(content=f"{prompt.system}\n\n{shape}")

        async def generate() -> ModelOutput:
            return await self.model.generate([system, ChatMessageUser(content=prompt.user)], config=_CONFIG)

        try:
            output = anyio.from_thread.run(generate)
            text = output.completion
            fenced = _FENCE.fullmatch(text)
            value = schema.model_validate_json(fenced[1] if fenced else text)
        except ValidationError as error:
            raise self._unavailable(f"{error.error_count()} errors against {schema.__name__}") from error
        except Exception as error:  # each vendor behind Inspect raises its own
            raise self._unavailable(f"{type(error).__name__}: {error}") from error
        return ModelReply(value, self.name, _use(output))

    def _unavailable(self, why: str) -> ModelUnavailable:
        _log.info("no usable reply of %s: %s", self.name, why)
        return ModelUnavailable(f"no usable reply of {self.name}: {why}", code="model_failed")


def _use(output: ModelOutput) -> TokenUse:
    used = output.usage
    return TokenUse(used.input_tokens, used.output_tokens, None) if used else TokenUse(0, 0, None, is_estimate=True)
