"""Why a call of an OpenAI-compatible endpoint failed, in our words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import openai

Reason = Literal[
    "timeout",
    "unreachable",
    "unauthorized",
    "rate_limited",
    "server_error",
    "bad_request",
    "malformed",
    "cut_short",
    "refused",
    "over_budget",
    "circuit_open",
]
"""What stands after "model_" in the code of a ModelUnavailable."""

_REPEATABLE: frozenset[Reason] = frozenset({"timeout", "unreachable", "rate_limited", "server_error", "malformed"})
_RETRY_STATUS = frozenset({408, 409, 425})


@dataclass(frozen=True, slots=True)
class Failure:
    """One failed call.

    Attributes:
        detail: For logs; holds no key and nothing a person wrote.
        retry_after_seconds: How long the endpoint asked to be left alone, None when it did not.
    """

    reason: Reason
    detail: str
    retry_after_seconds: float | None = None
    is_final: bool = False

    @property
    def may_pass(self) -> bool:
        """Tell whether the same call may succeed when made again."""
        return self.reason in _REPEATABLE and not self.is_final


def failure_of(error: Exception) -> Failure:
    """Translate whatever LangChain, the OpenAI client or the time limit raised."""
    import openai

    detail = type(error).__name__
    if isinstance(error, (openai.APITimeoutError, TimeoutError)):
        return Failure("timeout", detail)
    if isinstance(error, openai.APIStatusError):
        return _status_failure(error)
    if isinstance(error, openai.APIConnectionError):
        return Failure("unreachable", detail)
    if isinstance(error, openai.LengthFinishReasonError):
        return Failure("cut_short", detail)
    if isinstance(error, openai.ContentFilterFinishReasonError):
        return Failure("refused", detail)
    return Failure("malformed", detail)  # bodies that are no chat completion surface as all kinds of errors


def _status_failure(error: openai.APIStatusError) -> Failure:
    status = error.status_code
    detail = f"{type(error).__name__}, status {status}"
    if status in (401, 403):
        return Failure("unauthorized", detail)
    if status == 429:
        return Failure("rate_limited", detail, _retry_after(error), is_final=error.code == "insufficient_quota")
    if status >= 500 or status in _RETRY_STATUS:
        return Failure("server_error", detail, _retry_after(error))
    return Failure("bad_request", detail)


def _retry_after(error: openai.APIStatusError) -> float | None:
    """Return the seconds of a Retry-After header; dates (RFC 9110) are taken as not given."""
    try:
        seconds = float(error.response.headers.get("retry-after", ""))
    except ValueError:
        return None
    return seconds if 0 <= seconds < float("inf") else None
