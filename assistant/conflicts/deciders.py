"""The one question whose answer would decide between two pieces of advice, made of nothing but what they say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from assistant.domain.disagreements import Advice, ConflictKind
from assistant.text.redaction import MASK

_CONDITION: Final = re.compile(
    r"\b((?:if|unless|as long as)\s+(?:[\w'’%€$£/-]+[ ]?){2,12})(?=[,.;:!?—–]|$)", re.IGNORECASE
)
_OWN_STORY: Final = re.compile(r"\b(?:i|i'm|i’m|i'd|i’d|my|me|we|our|us)\b", re.IGNORECASE)
"""A condition in a mentor's own story is none of the mentee's circumstances."""
_BY_KIND: Final[Mapping[ConflictKind, str]] = {
    "action": "Which of the two could you still undo if it turned out wrong?",
    "timing": "What do you lose if you wait, and what if you do not?",
    "degree": "How much of it is enough for what you want to reach?",
    "priority": "If you could only do one of the two first, which would you miss more?",
    "fact": "Which of the two claims can you check, and where?",
}


def decider(one: Advice, other: Advice, *, kind: ConflictKind) -> str:
    """Return one question: about a circumstance that one of them names, else about whose circumstances fit, else by kind."""
    condition = next((found for text in (one.text, other.text) if (found := _condition(text))), "")
    if condition:
        return f"Is this so for you: “{condition}”?"
    contexts = one.mentor_context.strip(), other.mentor_context.strip()
    if all(contexts) and contexts[0] != contexts[1] and not any(MASK[0] in context for context in contexts):
        return f"Whose circumstances are nearer to yours: “{contexts[0]}” or “{contexts[1]}”?"
    return _BY_KIND[kind]


def _condition(text: str) -> str:
    found = (match[1].strip() for match in _CONDITION.finditer(text))
    return next((condition for condition in found if not _OWN_STORY.search(condition)), "")
