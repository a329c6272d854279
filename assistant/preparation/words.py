"""The assistant's fixed sentences in the chat."""

from __future__ import annotations

from typing import Final

from assistant.wording.kindness import is_guidance

WELCOME: Final = (
    "What would you like to ask a mentor? Write it as it comes, even one line. "
    "I will ask at most one thing at a time, and you can stop whenever you like."
)
READY: Final = (
    "A stranger can answer this now. Read your question in the card, change what you like, then find a mentor."
)
USED_AS_IS: Final = "Fine, we take it as it is. Your question is in the card: change what you like, then find a mentor."
NOTHING_YET: Final = (
    "There is nothing to work with yet. One sentence about what you would like to reach is enough to start."
)
QUICK_REPLIES: Final = {"skip": "Skip this", "not_sure": "I am not sure", "use_as_is": "Use it as it is"}

_EXAMPLE_LEAD: Final = "\nFor example: "


def with_example(text: str, example: str) -> str:
    """Return the bubble of a question: the question, then its example on a line of its own."""
    return f"{text}{_EXAMPLE_LEAD}“{example}”" if example else text


def without_example(bubble: str) -> tuple[str, str]:
    """Return (question, example) of a bubble made by `with_example`."""
    text, _, example = bubble.partition(_EXAMPLE_LEAD)
    return text, example.strip("“”")


__all__ = [
    "NOTHING_YET",
    "QUICK_REPLIES",
    "READY",
    "USED_AS_IS",
    "WELCOME",
    "is_guidance",
    "with_example",
    "without_example",
]
